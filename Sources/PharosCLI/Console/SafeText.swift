import Documents

/// The last thing that happens to text on its way to a terminal or a log: nothing that others wrote acts on either.
enum SafeText {
  /// - Parameters:
  ///   - bytes: UTF-8, whole lines.
  ///   - keepingColors: the sequences that `Palette` writes stay.
  ///   - sparingCommands: what a runner of CI would read as a command stays, as none reads this.
  static func bytes(_ bytes: [UInt8], keepingColors: Bool, sparingCommands: Bool) -> [UInt8] {
    let isPlain = !VisibleText.hasHidden(bytes)
    let hasCommands = !sparingCommands && WorkflowCommands.mayStand(in: bytes)
    if isPlain, !hasCommands { return bytes }
    var text = String(decoding: bytes, as: UTF8.self)
    if !isPlain { text = keepingColors ? coloredLines(text) : VisibleText.lines(text) }
    if hasCommands {
      text = text.split(separator: "\n", omittingEmptySubsequences: false).map(WorkflowCommands.disarmed)
        .joined(separator: "\n")
    }
    return Array(text.utf8)
  }

  private static func coloredLines(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let escape = rest.unicodeScalars.firstIndex(of: "\u{1B}") {
      result += VisibleText.lines(String(rest[..<escape]))
      rest = rest[escape...]
      if let color = Palette.sequences.first(where: { rest.utf8.starts(with: $0.utf8) }) {
        result += color
        rest = rest[rest.utf8.index(rest.startIndex, offsetBy: color.utf8.count)...]
      } else {
        result += VisibleText.spelled("\u{1B}")
        rest = rest[rest.unicodeScalars.index(after: escape)...]
      }
    }
    return result + VisibleText.lines(String(rest))
  }
}
