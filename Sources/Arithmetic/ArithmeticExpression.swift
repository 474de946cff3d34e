/// A number expression over named variables: `10 * (1 - min(1, 2 * threshold))`.
///
/// There are decimal literals (`5`, `0.25`, `.5`), variables, `+ - * /` with the usual precedence, unary minus, parentheses, and the
/// functions `min` and `max` of one or more arguments.
public struct ArithmeticExpression: Sendable {
  /// A variable where it is written.
  public struct Variable: Hashable, Sendable {
    /// The name, a letter or `_` followed by letters, digits and `_`.
    public var name: String
    /// UTF-8 byte offsets in the expression.
    public var range: Range<Int>
  }

  /// What was parsed.
  public let text: String
  /// Every use of a variable, in the order of the text.
  public let variables: [Variable]

  let root: Term

  /// Parses an expression.
  public init(_ text: String) throws(ArithmeticError) {
    var parser = ArithmeticParser(text)
    root = try parser.parse()
    variables = parser.variables
    self.text = text
  }

  /// Computes the value.
  ///
  /// - Parameter lookup: the value of a variable, or nil where there is none of that name.
  /// - Throws: an error at a variable that `lookup` does not know, or at a divisor that is zero.
  public func evaluate(_ lookup: (String) -> Double?) throws(ArithmeticError) -> Double {
    try root.evaluate(lookup)
  }
}

indirect enum Term: Sendable {
  case number(Double)
  case variable(ArithmeticExpression.Variable)
  case negated(Term)
  case binary(Operator, Term, Term, right: Range<Int>)
  case call(Function, [Term])

  enum Operator: UInt8, Sendable {
    case plus = 0x2B, minus = 0x2D, times = 0x2A, divided = 0x2F

    var bindsTighter: Bool { self == .times || self == .divided }
  }

  enum Function: String, CaseIterable, Sendable {
    case min, max
  }

  func evaluate(_ lookup: (String) -> Double?) throws(ArithmeticError) -> Double {
    switch self {
    case .number(let value):
      return value
    case .variable(let variable):
      guard let value = lookup(variable.name) else {
        throw ArithmeticError("unknown variable “\(variable.name)”", at: variable.range)
      }
      return value
    case .negated(let operand):
      return try -operand.evaluate(lookup)
    case .binary(let symbol, let left, let right, let range):
      let (a, b) = (try left.evaluate(lookup), try right.evaluate(lookup))
      switch symbol {
      case .plus: return a + b
      case .minus: return a - b
      case .times: return a * b
      case .divided:
        guard b != 0 else { throw ArithmeticError("division by zero", at: range) }
        return a / b
      }
    case .call(let function, let arguments):
      var result = try arguments[0].evaluate(lookup)
      for argument in arguments.dropFirst() {
        let value = try argument.evaluate(lookup)
        result = function == .min ? Swift.min(result, value) : Swift.max(result, value)
      }
      return result
    }
  }
}
