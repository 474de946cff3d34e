import Documents

/// Parts of Markdown pages. What comes from the spec is text: it is shown as it was written there, and makes nothing else of the page.
enum Markdown {
  /// A table, or a sentence where it would be empty.
  ///
  /// - Parameter rows: written one by one, as thousands of services have a hundred thousand of them.
  static func table(_ header: [String], _ rows: some Sequence<[String]>, otherwise: String = "None.") -> String {
    var text = ""
    for cells in rows {
      if text.isEmpty { text = row(header) + "\n" + row(header.map { _ in "---" }) + "\n" }
      text += row(cells)
      text += "\n"
    }
    return text.isEmpty ? otherwise + "\n" : text
  }

  /// A line of a table. Its cells are Markdown, in which a bar would begin the next cell, even in code.
  static func row(_ cells: [String]) -> String { "| " + cells.map(cell).joined(separator: " | ") + " |" }

  private static func cell(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "\n") }) else { return text }
    return
      text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|").split(separator: "\n")
      .joined(separator: " ")
  }

  /// A text in a paragraph or a cell. Line breaks become blanks; what would be markup, HTML or an entity is escaped.
  /// <https://spec.commonmark.org/0.31.2/#backslash-escapes>
  static func text(_ text: String) -> String {
    // What nobody sees would turn around or hide what stands beside it.
    let characters = Array(String(text.unicodeScalars.filter { $0 == "\r" || !VisibleText.isHidden($0) }))
    var result = ""
    for (index, character) in characters.enumerated() {
      switch character {
      case _ where character.isNewline || character == "\t": result += " "
      case "\\", "`", "*", "[", "]", "<", ">", "~": result += "\\\(character)"
      case "&": result += "&amp;"
      // Within a word it is a letter: `user_id`.
      case "_":
        let isInWord =
          index > 0 && index + 1 < characters.count && isWord(characters[index - 1]) && isWord(characters[index + 1])
        result += isInWord ? "_" : "\\_"
      default: result.append(character)
      }
    }
    return result
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  /// Text where a paragraph begins: a list, a heading or a rule would begin there as well.
  static func opening(_ text: String) -> String {
    let text = text.drop(while: \.isWhitespace)
    if let first = text.first, "#+-=".contains(first) { return "\\" + text }
    let digits = text.prefix { $0.isNumber }
    guard !digits.isEmpty, let next = text[digits.endIndex...].first, next == "." || next == ")" else {
      return String(text)
    }
    return "\(digits)\\\(text[digits.endIndex...])"
  }

  /// A text in a line of code, between more backticks than it has together.
  static func code(_ text: String) -> String {
    let text = String(text.map { $0.isNewline ? " " : $0 })
    let marks = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
    let gap = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return marks + gap + text + gap + marks
  }

  /// Lines of code in a block, whose fence is longer than any in them.
  static func block(_ language: String, _ text: String) -> String {
    let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: text) + 1))
    return "\(fence)\(language)\n\(text)\n\(fence)"
  }

  /// A link; a parenthesis would end its address.
  static func link(_ text: String, _ address: String) -> String {
    let address = address.map { $0 == "(" ? "%28" : $0 == ")" ? "%29" : String($0) }.joined()
    return "[\(text)](\(address))"
  }

  private static func longestRun(of mark: Character, in text: String) -> Int {
    text.split { $0 != mark }.map(\.count).max() ?? 0
  }
}
