/// A pattern as a machine: states, each of which waits for a character, an assertion, or the end.
struct Program {
  enum Operation: UInt8 {
    case match, jump, split
    /// Waits for one character, for one of a set, or for any at all.
    case scalar, set, any
    case assertion

    /// Whether it is the end or stands for something in the text, rather than leading on.
    var waits: Bool { self != .jump && self != .split }
  }

  struct Instruction {
    var operation: Operation
    /// The character, the number of the set, the assertion, or where a split goes as well.
    var value: UInt32 = 0
    var next: Int32 = 0
  }

  private(set) var instructions: [Instruction] = []
  private(set) var sets: [CharacterSet] = []
  private(set) var start: Int32 = 0
  /// Whether what comes before and after a character matters.
  private(set) var hasAssertions = false
  private var setNumbers: [CharacterSet: UInt32] = [:]

  /// Counted repetitions are written out; beyond this many instructions the pattern is refused.
  static let limit = 200_000

  /// - Returns: nil for a pattern that is too large.
  init?(_ tree: RegexNode) {
    instructions = [Instruction(operation: .match)]
    guard let entry = compile(tree, then: 0) else { return nil }
    start = entry
  }

  private mutating func emit(_ operation: Operation, _ value: UInt32, _ next: Int32) -> Int32? {
    guard instructions.count < Self.limit else { return nil }
    instructions.append(Instruction(operation: operation, value: value, next: next))
    return Int32(instructions.count - 1)
  }

  private mutating func emit(_ set: CharacterSet, then next: Int32) -> Int32? {
    if let scalar = set.single { return emit(.scalar, scalar.value, next) }
    let number = setNumbers[set] ?? UInt32(sets.count)
    if number == sets.count {
      sets.append(set)
      setNumbers[set] = number
    }
    return emit(.set, number, next)
  }

  /// The state from which the node leads to `next`.
  private mutating func compile(_ node: RegexNode, then next: Int32) -> Int32? {
    switch node.ungrouped.kind {
    case .empty, .group: return next
    case .literal(let text, let ignoresCase): return compile(text, ignoresCase, then: next)
    case .characters(let set): return emit(set, then: next)
    case .any(let matchesNewline): return matchesNewline ? emit(.any, 0, next) : emit(.notNewline, then: next)
    case .assertion(let assertion):
      hasAssertions = true
      return emit(.assertion, UInt32(assertion.rawValue), next)
    case .concatenation(let nodes):
      var entry = next
      for node in nodes.reversed() {
        guard let state = compile(node, then: entry) else { return nil }
        entry = state
      }
      return entry
    case .alternation(let nodes): return compile(alternatives: nodes, then: next)
    case .repetition(let inner, let minimum, let maximum, _):
      return compile(inner, minimum, maximum, then: next)
    }
  }

  private mutating func compile(_ text: String, _ ignoresCase: Bool, then next: Int32) -> Int32? {
    var entry = next
    for scalar in text.unicodeScalars.reversed() {
      let forms = ignoresCase ? CaseFolding.forms(of: scalar) : []
      let state =
        forms.count > 1
        ? emit(CharacterSet(forms.map { $0.value...$0.value }), then: entry) : emit(.scalar, scalar.value, entry)
      guard let state else { return nil }
      entry = state
    }
    return entry
  }

  /// Alternatives that are one character each are one set; in which order they stand makes no difference to a match.
  private mutating func compile(alternatives nodes: [RegexNode], then next: Int32) -> Int32? {
    var set = CharacterSet()
    var entry: Int32?
    for node in nodes.reversed() {
      if let characters = node.oneCharacter {
        set.insert(characters)
        continue
      }
      guard let branch = compile(node, then: next) else { return nil }
      entry = entry.map { emit(.split, UInt32($0), branch) } ?? branch
      if entry == nil { return nil }
    }
    guard !set.isEmpty || entry == nil else { return entry }
    set.normalize()
    guard let branch = emit(set, then: next) else { return nil }
    return entry.map { emit(.split, UInt32($0), branch) } ?? branch
  }

  private mutating func compile(_ inner: RegexNode, _ minimum: Int, _ maximum: Int?, then next: Int32) -> Int32? {
    var entry = next
    var copies = minimum
    if let maximum {
      // x{2,4} is xx(x(x)?)?.
      for _ in minimum..<max(minimum, maximum) {
        guard let body = compile(inner, then: entry), let split = emit(.split, UInt32(next), body) else { return nil }
        entry = split
      }
    } else {
      // x* begins at the choice, x+ at the body.
      guard let loop = emit(.jump, 0, next), let body = compile(inner, then: loop) else { return nil }
      instructions[Int(loop)] = Instruction(operation: .split, value: UInt32(next), next: body)
      entry = minimum == 0 ? loop : body
      copies = max(0, minimum - 1)
    }
    for _ in 0..<copies {
      guard let body = compile(inner, then: entry) else { return nil }
      entry = body
    }
    return entry
  }
}

extension RegexNode {
  /// What it matches, if that is always one character.
  fileprivate var oneCharacter: CharacterSet? {
    switch ungrouped.kind {
    case .characters(let set): return set
    case .any(let matchesNewline): return matchesNewline ? .all : .notNewline
    case .literal(let text, let ignoresCase):
      let scalars = text.unicodeScalars
      guard let scalar = scalars.first, scalars.dropFirst().isEmpty else { return nil }
      let forms = ignoresCase ? CaseFolding.forms(of: scalar) : [scalar]
      return CharacterSet(forms.map { $0.value...$0.value })
    default: return nil
    }
  }
}
