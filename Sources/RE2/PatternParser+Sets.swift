/// What stands in brackets.
extension PatternParser {
  mutating func parseSet() throws(PatternError) -> CharacterSet {
    let start = index
    index += 1
    var set = CharacterSet()
    let isNegated = index < bytes.count && bytes[index] == UInt8(ascii: "^")
    if isNegated { index += 1 }
    // A bracket that comes first closes nothing.
    var isFirst = true
    while true {
      guard index < bytes.count else {
        throw PatternError("the set is not closed: \"]\" is missing", start..<bytes.count)
      }
      if bytes[index] == UInt8(ascii: "]"), !isFirst { break }
      isFirst = false
      if let named = try posixClass() {
        set.insert(named)
      } else if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count, let named = try classEscape() {
        set.insert(named)
      } else {
        try range(start, into: &set)
      }
    }
    index += 1
    set.normalize()
    // What is there negated has its cases already, and so has what it leaves out.
    if flags.ignoresCase { set = set.caseFolded }
    return isNegated ? set.inverted : set
  }

  /// `a`, or `a-z`.
  private mutating func range(_ start: Int, into set: inout CharacterSet) throws(PatternError) {
    let first = index
    let lower = try setCharacter(start)
    var upper = lower
    if index + 1 < bytes.count, bytes[index] == UInt8(ascii: "-"), bytes[index + 1] != UInt8(ascii: "]") {
      index += 1
      upper = try setCharacter(start)
      guard lower <= upper else {
        throw PatternError("the range ends before it begins; exchange its ends", first..<index)
      }
    }
    set.insert(lower...upper)
  }

  private mutating func setCharacter(_ start: Int) throws(PatternError) -> UInt32 {
    guard index < bytes.count else {
      throw PatternError("the set is not closed: \"]\" is missing", start..<bytes.count)
    }
    guard bytes[index] == UInt8(ascii: "\\") else { return decodeScalar(&index) }
    guard index + 1 < bytes.count else {
      throw PatternError("a backslash ends the pattern; for the character itself write \"\\\\\"", index..<index + 1)
    }
    return try characterEscape()
  }

  /// `[:alpha:]` or `[:^alpha:]`; nil where none stands.
  private mutating func posixClass() throws(PatternError) -> CharacterSet? {
    // A bracket of no class is an ordinary character; that none closes is found out once.
    guard has("[:", at: index), !lacksClassEnd else { return nil }
    var end = index + 2
    while end < bytes.count, !has(":]", at: end) { end += 1 }
    guard end < bytes.count else {
      lacksClassEnd = true
      return nil
    }
    let isNegated = bytes[index + 2] == UInt8(ascii: "^")
    let name = text((isNegated ? index + 3 : index + 2)..<end)
    guard let set = CharacterSet.posix[name] else {
      throw PatternError("there is no class `\(excerpt(index..<end + 2))`", index..<end + 2)
    }
    index = end + 2
    let folded = flags.ignoresCase ? set.caseFolded : set
    return isNegated ? folded.inverted : folded
  }
}
