/// A variable of a dashboard named in a text: `$job`, `${job}`, `${job:regex}`, `${job.text}`, `[[job]]`.
///
/// The forms are those of `variableRegex` in Grafana's `public/app/features/variables/utils.ts`.
package struct VariableReference: Sendable, Equatable {
  package let name: String
  /// How the value is to be written, `regex` in `${job:regex}`.
  package let format: String?
  /// UTF-8 bytes of the text, from the dollar sign or bracket to the last character.
  package let range: Range<Int>

  /// Behind a backslash, as patterns write a dollar sign that is no variable's. Grafana puts the value in all the same, if there is one.
  package let isEscaped: Bool

  /// Grafana's own, such as `$__rate_interval`, and the groups of patterns, such as `$1`.
  package var isBuiltIn: Bool { name.hasPrefix("__") || name == "timeFilter" || isNumber }
  package var isNumber: Bool { name.utf8.allSatisfy { (0x30...0x39).contains($0) } }

  /// Every reference in a text, in order.
  package static func all(in text: String) -> [VariableReference] {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.contains(where: { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "[") }) else { return [] }
      var found: [VariableReference] = []
      let lastBrace = bytes.lastIndex(of: UInt8(ascii: "}")) ?? -1
      var i = 0
      while i < bytes.count {
        if let reference = VariableReference(bytes, at: i, lastBrace: lastBrace) {
          found.append(reference)
          i = reference.range.upperBound
        } else {
          i += 1
        }
      }
      return found
    }
  }

  /// - Parameter lastBrace: behind which nothing closes a brace: not to be looked for from each that is left open.
  /// - Returns: nil where none begins.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, lastBrace: Int) {
    func character(_ i: Int) -> UInt8 { i < bytes.count ? bytes[i] : 0 }
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    func word(from i: Int) -> Int {
      var end = i
      while end < bytes.count, Self.isWord(bytes[end]) { end += 1 }
      return end
    }
    let isBrackets = character(start) == UInt8(ascii: "[") && character(start + 1) == UInt8(ascii: "[")
    let isBraces = character(start) == UInt8(ascii: "$") && character(start + 1) == UInt8(ascii: "{")
    let nameStart = isBrackets || isBraces ? start + 2 : start + 1
    guard isBrackets || character(start) == UInt8(ascii: "$") else { return nil }
    var end = word(from: nameStart)
    guard end > nameStart else { return nil }
    name = text(nameStart..<end)
    var format: String?
    if isBraces {
      guard start < lastBrace else { return nil }
      if character(end) == UInt8(ascii: ".") {
        while end < bytes.count, ![UInt8(ascii: ":"), UInt8(ascii: "}"), UInt8(ascii: "^")].contains(bytes[end]) {
          end += 1
        }
      }
      if character(end) == UInt8(ascii: ":") {
        let formatStart = end + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "}") { end += 1 }
        format = text(formatStart..<max(formatStart, end))
      }
      guard character(end) == UInt8(ascii: "}") else { return nil }
      end += 1
    } else if isBrackets {
      if character(end) == UInt8(ascii: ":") {
        let formatEnd = word(from: end + 1)
        format = text(end + 1..<formatEnd)
        end = formatEnd
      }
      guard character(end) == UInt8(ascii: "]"), character(end + 1) == UInt8(ascii: "]") else { return nil }
      end += 2
    }
    self.format = format
    range = start..<end
    isEscaped = start > 0 && bytes[start - 1] == UInt8(ascii: "\\")
  }

  static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
  }
}
