/// What begins with a parenthesis.
extension PatternParser {
  mutating func openGroup() throws(PatternError) {
    let start = index
    let outerFlags = flags
    guard has("(?", at: start) else {
      index += 1
      return try open(capturing: true, from: start, outerFlags: outerFlags)
    }
    for (sign, what) in Self.unsupported where has(sign, at: start) {
      throw PatternError("RE2 has no \(what)", start..<start + sign.utf8CodeUnitCount)
    }
    if has("(?P<", at: start) || has("(?<", at: start) {
      return try openNamedGroup(start, nameStart: start + (has("(?P<", at: start) ? 4 : 3), outerFlags)
    }
    try readFlags(start, outerFlags)
  }

  /// What other languages have here.
  private static let unsupported: [(StaticString, String)] = [
    ("(?=", "look-ahead; match what follows as well, or use a second matcher"),
    ("(?!", "negative look-ahead; use a second, negative matcher"),
    ("(?<=", "look-behind; match what comes before as well"),
    ("(?<!", "negative look-behind; use a second, negative matcher"),
    ("(?>", "atomic groups; it never backtracks, so a plain group does the same"),
    ("(?#", "comments"), ("(?|", "branch resets"), ("(?P=", "back-references"), ("(?P>", "recursion"),
    ("(?R", "recursion"), ("(?&", "recursion"), ("(?(", "conditions"),
    ("(?'", "such names; write (?P<name>…)"), ("(?x", "flag x; leave the blanks and comments out"),
  ]

  private mutating func openNamedGroup(_ start: Int, nameStart: Int, _ outerFlags: Flags) throws(PatternError) {
    guard let end = bytes[nameStart...].firstIndex(of: UInt8(ascii: ">")) else {
      throw PatternError("the name of the group is not closed: \">\" is missing", start..<bytes.count)
    }
    guard end > nameStart, bytes[nameStart..<end].allSatisfy({ CharacterSet.words.contains(UInt32($0)) }) else {
      throw PatternError("a group is named by letters, digits and \"_\" of ASCII", start..<end + 1)
    }
    index = end + 1
    try open(capturing: true, name: text(nameStart..<end), from: start, outerFlags: outerFlags)
  }

  /// `(?i)` changes what follows, `(?i:…)` the group alone.
  private mutating func readFlags(_ start: Int, _ outerFlags: Flags) throws(PatternError) {
    var position = start + 2
    var isSet = true
    // A sign must have a flag after it.
    var awaitsFlag = false
    while position < bytes.count {
      switch Unicode.Scalar(decodeScalar(&position)) {
      case "i": flags.ignoresCase = isSet
      case "m": flags.isMultiline = isSet
      case "s": flags.dotMatchesNewline = isSet
      case "U": flags.isUngreedy = isSet
      case "-" where isSet:
        isSet = false
        awaitsFlag = true
        continue
      case ":" where !awaitsFlag:
        index = position
        return try open(capturing: false, from: start, outerFlags: outerFlags)
      case ")" where !awaitsFlag:
        index = position
        return
      default:
        throw PatternError(
          "\"(?\" must be followed by \":\", by \"P<name>\" or by the flags i, m, s and U", start..<position)
      }
      awaitsFlag = false
    }
    throw PatternError("the group is not closed: \")\" is missing", start..<bytes.count)
  }
}
