/// Runs a program as an automaton whose states are made when they are first reached: each character costs one look into
/// a table, whatever the pattern. What the table may hold is bounded; whoever runs it says what to do when it is full.
struct Automaton {
  typealias Side = CharacterKinds.Side

  let kinds: CharacterKinds
  let isAnchored: Bool
  private let program: Program
  private var collector: StateCollector

  /// The sets in order; each is a state of the automaton.
  private var keys: [StateSet] = []
  private var numbers: [StateSet: Int32] = [:]
  /// By state and kind: where the next state's row begins, -1 where it is not known yet.
  private(set) var transitions: [Int32] = []
  /// By state: whether the text may end here, where it is known.
  private var accepting: [Bool?] = []
  /// How many states of the program have been looked at: what all this has cost.
  private(set) var work = 0

  private static let maximumCells = 1 << 20
  /// Bounds the lengths of all keys.
  private static let maximumKeys = 1 << 21
  private var keyLength = 0

  /// The row of the state from which nothing is accepted any more.
  static let dead: Int32 = 0
  /// The row of the state of a search that has found something.
  var found: Int32 { Int32(kinds.count) }

  init(_ program: Program, isAnchored: Bool) {
    self.program = program
    self.isAnchored = isAnchored
    kinds = CharacterKinds(program)
    collector = StateCollector(program)
    reset()
  }

  /// How many states have been made.
  var stateCount: Int { keys.count }

  /// Forgets every state.
  mutating func reset() {
    keys.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    transitions.removeAll(keepingCapacity: true)
    accepting.removeAll(keepingCapacity: true)
    keyLength = 0
    insert(StateSet(states: [], before: .other))
    insert(StateSet(states: [0], before: .other))
  }

  @discardableResult private mutating func insert(_ set: StateSet) -> Int32 {
    let number = Int32(keys.count * kinds.count)
    keys.append(set)
    numbers[set] = number
    keyLength += set.states.count
    transitions += repeatElement(-1, count: kinds.count)
    accepting.append(nil)
    return number
  }

  /// - Parameter set: in order.
  /// - Returns: the state's row; nil if it is a new one and the table is full.
  mutating func row(of set: StateSet) -> Int32? {
    if let known = numbers[set] { return known }
    guard transitions.count + kinds.count <= Self.maximumCells, keyLength + set.states.count <= Self.maximumKeys
    else { return nil }
    return insert(set)
  }

  // MARK: Sets

  func set(of row: Int32) -> StateSet { keys[Int(row) / kinds.count] }

  /// The set before the first character.
  mutating func initialSet() -> StateSet {
    collector.begin()
    collector.insert(program.start)
    return collector.sorted(StateSet(states: collector.states, before: program.hasAssertions ? .edge : .other))
  }

  /// Makes the set what it is after a character of a kind, in no order; false for a search that has found something.
  mutating func step(_ set: inout StateSet, _ kind: Int) -> Bool {
    let value = kinds.starts[kind]
    let after = kinds.sides[kind]
    if program.hasAssertions { resolve(&set, before: after) }
    work += set.states.count + 1
    collector.begin()
    let isFound = collector.insert(after: value, set.states, program.sets)
    if isFound, !isAnchored { return false }
    // A search begins anew at every character.
    if !isAnchored { collector.insert(program.start) }
    swap(&set.states, &collector.states)
    if program.hasAssertions { set.before = after }
    return true
  }

  /// Whether the text may end here.
  mutating func accepts(_ set: StateSet) -> Bool {
    var set = set
    if program.hasAssertions { resolve(&set, before: .edge) }
    return set.states.contains(0)
  }

  /// Leaves the states that wait for a character or the end, once assertions have held or not.
  private mutating func resolve(_ set: inout StateSet, before next: Side) {
    let instructions = program.instructions
    guard set.states.contains(where: { instructions[Int($0)].operation == .assertion }) else { return }
    collector.begin()
    for state in set.states { collector.insert(state) }
    set.states.removeAll(keepingCapacity: true)
    var position = 0
    while position < collector.states.count {
      let state = collector.states[position]
      position += 1
      let instruction = instructions[Int(state)]
      guard instruction.operation == .assertion else {
        set.states.append(state)
        continue
      }
      guard let assertion = RegexNode.Assertion(rawValue: UInt8(instruction.value)),
        Self.holds(assertion, set.before, next)
      else { continue }
      collector.insert(instruction.next)
    }
  }

  private static func holds(_ assertion: RegexNode.Assertion, _ previous: Side, _ next: Side) -> Bool {
    switch assertion {
    case .textStart: previous == .edge
    case .textEnd: next == .edge
    case .lineStart: previous == .edge || previous == .newline
    case .lineEnd: next == .edge || next == .newline
    case .wordBoundary: (previous == .word) != (next == .word)
    case .noWordBoundary: (previous == .word) == (next == .word)
    }
  }

  // MARK: Rows

  /// The row of the state before the first character.
  mutating func initialRow() -> Int32? { row(of: initialSet()) }

  /// Where a character of a kind leads; nil if the table is full.
  mutating func step(_ row: Int32, _ kind: Int) -> Int32? {
    let known = transitions[Int(row) + kind]
    if known >= 0 { return known }
    var next: Int32? = found
    var set = set(of: row)
    if step(&set, kind) { next = self.row(of: collector.sorted(set)) }
    if let next { transitions[Int(row) + kind] = next }
    return next
  }

  mutating func accepts(_ row: Int32) -> Bool {
    let state = Int(row) / kinds.count
    if let known = accepting[state] { return known }
    let answer = accepts(set(of: row))
    accepting[state] = answer
    return answer
  }
}
