/// A pattern as a machine: states, each of which waits for a character, an assertion, or the end.
struct Program {
  enum Instruction {
    case characters(CharacterSet, next: Int)
    case assertion(RegexNode.Assertion, next: Int)
    case split(Int, Int)
    case jump(Int)
    case match
  }

  private(set) var instructions: [Instruction] = []
  private(set) var start = 0
  /// Whether what comes before and after a character matters.
  private(set) var hasAssertions = false

  /// Counted repetitions are written out; beyond this many instructions the pattern is refused.
  static let limit = 200_000

  /// - Returns: nil for a pattern that is too large.
  init?(_ tree: RegexNode) {
    instructions = [.match]
    guard let entry = compile(tree, then: 0) else { return nil }
    start = entry
  }

  private mutating func emit(_ instruction: Instruction) -> Int? {
    guard instructions.count < Self.limit else { return nil }
    instructions.append(instruction)
    return instructions.count - 1
  }

  /// The state from which the node leads to `next`.
  private mutating func compile(_ node: RegexNode, then next: Int) -> Int? {
    switch node.kind {
    case .empty: return next
    case .literal(let scalars, let ignoresCase):
      var entry = next
      for scalar in scalars.reversed() {
        let forms = ignoresCase ? CaseFolding.forms(of: scalar) : [scalar]
        let set = CharacterSet(forms.map { $0.value...$0.value })
        guard let state = emit(.characters(set, next: entry)) else { return nil }
        entry = state
      }
      return entry
    case .characters(let set): return emit(.characters(set, next: next))
    case .any(let matchesNewline):
      return emit(.characters(matchesNewline ? .all : CharacterSet.newline.inverted, next: next))
    case .assertion(let assertion):
      hasAssertions = true
      return emit(.assertion(assertion, next: next))
    case .group(let inner, _, _): return compile(inner, then: next)
    case .concatenation(let nodes):
      var entry = next
      for node in nodes.reversed() {
        guard let state = compile(node, then: entry) else { return nil }
        entry = state
      }
      return entry
    case .alternation(let nodes):
      guard var entry = compile(nodes[nodes.count - 1], then: next) else { return nil }
      for node in nodes.dropLast().reversed() {
        guard let branch = compile(node, then: next), let split = emit(.split(branch, entry)) else { return nil }
        entry = split
      }
      return entry
    case .repetition(let inner, let minimum, let maximum, _):
      return compile(inner, minimum, maximum, then: next)
    }
  }

  private mutating func compile(_ inner: RegexNode, _ minimum: Int, _ maximum: Int?, then next: Int) -> Int? {
    var entry = next
    if let maximum {
      // x{2,4} is xx(x(x)?)?.
      for _ in minimum..<max(minimum, maximum) {
        guard let body = compile(inner, then: entry), let split = emit(.split(body, next)) else { return nil }
        entry = split
      }
    } else {
      guard let loop = emit(.jump(next)), let body = compile(inner, then: loop) else { return nil }
      instructions[loop] = .split(body, next)
      entry = loop
    }
    for _ in 0..<minimum {
      guard let body = compile(inner, then: entry) else { return nil }
      entry = body
    }
    return entry
  }
}
