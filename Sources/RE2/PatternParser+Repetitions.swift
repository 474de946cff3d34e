/// `*`, `+`, `?` and `{n,m}`, each after what it repeats.
extension PatternParser {
  mutating func repeatLast(_ minimum: Int, _ maximum: Int?, from start: Int, _ afterRepetition: Int?)
    throws(PatternError)
  {
    let frame = frames.count - 1
    guard let last = frames[frame].sequence.indices.last else {
      throw PatternError(
        "nothing stands before this repetition; for the character itself write a \"\\\" before it", start..<index)
    }
    if let afterRepetition {
      throw PatternError("a repetition of a repetition; put the inner one in parentheses", afterRepetition..<index)
    }
    var isLazy = flags.isUngreedy
    if index < bytes.count, bytes[index] == UInt8(ascii: "?") {
      isLazy.toggle()
      index += 1
    }
    var operand = frames[frame].sequence[last]
    // Of a run of characters only the last is repeated.
    if case .literal(var scalars, let ignoresCase) = operand.kind, scalars.count > 1 {
      let scalar = scalars.removeLast()
      let whole = operand.range
      frames[frame].sequence[last] = RegexNode(
        kind: .literal(scalars, ignoresCase: ignoresCase), range: whole.lowerBound..<lastScalarStart)
      operand = RegexNode(
        kind: .literal([scalar], ignoresCase: ignoresCase), range: lastScalarStart..<whole.upperBound)
    } else {
      frames[frame].sequence.removeLast()
    }
    if max(minimum, maximum ?? 0) >= 2, operand.repeats * max(minimum, maximum ?? 0) > Self.maximumRepeat {
      throw PatternError("repetitions inside each other come to more than \(Self.maximumRepeat)", start..<index)
    }
    frames[frame].sequence.append(
      RegexNode(
        kind: .repetition(operand, minimum: minimum, maximum: maximum, isLazy: isLazy),
        range: operand.range.lowerBound..<index))
    repetitionStart = start
  }

  /// `{n}`, `{n,}` or `{n,m}` at the index; nil for braces that are ordinary characters.
  func countedRepetition() -> (Int, Int?, end: Int)? {
    var position = index + 1
    func number() -> Int? {
      let start = position
      var value = 0
      while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
        value = min(value * 10 + Int(bytes[position] - 0x30), 100_000)
        position += 1
      }
      // Leading zeros make no number.
      return position == start || (position - start > 1 && bytes[start] == 0x30) ? nil : value
    }
    guard let minimum = number() else { return nil }
    var maximum: Int? = minimum
    if position < bytes.count, bytes[position] == UInt8(ascii: ",") {
      position += 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "}") {
        maximum = nil
      } else {
        guard let bound = number() else { return nil }
        maximum = bound
      }
    }
    guard position < bytes.count, bytes[position] == UInt8(ascii: "}") else { return nil }
    return (minimum, maximum, position + 1)
  }
}

extension RegexNode {
  /// The largest product of counted repetitions inside each other.
  fileprivate var repeats: Int {
    var largest = 1
    var open: [(RegexNode, Int)] = [(self, 1)]
    while let (node, outer) = open.popLast() {
      largest = max(largest, outer)
      switch node.kind {
      case .group(let inner, _, _): open.append((inner, outer))
      case .repetition(let inner, let minimum, let maximum, _):
        open.append((inner, min(outer * max(1, max(minimum, maximum ?? 0)), PatternParser.maximumRepeat + 1)))
      case .concatenation(let nodes), .alternation(let nodes): open += nodes.map { ($0, outer) }
      default: break
      }
    }
    return largest
  }
}
