extension Pattern {
  /// Whether the text matches: the whole of it, or any part where the dialect is a search. For many texts make one
  /// `Matcher`, without which each takes some microseconds more. A pattern that is too large for one matches nothing.
  public func matches(_ text: String) -> Bool {
    guard var matcher = Matcher(self) else { return false }
    return matcher.matches(text)
  }

  /// Whether one of the texts matches.
  public func matchesAny(of texts: some Sequence<String>) -> Bool {
    guard var matcher = Matcher(self) else { return false }
    return texts.contains { matcher.matches($0) }
  }

  /// Whether the empty text matches; the tree tells.
  public var matchesEmpty: Bool { tree.matchesEmpty }
}

extension RegexNode {
  fileprivate var matchesEmpty: Bool {
    switch ungrouped.kind {
    case .empty, .group: true
    case .literal, .characters, .any: false
    // The empty text begins and ends at once, and no word stands in it.
    case .assertion(let assertion): assertion != .wordBoundary
    case .repetition(let inner, let minimum, _, _): minimum == 0 || inner.matchesEmpty
    case .concatenation(let nodes): nodes.allSatisfy(\.matchesEmpty)
    case .alternation(let nodes): nodes.contains(where: \.matchesEmpty)
    }
  }
}

/// Matches texts against one pattern in time that grows with their length alone.
public struct Matcher {
  private var automaton: Automaton

  /// nil for a pattern that is too large once its counted repetitions are written out: more than 200,000 characters,
  /// sets and choices.
  public init?(_ pattern: Pattern) {
    guard let program = Program(pattern.tree) else { return nil }
    automaton = Automaton(program, isAnchored: pattern.dialect.isAnchored)
  }

  /// Whether a text matches; states found on the way are kept for the next.
  public mutating func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { run($0) }
  }

  private mutating func run(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    // A table is worth its making where each state is come upon often; a text that makes it overflow with states that
    // are not is read set by set.
    guard var row = automaton.initialRow() ?? afterReset(automaton.initialSet()) else {
      return runSets(bytes, from: 0, automaton.initialSet())
    }
    var index = 0
    var resetIndex = 0
    while true {
      follow(&row, &index, bytes)
      if row == Automaton.dead, automaton.isAnchored { return false }
      if row == automaton.found, !automaton.isAnchored { return true }
      guard index < bytes.count else { return automaton.accepts(row) }
      let start = index
      let kind = automaton.kinds.kind(of: UTF8Text.decode(bytes, &index))
      if let next = automaton.step(row, kind) {
        row = next
        continue
      }
      let set = automaton.set(of: row)
      guard start - resetIndex >= 10 * automaton.stateCount, let again = afterReset(set) else {
        automaton.reset()
        return runSets(bytes, from: start, set)
      }
      (row, index, resetIndex) = (again, start, start)
    }
  }

  private mutating func afterReset(_ set: StateSet) -> Int32? {
    automaton.reset()
    return automaton.row(of: set)
  }

  /// Goes as far as the table knows, which is nearly always to the end.
  private func follow(_ row: inout Int32, _ index: inout Int, _ bytes: UnsafeBufferPointer<UInt8>) {
    let end = automaton.isAnchored ? Automaton.dead : automaton.found
    let kinds = automaton.kinds
    // Copies, which the compiler keeps in registers.
    var current = row, position = index
    defer { (row, index) = (current, position) }
    automaton.transitions.withUnsafeBufferPointer { transitions in
      kinds.ascii.withUnsafeBufferPointer { ascii in
        while position < bytes.count, current != end {
          let byte = bytes[position]
          var after = position + 1
          let kind: Int
          if byte < 0x80 {
            kind = Int(ascii[Int(byte)])
          } else {
            after = position
            kind = kinds.kind(of: UTF8Text.decode(bytes, &after))
          }
          let next = transitions[Int(current) + kind]
          guard next >= 0 else { return }
          (current, position) = (next, after)
        }
      }
    }
  }

  /// Without a table: each character costs a look at each state that the pattern can be in.
  private mutating func runSets(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ initial: StateSet
  ) -> Bool {
    var set = initial
    var index = start
    while index < bytes.count {
      let kind = automaton.kinds.kind(of: UTF8Text.decode(bytes, &index))
      guard automaton.step(&set, kind) else { return true }
      if set.states.isEmpty { return false }
    }
    return automaton.accepts(set)
  }
}
