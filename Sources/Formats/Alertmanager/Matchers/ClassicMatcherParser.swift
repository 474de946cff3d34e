/// Alertmanager's older parser of matchers, which is tolerant and takes classic label names only.
///
/// <https://github.com/prometheus/alertmanager/blob/main/pkg/labels/parse.go>
enum ClassicMatcherParser {
  static func parse(_ text: String) throws(AlertMatcherError) -> [AlertMatcher] {
    let bytes = Array(text.utf8)
    var body = bytes[...]
    if body.first == UInt8(ascii: "{") { body = body.dropFirst() }
    if body.last == UInt8(ascii: "}") { body = body.dropLast() }
    var matchers: [AlertMatcher] = []
    for part in parts(body) { matchers.append(try matcher(part)) }
    return matchers
  }

  /// Between commas outside of double quotes; a last part of nothing but white space does not count.
  private static func parts(_ body: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start = body.startIndex
    var isQuoted = false
    var isEscaped = false
    for index in body.indices {
      switch body[index] {
      case UInt8(ascii: ",") where !isQuoted:
        parts.append(body[start..<index])
        start = index + 1
      case UInt8(ascii: "\""):
        if !isEscaped { isQuoted.toggle() }
        isEscaped = false
      case UInt8(ascii: "\\"): isEscaped.toggle()
      // A comma leaves an escape pending.
      case UInt8(ascii: ","): break
      default: isEscaped = false
      }
    }
    let last = trimmed(body[start...])
    if !last.isEmpty { parts.append(last) }
    return parts
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while let first = bytes.first, isSpace(first) { bytes = bytes.dropFirst() }
    while let last = bytes.last, isSpace(last) { bytes = bytes.dropLast() }
    return bytes
  }

  private static func matcher(_ part: ArraySlice<UInt8>) throws(AlertMatcherError) -> AlertMatcher {
    let part = trimmed(part)
    let whole = part.startIndex..<part.endIndex
    let name = part.prefix { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ":") }
    var rest = trimmed(part[name.endIndex...])
    guard let first = name.first, !first.isDigit,
      let operation = operations.first(where: { rest.starts(with: $0.rawValue.utf8) })
    else {
      throw AlertMatcherError(
        "`\(String(decoding: part, as: UTF8.self))` is no matcher: write it like `name=\"value\"`", whole)
    }
    rest = trimmed(rest.dropFirst(operation.rawValue.utf8.count))
    let valueRange = rest.isEmpty ? part.endIndex..<part.endIndex : rest.startIndex..<rest.endIndex
    guard let value = unescaped(rest) else {
      throw AlertMatcherError("the value holds a double quote that is not escaped", valueRange)
    }
    return try AlertMatcherSyntax.matcher(
      String(decoding: name, as: UTF8.self), operation, value, range: whole, valueRange: valueRange)
  }

  /// `=~` before `=`, of which it would be taken for the beginning.
  private static let operations: [AlertMatcher.Operation] = [.regexMatch, .equal, .notEqual, .regexNotMatch]

  /// - Returns: nil where a double quote stands where it may not.
  private static func unescaped(_ raw: ArraySlice<UInt8>) -> String? {
    var raw = raw
    var expectsQuote = false
    if raw.first == UInt8(ascii: "\"") {
      raw = raw.dropFirst()
      expectsQuote = true
    }
    var value: [UInt8] = []
    var isEscaped = false
    for index in raw.indices {
      let byte = raw[index]
      let isLast = index == raw.endIndex - 1
      if isEscaped {
        isEscaped = false
        switch byte {
        case UInt8(ascii: "n"): value.append(0x0A)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): value.append(byte)
        // An escape of anything else stands for itself.
        default: value += [UInt8(ascii: "\\"), byte]
        }
      } else if byte == UInt8(ascii: "\\"), !isLast {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        guard expectsQuote, isLast else { return nil }
        expectsQuote = false
      } else {
        value.append(byte)
      }
    }
    return expectsQuote ? nil : String(decoding: value, as: UTF8.self)
  }
}
