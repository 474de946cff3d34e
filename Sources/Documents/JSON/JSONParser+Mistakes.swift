/// What stands in a text that is no JSON, called by its name where other languages allow it.
extension JSONParser {
  /// Reports what stands here instead of what was expected; what other languages allow is called by its name.
  mutating func failAtJunk(_ expected: String) {
    guard position < bytes.count else {
      stop("\(expected), but the file ends", at: position..<position)
      return
    }
    var end = position + 1
    while end < bytes.count, bytes[end].isLetter || bytes[end].isDigit || ByteEncoding.isContinuation(bytes[end]) {
      end += 1
    }
    let range = position..<end
    switch bytes[position] {
    case UInt8(ascii: "/"), UInt8(ascii: "#"): stop("JSON has no comments", help: "remove it", at: range)
    case UInt8(ascii: "'"): stop("JSON quotes with `\"` only", help: "write `\"` on both sides", at: range)
    default:
      stop(
        "\(expected), found `\(text(range.lowerBound..<min(range.upperBound, range.lowerBound + 40)))`", at: range)
    }
  }

  mutating func fail<T>(
    _ message: String, help: String? = nil, kind: JSONFinding = .syntax, at range: Range<Int>
  ) -> T? {
    stop(message, help: help, kind: kind, at: range)
    return nil
  }

  mutating func stop(
    _ message: String, help: String? = nil, kind: JSONFinding = .syntax, at range: Range<Int>, fix: Fix? = nil
  ) {
    if !hasFailed {
      findings.append(
        Finding(kind, message, help: help, in: source, at: range.clamped(to: 0..<bytes.count), fix: fix))
    }
    hasFailed = true
  }
}
