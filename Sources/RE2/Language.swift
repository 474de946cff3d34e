/// What a pattern matches as a whole. A pattern whose automaton is too large to be walked through has no answer, nil.
extension Pattern {
  /// Whether every text matches, so that the matcher says nothing.
  public var matchesEverything: Bool? { walk(skippingNewlines: false).map { $0.acceptsAll } }

  /// Whether every text without a line feed matches, which is every text that a label usually has.
  public var matchesEveryLine: Bool? { walk(skippingNewlines: true).map { $0.acceptsAll } }

  /// Whether no text at all matches.
  public var matchesNothing: Bool? { walk(skippingNewlines: false).map { !$0.acceptsAny } }

  private static let maximumInstructions = 20_000
  private static let maximumStates = 10_000
  private static let maximumWork = 1 << 22

  /// Visits every state that some text leads to; each kind of character stands for all of its characters.
  private func walk(skippingNewlines: Bool) -> (acceptsAll: Bool, acceptsAny: Bool)? {
    guard let program = Program(tree), program.instructions.count <= Self.maximumInstructions else { return nil }
    var automaton = Automaton(program, isAnchored: dialect.isAnchored)
    guard let initial = automaton.initialRow() else { return nil }
    let newline = skippingNewlines && automaton.kinds.tellNewlines ? automaton.kinds.kind(of: 0x0A) : nil
    let kinds = (0..<automaton.kinds.count).filter { [automaton] kind in
      kind != newline && automaton.kinds.starts[kind] != 0xD800
    }
    var seen: Set<Int32> = [initial]
    var open = [initial]
    var result = (acceptsAll: true, acceptsAny: false)
    while let row = open.popLast() {
      if automaton.accepts(row) { result.acceptsAny = true } else { result.acceptsAll = false }
      // Both are settled.
      if result == (false, true) { return result }
      for kind in kinds {
        guard let next = automaton.step(row, kind), automaton.work <= Self.maximumWork else { return nil }
        if seen.insert(next).inserted { open.append(next) }
      }
      guard seen.count <= Self.maximumStates else { return nil }
    }
    return result
  }
}
