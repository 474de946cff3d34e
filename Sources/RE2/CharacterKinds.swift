/// Characters that no part of a program tells apart are one kind: a range of them, numbered in order.
struct CharacterKinds {
  /// What of a character assertions ask.
  enum Side: UInt8 { case edge, newline, word, other }

  /// The first character of each kind.
  let starts: [UInt32]
  let sides: [Side]
  /// The kinds of the 128 characters of ASCII.
  let ascii: [Int32]

  init(_ program: Program) {
    // Surrogates are kinds of their own, which never come.
    var bounds: Set<UInt32> = [0, 0xD800, 0xE000]
    func add(_ set: CharacterSet) {
      for range in set.ranges {
        bounds.insert(range.lowerBound)
        if range.upperBound < 0x10FFFF { bounds.insert(range.upperBound + 1) }
      }
    }
    program.sets.forEach(add)
    for instruction in program.instructions where instruction.operation == .scalar {
      bounds.insert(instruction.value)
      bounds.insert(min(instruction.value + 1, 0x10FFFF))
    }
    if program.hasAssertions {
      add(.words)
      add(.newline)
    }
    starts = bounds.sorted()
    sides = starts.map { $0 == 0x0A ? .newline : CharacterSet.words.contains($0) ? .word : .other }
    var kind = 0
    ascii = (UInt32(0)..<128).map { [starts] value in
      while kind + 1 < starts.count, starts[kind + 1] <= value { kind += 1 }
      return Int32(kind)
    }
  }

  var count: Int { starts.count }

  func kind(of value: UInt32) -> Int {
    if value < 128 { return Int(ascii[Int(value)]) }
    var low = 0, high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= value { low = middle } else { high = middle }
    }
    return low
  }

  /// Whether the line feed is told apart from every other character.
  var tellNewlines: Bool {
    let newline = kind(of: 0x0A)
    return starts[newline] == 0x0A && newline + 1 < starts.count && starts[newline + 1] == 0x0B
  }
}
