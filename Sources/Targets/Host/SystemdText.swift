/// Texts as systemd reads them: <https://manpages.debian.org/bookworm/systemd/systemd.syntax.7.en.html>.
enum SystemdText {
  /// Of a command line, where variables are filled in as well.
  static func argument(_ text: String) -> String { quoted(text.replacing("$", with: "$$")) }

  /// In quotes where needed, with the percent sign of specifiers twice.
  static func quoted(_ text: String) -> String {
    let text = text.replacing("%", with: "%%")
    let isPlain = !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && !"\"'\\;".utf8.contains($0) }
    guard !isPlain else { return text }
    var escaped = ""
    for character in text {
      switch character {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      case "\t": escaped += "\\t"
      default: escaped.append(character)
      }
    }
    return "\"\(escaped)\""
  }
}
