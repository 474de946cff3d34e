/// Runs a program as an automaton whose states are made when they are first reached: each character costs one look into
/// a table, whatever the pattern. Where a pattern needs more states than may be kept, they are forgotten and made anew.
///
/// Characters that no part of the pattern tells apart are one kind, and the table has a column for each kind.
struct Automaton {
  /// What stands before a position, as far as assertions ask.
  private enum Before: Int { case start, newline, word, other }

  private struct Key: Hashable {
    var states: [Int32]
    var before: Int
  }

  private let program: Program
  private let isAnchored: Bool
  /// The first value of each kind; the last kind goes up to 10FFFF.
  private let starts: [UInt32]
  private let asciiKinds: [UInt16]

  private var keys: [Key] = []
  private var numbers: [Key: Int32] = [:]
  /// By state and kind: the next state, -1 where it is not known yet.
  private var transitions: [Int32] = []
  /// By state: 1 if the text may end here, 0 if not, -1 where it is not known yet.
  private var accepting: [Int8] = []
  /// Bounds the table.
  private static let maximumCells = 1 << 20

  /// Marks of the closure that is being computed, by instruction.
  private var marks: [Int32]
  private var mark: Int32 = 0

  init(_ program: Program, isAnchored: Bool) {
    self.program = program
    self.isAnchored = isAnchored
    var bounds: Set<UInt32> = [0]
    func add(_ set: CharacterSet) {
      for range in set.ranges {
        bounds.insert(range.lowerBound)
        if range.upperBound < 0x10FFFF { bounds.insert(range.upperBound + 1) }
      }
    }
    for case .characters(let set, _) in program.instructions { add(set) }
    if program.hasAssertions {
      add(.words)
      add(.newline)
    }
    starts = bounds.sorted()
    var kind = 0
    asciiKinds = (UInt32(0)..<128).map { [starts] value in
      while kind + 1 < starts.count, starts[kind + 1] <= value { kind += 1 }
      return UInt16(kind)
    }
    marks = [Int32](repeating: 0, count: program.instructions.count)
  }

  var kindCount: Int { starts.count }

  /// A character of each kind, for walking through every way a text can go.
  func representative(of kind: Int) -> UInt32 { starts[kind] }

  func kind(of value: UInt32) -> Int {
    if value < 128 { return Int(asciiKinds[Int(value)]) }
    var low = 0, high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= value { low = middle } else { high = middle }
    }
    return low
  }

  // MARK: States

  /// The state before the first character.
  mutating func initial() -> Int32 { number(Key(states: [Int32(program.start)], before: Before.start.rawValue)) }

  private mutating func number(_ key: Key) -> Int32 {
    if let known = numbers[key] { return known }
    if (keys.count + 1) * starts.count > Self.maximumCells {
      keys = []
      numbers = [:]
      transitions = []
      accepting = []
    }
    let number = Int32(keys.count)
    keys.append(key)
    numbers[key] = number
    transitions += repeatElement(-1, count: starts.count)
    accepting.append(-1)
    return number
  }

  /// Whether no text can be accepted from here any more.
  func isDead(_ state: Int32) -> Bool { keys[Int(state)].states.isEmpty }

  mutating func step(_ state: Int32, _ kind: Int) -> Int32 {
    let cell = Int(state) * starts.count + kind
    let known = transitions[cell]
    if known >= 0 { return known }
    let value = starts[kind]
    let after: Before = value == 0x0A ? .newline : CharacterSet.words.contains(value) ? .word : .other
    var next: [Int32] = []
    var isMatched = false
    forEachState(reachedFrom: keys[Int(state)], before: after, isAtEnd: false) { instruction in
      switch instruction {
      case .characters(let set, let target): if set.contains(value) { next.append(Int32(target)) }
      case .match: isMatched = true
      default: break
      }
    }
    // A search that has found something stays there; one that has not begins anew at every character.
    if !isAnchored { next = isMatched ? [0] : next + [Int32(program.start)] }
    let key = Key(
      states: Array(Set(next)).sorted(),
      before: program.hasAssertions ? (after == .newline ? Before.newline : after).rawValue : Before.other.rawValue)
    let countBefore = keys.count
    let number = number(key)
    // Unless the table was emptied just now, the answer is kept.
    if keys.count >= countBefore { transitions[cell] = number }
    return number
  }

  mutating func accepts(_ state: Int32) -> Bool {
    let known = accepting[Int(state)]
    if known >= 0 { return known == 1 }
    var isMatched = false
    forEachState(reachedFrom: keys[Int(state)], before: .other, isAtEnd: true) { instruction in
      if case .match = instruction { isMatched = true }
    }
    accepting[Int(state)] = isMatched ? 1 : 0
    return isMatched
  }

  /// Follows everything that takes no character. `next` is the kind of character that comes.
  private mutating func forEachState(
    reachedFrom key: Key, before next: Before, isAtEnd: Bool, _ body: (Program.Instruction) -> Void
  ) {
    mark &+= 1
    let previous = Before(rawValue: key.before) ?? .other
    var open = key.states.reversed().map { Int($0) }
    while let state = open.popLast() {
      guard marks[state] != mark else { continue }
      marks[state] = mark
      let instruction = program.instructions[state]
      switch instruction {
      case .jump(let target): open.append(target)
      case .split(let a, let b):
        open.append(b)
        open.append(a)
      case .assertion(let assertion, let target):
        if holds(assertion, previous, next, isAtEnd) { open.append(target) }
      case .characters, .match: body(instruction)
      }
    }
  }

  private func holds(_ assertion: RegexNode.Assertion, _ previous: Before, _ next: Before, _ isAtEnd: Bool) -> Bool {
    switch assertion {
    case .textStart: previous == .start
    case .textEnd: isAtEnd
    case .lineStart: previous == .start || previous == .newline
    case .lineEnd: isAtEnd || next == .newline
    case .wordBoundary: (previous == .word) != (!isAtEnd && next == .word)
    case .noWordBoundary: (previous == .word) == (!isAtEnd && next == .word)
    }
  }
}
