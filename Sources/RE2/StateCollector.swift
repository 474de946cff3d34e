/// The states of a program that a text can be in.
struct StateSet: Hashable {
  /// Those that wait for a character, an assertion or the end.
  var states: [Int32]
  /// What stands before, where assertions ask.
  var before: CharacterKinds.Side
}

/// Gathers the states of a program that wait for something, following on the way everything that takes no character.
struct StateCollector {
  private let instructions: [Program.Instruction]
  /// The states of the current set that wait, in the order in which they were reached.
  var states: [Int32] = []
  private var marks: [UInt32]
  private var mark: UInt32 = 0
  private var open: [Int32] = []
  private var bits: [UInt64]

  init(_ program: Program) {
    instructions = program.instructions
    marks = [UInt32](repeating: 0, count: program.instructions.count)
    bits = [UInt64](repeating: 0, count: (program.instructions.count + 63) / 64)
  }

  /// Begins a new set.
  mutating func begin() {
    states.removeAll(keepingCapacity: true)
    mark &+= 1
    // After four thousand million sets old marks would look new.
    if mark == 0 {
      for index in marks.indices { marks[index] = 0 }
      mark = 1
    }
  }

  /// Adds what can be reached from a state.
  mutating func insert(_ state: Int32) {
    guard marks[Int(state)] != mark else { return }
    marks[Int(state)] = mark
    if instructions[Int(state)].operation.waits { states.append(state) } else { follow(state) }
  }

  /// Adds what can be reached from those of the states that a character lets pass.
  /// - Returns: whether the end is among the states.
  mutating func insert(after character: UInt32, _ waiting: [Int32], _ sets: [CharacterSet]) -> Bool {
    var isMatch = false
    // A loop without calls: where many states wait, nearly all of them lead to one that waits as well.
    var open: [Int32] = []
    let mark = mark
    instructions.withUnsafeBufferPointer { instructions in
      marks.withUnsafeMutableBufferPointer { marks in
        for state in waiting {
          let instruction = instructions[Int(state)]
          switch instruction.operation {
          case .any: break
          case .scalar: if instruction.value != character { continue }
          case .set: if !sets[Int(instruction.value)].contains(character) { continue }
          case .match:
            isMatch = true
            continue
          case .jump, .split, .assertion: continue
          }
          let next = Int(instruction.next)
          guard marks[next] != mark else { continue }
          marks[next] = mark
          guard instructions[next].operation.waits else {
            open.append(instruction.next)
            continue
          }
          states.append(instruction.next)
        }
      }
    }
    for state in open { follow(state) }
    return isMatch
  }

  private mutating func follow(_ state: Int32) {
    open.append(state)
    while let state = open.popLast() {
      let instruction = instructions[Int(state)]
      reach(instruction.next)
      if instruction.operation == .split { reach(Int32(instruction.value)) }
    }
  }

  private mutating func reach(_ state: Int32) {
    guard marks[Int(state)] != mark else { return }
    marks[Int(state)] = mark
    if instructions[Int(state)].operation.waits { states.append(state) } else { open.append(state) }
  }

  /// A set in order, so that equal sets are equal arrays.
  mutating func sorted(_ set: StateSet) -> StateSet {
    guard set.states.count > 1 else { return set }
    var first = bits.count, last = -1
    for state in set.states {
      let word = Int(state) >> 6
      bits[word] |= 1 << (UInt64(state) & 63)
      first = min(first, word)
      last = max(last, word)
    }
    var result: [Int32] = []
    result.reserveCapacity(set.states.count)
    for word in first...last {
      var rest = bits[word]
      while rest != 0 {
        result.append(Int32(word << 6 + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
      bits[word] = 0
    }
    return StateSet(states: result, before: set.before)
  }
}
