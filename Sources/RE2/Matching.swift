extension Pattern {
  /// Whether the text matches: the whole of it, or any part where the dialect is a search. For many texts make one
  /// `Matcher`.
  public func matches(_ text: String) -> Bool {
    guard var matcher = Matcher(self) else { return false }
    return matcher.matches(text)
  }

  /// Whether one of the texts matches.
  public func matchesAny(of texts: some Sequence<String>) -> Bool {
    guard var matcher = Matcher(self) else { return false }
    return texts.contains { matcher.matches($0) }
  }

  /// Whether the empty text matches.
  public var matchesEmpty: Bool { matches("") }
}

/// Matches texts against one pattern in time that grows with their length alone.
public struct Matcher {
  private var automaton: Automaton
  private let isAnchored: Bool

  /// nil for a pattern whose counted repetitions are too large to be written out.
  public init?(_ pattern: Pattern) {
    guard let program = Program(pattern.tree) else { return nil }
    isAnchored = pattern.dialect.isAnchored
    automaton = Automaton(program, isAnchored: isAnchored)
  }

  /// Whether a text matches; states found on the way are kept for the next.
  public mutating func matches(_ text: String) -> Bool {
    var state = automaton.initial()
    for scalar in text.unicodeScalars {
      state = automaton.step(state, automaton.kind(of: scalar.value))
      if isAnchored, automaton.isDead(state) { return false }
    }
    return automaton.accepts(state)
  }
}
