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
        set.insert(flags.ignoresCase ? named.caseFolded : named)
      } else if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count, let named = try classEscape() {
        set.insert(named)
      } else {
        try range(start, into: &set)
      }
    }
    index += 1
    set.normalize()
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
    var one = CharacterSet()
    one.insert(lower.value...upper.value)
    set.insert(flags.ignoresCase ? one.caseFolded : one)
  }

  private mutating func setCharacter(_ start: Int) throws(PatternError) -> Unicode.Scalar {
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
    guard bytes[index...].starts(with: "[:".utf8) else { return nil }
    var end = index + 2
    while end + 1 < bytes.count, !(bytes[end] == UInt8(ascii: ":") && bytes[end + 1] == UInt8(ascii: "]")) { end += 1 }
    guard end + 1 < bytes.count else { return nil }
    var name = String(decoding: bytes[index + 2..<end], as: UTF8.self)[...]
    let isNegated = name.first == "^"
    if isNegated { name = name.dropFirst() }
    guard let set = CharacterSet.posix[String(name)] else {
      throw PatternError("there is no class `[:\(name):]`", index..<end + 2)
    }
    index = end + 2
    return isNegated ? set.inverted : set
  }
}
