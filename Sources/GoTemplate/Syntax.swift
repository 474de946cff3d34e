/// The tree of a template.
indirect enum Node: Sendable {
  case text(String)
  case action(Pipeline)
  case branch(Branch)
  case template(name: String, argument: Pipeline?, range: Range<Int>)
  case `break`, `continue`
}

/// `if`, `range` and `with`, which differ only in what they do with the pipeline's value.
struct Branch: Sendable {
  enum Kind: Sendable { case condition, loop, with }

  var kind: Kind
  /// Nil where it could not be read; its error is noted already.
  var pipeline: Pipeline?
  var body: [Node] = []
  var otherwise: [Node] = []
  var range: Range<Int>
}

/// `$x, $y := command | command`.
struct Pipeline: Sendable {
  struct Variable: Sendable {
    var name: String
    var range: Range<Int>
  }

  var variables: [Variable] = []
  /// `=` instead of `:=`.
  var assigns = false
  var commands: [Command] = []
  var range: Range<Int>
}

/// Operands side by side: a function with its arguments, or one value.
struct Command: Sendable {
  var operands: [Operand]
  var range: Range<Int>

  /// The operand, where there is only one.
  var literal: Operand? { operands.count == 1 ? operands[0] : nil }

  /// The function that it calls.
  var called: String? {
    guard let first = operands.first, first.fields.isEmpty, case .function(let name) = first.term else { return nil }
    return name
  }
}

/// A term with the fields read from it.
struct Operand: Sendable {
  indirect enum Term: Sendable {
    case dot, null
    case boolean(Bool)
    case integer(Int)
    case float(Double)
    case imaginary
    case string(String)
    case variable(String)
    case function(String)
    case pipeline(Pipeline)
  }

  struct Field: Sendable {
    var name: String
    /// Of the name, without its dot.
    var range: Range<Int>
  }

  var term: Term
  var termRange: Range<Int>
  var fields: [Field] = []

  var range: Range<Int> { termRange.lowerBound..<(fields.last?.range.upperBound ?? termRange.upperBound) }

  /// Whether a later stage of a pipeline can begin with it: a literal or the bare dot takes no argument.
  var isExecutable: Bool {
    switch term {
    case .function, .variable, .pipeline: true
    case .dot: !fields.isEmpty
    case .null, .boolean, .integer, .float, .imaginary, .string: false
    }
  }
}
