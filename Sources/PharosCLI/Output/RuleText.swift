import Documents
import Lint

/// Rules for people at a terminal, and for programs.
enum RuleText {
  static func list(_ entries: [RuleCatalog.Entry], _ palette: Palette) -> String {
    let width = entries.map(\.id.count).max() ?? 0
    var lines: [String] = []
    for family in entries.map(\.family).reduce(into: Set<String>(), { $0.insert($1) }).sorted() {
      if !lines.isEmpty { lines.append("") }
      for entry in entries where entry.family == family {
        let padding = String(repeating: " ", count: width - entry.id.count)
        let severity = entry.severity.rawValue + String(repeating: " ", count: 7 - entry.severity.rawValue.count)
        let off = entry.isOnByDefault ? "" : palette.faint(" (off unless it is turned on)")
        lines.append("\(entry.id)\(padding)  \(palette.severity(severity, entry.severity))  \(entry.summary)\(off)")
      }
    }
    return lines.joined(separator: "\n")
  }

  static func explanation(_ entry: RuleCatalog.Entry, _ palette: Palette) -> String {
    var lines = [
      "\(palette.bold(entry.id))  \(palette.severity(entry.severity.rawValue, entry.severity))"
        + (entry.offBecause.map { ", off unless it is turned on, as \($0)" } ?? ""),
      "", sentence(entry.summary), entry.why,
    ]
    if !entry.parameters.isEmpty {
      lines += ["", "Parameters:"]
      lines += entry.parameters.map {
        "  \($0.name)  \($0.summary) Default: \(JSONWriter.writeLine($0.defaultValue))"
      }
    }
    if let bad = entry.rule?.bad.first { lines += ["", "Found, at the marks:", example(bad)] }
    if let good = entry.rule?.good.first { lines += ["", "Fine:", example(good)] }
    lines += [
      "", "To turn it off, in `lint:` of pharos.yml or in .pharos.yml:",
      "  lint: { rules: { \(entry.id): off } }",
    ]
    if let rule = entry.rule, rule.family != "lint" {
      lines += ["To silence it in one place:", "  # pharos disable \(entry.id): REASON"]
    }
    return lines.joined(separator: "\n")
  }

  /// With a capital letter and a full stop.
  static func sentence(_ summary: String) -> String { summary.prefix(1).uppercased() + summary.dropFirst() + "." }

  private static func example(_ example: Example) -> String {
    let settings = example.settings.map { ["  with \($0)"] } ?? []
    let files = example.files.flatMap { file -> [String] in
      let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
      return (example.files.count > 1 ? ["  \(file.name):"] : []) + lines
    }
    return (settings + files).map { $0.allSatisfy { $0 == " " } ? "" : $0 }.joined(separator: "\n").trimmedEnd()
  }

  static func json(_ entries: [RuleCatalog.Entry]) -> String {
    let tree: Tree = [
      "version": 1,
      "rules": .list(
        entries.map { entry in
          .compact([
            "id": .string(entry.id), "family": .string(entry.family), "severity": .string(entry.severity.rawValue),
            "default": .boolean(entry.isOnByDefault), "off_because": entry.offBecause.map { .string($0) },
            "summary": .string(entry.summary), "why": .string(entry.why),
            "parameters": .list(
              entry.parameters.map {
                ["name": .string($0.name), "summary": .string($0.summary), "default": $0.defaultValue]
              }),
            "url": RuleLink.url(entry.id).map { .string($0) },
          ])
        }),
    ]
    return String(decoding: JSONWriter.write(tree), as: UTF8.self)
  }
}

extension String {
  /// Without line ends at its end.
  fileprivate func trimmedEnd() -> String {
    var text = self
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}
