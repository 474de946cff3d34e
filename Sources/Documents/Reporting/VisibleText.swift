/// Text that others wrote, made fit to be shown: what would move a cursor, colour a screen, hide or turn around what stands beside it
/// is spelled out.
public enum VisibleText {
  /// As one line: line breaks are spelled out as well.
  public static func line(_ text: String) -> String {
    withoutMarks(isPlain(text, withLineBreaks: false) ? text : spelled(text) { isHidden($0) || $0 == "\n" })
  }

  /// The name of a file where a line begins with it. A runner of CI may read the log, wherever pharos runs: what it would take for one
  /// of its commands, `::error::…`, is written as a path from the working folder.
  public static func name(_ name: String) -> String {
    let line = line(name)
    return line.drop(while: \.isWhitespace).hasPrefix("::") ? "./" + line : line
  }

  /// A text without the commands that runners of CI read anywhere in a line, `##[error]…`:
  /// <https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs>,
  /// <https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands>,
  /// <https://www.jetbrains.com/help/teamcity/service-messages.html>
  public static func withoutMarks(_ text: String) -> String {
    guard text.includes("##") else { return text }
    return marks.reduce(text) { text, mark in
      var pieces: [Substring] = [], rest = text[...]
      while let place = rest.firstPlace(of: mark) {
        pieces.append(rest[..<place.lowerBound])
        rest = rest[place.upperBound...]
      }
      return (pieces + [rest]).joined(separator: "#\\" + "\(mark)".dropFirst())
    }
  }

  private static let marks: [StaticString] = ["##[", "##vso[", "##teamcity["]

  /// As a text of several lines.
  public static func lines(_ text: String) -> String {
    isPlain(text, withLineBreaks: true) ? text : spelled(text, isHidden)
  }

  /// Whether a character acts on what shows it, or on the order of what stands around it, instead of being seen.
  ///
  /// Control characters, bidirectional formatting (<https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters>), the separators
  /// of lines and paragraphs, the byte order mark and the invisible tags of U+E0000.
  public static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0x00..<0x20, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB,
      0xE0000...0xE007F:
      true
    default: false
    }
  }

  /// `\x1b`, `\u202e`
  public static func spelled(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "\\n"
    case "\r": return "\\r"
    default:
      let hex = String(scalar.value, radix: 16)
      let (sign, width) = scalar.value < 0x80 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
      return "\\" + sign + String(repeating: "0", count: max(0, width - hex.utf8.count)) + hex
    }
  }

  /// Whether anything in a text of several lines is hidden.
  public static func hasHidden(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { nextHidden(in: $0, from: 0, isHidden) != nil }
  }

  private static func spelled(_ text: String, _ isHidden: (Unicode.Scalar) -> Bool) -> String {
    var text = text
    return text.withUTF8 { bytes in
      var result = ""
      var position = 0
      while let (scalar, range) = nextHidden(in: bytes, from: position, isHidden) {
        result += String(decoding: bytes[position..<range.lowerBound], as: UTF8.self) + spelled(scalar)
        position = range.upperBound
      }
      return result + String(decoding: bytes[position...], as: UTF8.self)
    }
  }

  private static func nextHidden(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ isHidden: (Unicode.Scalar) -> Bool
  ) -> (scalar: Unicode.Scalar, range: Range<Int>)? {
    var position = start
    while position < bytes.count {
      while ByteEncoding.arePrintable(UnsafeRawBufferPointer(bytes), at: position) { position += 8 }
      guard position < bytes.count else { break }
      if 0x20..<0x7F ~= bytes[position] {
        position += 1
        continue
      }
      let (scalar, count) = ByteEncoding.scalar(in: bytes, at: position)
      if isHidden(scalar) { return (scalar, position..<position + count) }
      position += count
    }
    return nil
  }

  /// Most texts are ASCII that can be printed.
  private static func isPlain(_ text: String, withLineBreaks: Bool) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var position = 0
      while position < bytes.count {
        if ByteEncoding.arePrintable(UnsafeRawBufferPointer(bytes), at: position) {
          position += 8
          continue
        }
        guard 0x20..<0x7F ~= bytes[position] || bytes[position] == 0x09 || withLineBreaks && bytes[position] == 0x0A
        else { return false }
        position += 1
      }
      return true
    }
  }
}
