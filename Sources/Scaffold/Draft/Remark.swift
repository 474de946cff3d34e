import Documents

/// Texts of comments: what imported files hold may not break out of one.
enum Remark {
  /// Columns of a comment, without its indentation.
  private static let width = 100

  /// The text in lines of so many columns at most; lines that begin with a blank stay as they are.
  static func wrapped(_ text: String) -> String {
    SecretText.masked(text, isProse: true).split(separator: "\n", omittingEmptySubsequences: false)
      .map { wrap(plain($0)) }.joined(separator: "\n")
  }

  private static func wrap(_ line: String) -> String {
    guard line.unicodeScalars.count > width, !line.hasPrefix(" ") else { return line }
    var lines: [String] = [""]
    for word in line.split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.unicodeScalars.count + word.unicodeScalars.count < width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Without the characters that end a line for some reader of YAML, or say something to a terminal.
  static func plain(_ text: some StringProtocol) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      result.append(scalar.value < 0x20 || VisibleText.isHidden(scalar) ? " " : scalar)
    }
    return String(result)
  }

  /// Names in a sentence: `a`, `b` and `c`.
  static func list(_ names: [String], most: Int = 6) -> String {
    let shown = names.prefix(most).map { "`\($0)`" }
    if names.count > most { return shown.joined(separator: ", ") + " and \(names.count - most) more" }
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + " and " + last
  }
}
