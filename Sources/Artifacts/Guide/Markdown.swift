/// Tables of the guide.
enum Markdown {
  /// A table, or a sentence where it would be empty.
  static func table(_ header: [String], _ rows: [[String]], otherwise: String = "None.") -> String {
    guard !rows.isEmpty else { return otherwise + "\n" }
    let lines = [header, header.map { _ in "---" }] + rows.map { $0.map(cell) }
    return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n") + "\n"
  }

  private static func cell(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "\n") }) else { return text }
    return
      text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|").split(separator: "\n")
      .joined(
        separator: " ")
  }
}
