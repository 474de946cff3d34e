import Documents

/// Links and anchors inside a line.
enum MarkdownInline {
  /// `[text](target)`, `![image](target)` and `[name]: target`, outside of code.
  static func links(in source: SourceFile, _ line: Range<Int>) -> [MarkdownFile.Link] {
    let bytes = source.bytes
    var found: [MarkdownFile.Link] = []
    var isCode = false
    var index = line.lowerBound
    while index < line.upperBound {
      let byte = bytes[index]
      if byte == UInt8(ascii: "`") { isCode.toggle() }
      let isTarget =
        byte == UInt8(ascii: "]") && index + 1 < line.upperBound && !isCode
        && (bytes[index + 1] == UInt8(ascii: "(")
          || bytes[index + 1] == UInt8(ascii: ":") && bytes[line.lowerBound] == UInt8(ascii: "["))
      index += 1
      // A footnote is no link, and one without a text is of another dialect.
      let isFootnote = bytes[line.lowerBound...].starts(with: "[^".utf8)
      guard isTarget, !isFootnote || bytes[index] == UInt8(ascii: "("),
        index < line.lowerBound + 2 || bytes[index - 2] != UInt8(ascii: "[")
      else { continue }
      let isReference = bytes[index] == UInt8(ascii: ":")
      var start = index + 1
      while start < line.upperBound, bytes[start] == UInt8(ascii: " ") || bytes[start] == UInt8(ascii: "<") {
        start += 1
      }
      var end = start
      let stops = isReference ? " >" : " >)"
      while end < line.upperBound, !stops.utf8.contains(bytes[end]) { end += 1 }
      if end > start {
        found.append(MarkdownFile.Link(target: source.text(start..<end), range: start..<end))
      }
      index = end
    }
    return found
  }

  /// What `id="…"` and `name="…"` of HTML set, and `{#…}` behind a heading.
  static func anchors(in source: SourceFile, _ line: Range<Int>) -> [String] {
    let text = source.text(line)
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "{") }) else { return [] }
    var found: [String] = []
    for (opening, closing) in [("id=\"", "\""), ("name=\"", "\""), ("{#", "}")] as [(StaticString, Character)] {
      var rest = text[...]
      while let range = rest.firstRange(of: opening.description) {
        rest = rest[range.upperBound...]
        found.append(String(rest.prefix { $0 != closing }))
      }
    }
    return found
  }

  /// The anchor that GitHub makes of a heading: lower case, blanks to hyphens, no other punctuation.
  /// <https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links>
  static func slug(_ heading: String) -> String {
    var result = ""
    for scalar in withoutLinks(heading).lowercased().unicodeScalars {
      switch scalar {
      case " ": result.append("-")
      case "-", "_": result.unicodeScalars.append(scalar)
      default:
        if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }

  /// `[text](target)` reads as its text.
  private static func withoutLinks(_ text: String) -> String {
    guard text.includes("](") else { return text }
    var result = ""
    var rest = text[...]
    while let end = rest.firstRange(of: "](") {
      result += rest[..<end.lowerBound].filter { $0 != "[" && $0 != "!" }
      rest = rest[end.upperBound...].drop { $0 != ")" }.dropFirst()
    }
    return result + rest
  }
}
