import Documents
import Project

/// What somebody has to do to the software of components before it can be watched.
enum GuideSetup {
  /// Empty where nothing has to be done.
  static func text(_ stack: Stack) -> String {
    let owners = Dictionary(grouping: stack.components.filter { !$0.isProbe }) { stack.ownPack(of: $0)?.name ?? "" }
    let sections = owners.sorted { $0.key < $1.key }.compactMap { name, owners -> String? in
      guard let setup = stack.packs[name]?.setup else { return nil }
      return "**\(owners.map(\.name).joined(separator: ", "))**: \(prose(setup))"
    }
    return sections.isEmpty ? "" : "\n### Set-up\n\n" + sections.joined(separator: "\n")
  }

  /// The text, its indented lines as blocks of code.
  private static func prose(_ text: String) -> String {
    var lines: [String] = []
    var isCode = false
    for line in text.trimmed().split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      let isIndented = line.hasPrefix("  ") || isCode && line.isEmpty
      if isIndented != isCode { lines += isCode ? ["```", ""] : ["", "```"] }
      isCode = isIndented
      lines.append(isCode ? String(line.dropFirst(2)) : line)
    }
    return (lines + (isCode ? ["```", ""] : [""])).joined(separator: "\n")
  }
}
