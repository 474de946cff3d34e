/// What says how often something comes.
extension PatternParser {
  static let maximumRepeat = 1000

  /// `{2,3}`, or a brace that is an ordinary character.
  mutating func parseBrace(_ afterRepetition: Int?) throws(PatternError) {
    let start = index
    guard let (minimum, maximum, end) = countedRepetition() else { return literalRun() }
    index = end
    if let maximum, maximum < minimum {
      throw PatternError("the repetition ends below where it begins", start..<end)
    }
    guard max(minimum, maximum ?? 0) <= Self.maximumRepeat else {
      throw PatternError("a repetition of more than \(Self.maximumRepeat)", start..<end)
    }
    try repeatLast(minimum, maximum, from: start, afterRepetition)
  }

  mutating func repeatLast(_ minimum: Int, _ maximum: Int?, from start: Int, _ afterRepetition: Int?)
    throws(PatternError)
  {
    guard let last = frame.sequence.indices.last else {
      throw PatternError(
        "nothing stands before this repetition; for the character itself write a \"\\\" before it", start..<index)
    }
    if let afterRepetition {
      throw PatternError(
        bytes[start] == UInt8(ascii: "+")
          ? "RE2 has no possessive repetitions; it never backtracks, so leave the last \"+\" out"
          : "a repetition of a repetition; put the inner one in parentheses", afterRepetition..<index)
    }
    var isLazy = flags.isUngreedy
    if byte(at: index) == UInt8(ascii: "?") {
      isLazy.toggle()
      index += 1
    }
    let operand = splitOperand(last)
    let count = max(minimum, maximum ?? 0)
    if count >= 2 {
      guard PatternLimits.allows(operand, times: maximum ?? minimum) else {
        throw PatternError("repetitions inside each other come to more than \(Self.maximumRepeat)", start..<index)
      }
      limits.count(repeats: count)
    }
    frame.sequence.append(
      RegexNode(
        kind: .repetition(operand, minimum: minimum, maximum: maximum, isLazy: isLazy),
        range: operand.range.lowerBound..<index))
    repetitionStart = start
  }

  /// Takes what is repeated off the sequence: of a run of characters the last one alone.
  private mutating func splitOperand(_ last: Int) -> RegexNode {
    let node = frame.sequence.removeLast()
    guard case .literal(var text, let ignoresCase) = node.kind, node.range.lowerBound < lastScalarStart else {
      return node
    }
    let scalar = text.unicodeScalars.removeLast()
    guard !text.isEmpty else { return node }
    frame.sequence.append(
      RegexNode(
        kind: .literal(text, ignoresCase: ignoresCase), range: node.range.lowerBound..<lastScalarStart))
    return RegexNode(
      kind: .literal(String(scalar), ignoresCase: ignoresCase), range: lastScalarStart..<node.range.upperBound)
  }

  /// `{n}`, `{n,}` or `{n,m}` at the index; nil for braces that are ordinary characters.
  private func countedRepetition() -> (Int, Int?, end: Int)? {
    var position = index + 1
    guard let minimum = number(&position) else { return nil }
    var maximum: Int? = minimum
    if byte(at: position) == UInt8(ascii: ",") {
      position += 1
      if byte(at: position) == UInt8(ascii: "}") {
        maximum = nil
      } else {
        guard let bound = number(&position) else { return nil }
        maximum = bound
      }
    }
    guard byte(at: position) == UInt8(ascii: "}") else { return nil }
    return (minimum, maximum, position + 1)
  }

  /// Digits, of which too many are only known to be too many; with zeros before them they make no number.
  private func number(_ position: inout Int) -> Int? {
    let start = position
    var value = 0
    while let digit = byte(at: position), (0x30...0x39).contains(digit) {
      value = min(value * 10 + Int(digit - 0x30), 100_000)
      position += 1
    }
    return position == start || (position - start > 1 && bytes[start] == 0x30) ? nil : value
  }
}
