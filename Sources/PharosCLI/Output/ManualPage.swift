import Documents

/// The manual page, docs/man/pharos.1, in the macros of man(7): <https://man7.org/linux/man-pages/man7/man.7.html>.
package enum ManualPage {
  package static var text: String {
    let pharos = CommandReference.pharos
    var page = Roff()
    page.line(".TH PHAROS 1 \"\" \"pharos \(Version.text)\" \"User Commands\"")
    page.section("NAME")
    page.paragraph("pharos \\- \(Roff.escaped(lowercasedFirst(pharos.summary)))", isEscaped: true)
    page.section("SYNOPSIS")
    for command in leaves(pharos, path: []) { page.paragraph(usage(command.path, command.reference), isEscaped: true) }
    page.section("DESCRIPTION")
    for paragraph in description { page.paragraph(paragraph) }
    page.section("COMMANDS")
    for command in leaves(pharos, path: []) { add(command.reference, command.path, to: &page) }
    page.section("OPTIONS OF EVERY COMMAND")
    for argument in common(pharos) { page.item(heading(argument), argument.summary) }
    for section in sections {
      page.section(section.title)
      for (term, text) in section.items { page.item("\\fB\(Roff.escaped(term))\\fP", text) }
    }
    page.section("EXAMPLES")
    page.discussion(pharos.discussion)
    page.section("SEE ALSO")
    page.line("\\fBpromtool\\fP(1), \\fBamtool\\fP(1), \\fBdocker\\-compose\\fP(1)")
    return page.text
  }

  private static let description = [
    "pharos turns one spec, `pharos.yml`, into the whole observability stack of a project, keeps it in step as the spec changes, "
      + "and lints it: rules, configurations, dashboards, runbooks and Compose files, generated or written by hand.",
    "A spec that is not named is `pharos.yml` in the working folder or in the nearest folder above that has one; `-` is "
      + "standard input. Results go to standard output, everything else to standard error.",
  ]

  private static let sections: [(title: String, items: [(String, String)])] = [
    (
      "EXIT STATUS",
      [
        ("0", "Fine."),
        ("1", "The answer is no: findings at or above `--fail-on`, or files that differ from what the spec says."),
        ("2", "The work could not be done: a bad flag, a missing file, or a spec with errors to generate from."),
        ("70", "A defect in pharos."),
      ]
    ),
    (
      "ENVIRONMENT",
      [
        ("NO_COLOR", "Where it is set and not empty, nothing is coloured. Only terminals get colours anyway."),
        ("PATH", "Where `curl` is looked for, which fetches what is named by an address."),
      ]
    ),
    (
      "FILES",
      [
        ("pharos.yml", "The spec. `pharos schema` prints its JSON Schema."),
        (
          ".pharos.yml", "How the files of a folder and of those below it are linted, where there is no spec to say it."
        ),
        ("monitoring/", "What `pharos generate` writes, unless `--output` names another folder."),
        ("monitoring/.pharos/manifest.json", "What was generated, from what, with a digest of each file."),
      ]
    ),
  ]

  // MARK: Commands

  /// Commands that do something themselves, with all names that lead to them.
  private static func leaves(_ command: CommandReference, path: [String]) -> [(
    path: [String], reference: CommandReference
  )] {
    let path = path + [command.name]
    if command.subcommands.isEmpty { return [(path, command)] }
    return command.subcommands.filter { $0.name != "help" }.flatMap { leaves($0, path: path) }
  }

  private static func add(_ command: CommandReference, _ path: [String], to page: inout Roff) {
    page.line(".SS \(Roff.escaped(path.joined(separator: " ")))")
    page.paragraph(command.summary)
    let shared = common(command).flatMap(\.names)
    for argument in command.arguments where !argument.names.contains(where: shared.contains) {
      let value = argument.defaultValue.map { " Default: `\($0)`." } ?? ""
      page.item(heading(argument), argument.summary + value)
    }
    page.discussion(command.discussion)
  }

  private static func common(_ command: CommandReference) -> [CommandReference.Argument] {
    command.arguments.filter { $0.names.contains("--help") || $0.names.contains("--version") }
  }

  private static func usage(_ path: [String], _ command: CommandReference) -> String {
    let shared = common(command).flatMap(\.names)
    let arguments = command.arguments.filter { !$0.names.contains(where: shared.contains) }.map {
      Roff.escaped($0.usage)
    }
    return (["\\fB\(Roff.escaped(path.joined(separator: " ")))\\fP"] + arguments).joined(separator: " ")
  }

  private static func heading(_ argument: CommandReference.Argument) -> String {
    let value = "\\fI\(Roff.escaped(argument.valueName.uppercased()))\\fP"
    if argument.kind == .positional { return value }
    let names = argument.names.map { "\\fB\(Roff.escaped($0))\\fP" }.joined(separator: ", ")
    return argument.kind == .option ? "\(names) \(value)" : names
  }

  private static func lowercasedFirst(_ text: String) -> String {
    text.prefix(1).lowercased() + (text.hasSuffix(".") ? text.dropFirst().dropLast() : text.dropFirst())
  }
}

/// A page of roff as it is written.
private struct Roff {
  private(set) var text = ""
  /// What a heading begins needs no paragraph of its own.
  private var isAfterHeading = false

  mutating func line(_ line: String) {
    text += line + "\n"
    isAfterHeading = line.hasPrefix(".SH ") || line.hasPrefix(".SS ")
  }

  mutating func section(_ title: String) { line(".SH \(title)") }

  mutating func item(_ heading: String, _ body: String) {
    line(".TP")
    line(heading)
    line(Self.prose(body))
  }

  mutating func paragraph(_ body: String, isEscaped: Bool = false) {
    if !isAfterHeading { line(".PP") }
    line(isEscaped ? body : Self.prose(body))
  }

  /// Text as commands have it: prose, and lines further in that stand as they are.
  mutating func discussion(_ discussion: String) {
    var prose: [Substring] = []
    var lines = discussion.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let next = lines.popFirst() {
      let isVerbatim = next.hasPrefix("  ")
      if isVerbatim || next.isEmpty, !prose.isEmpty {
        paragraph(prose.joined(separator: " "))
        prose = []
      }
      if isVerbatim {
        let block = [next] + lines.prefix { $0.hasPrefix("  ") }
        lines = lines.dropFirst(block.count - 1)
        for line in [".RS 4", ".nf"] + block.map({ Self.escaped(String($0.dropFirst(2))) }) + [".fi", ".RE"] {
          self.line(line)
        }
      } else if !next.isEmpty {
        prose.append(next)
      }
    }
    if !prose.isEmpty { paragraph(prose.joined(separator: " ")) }
  }

  /// Escaped, with what stands between backquotes in bold.
  private static func prose(_ text: String) -> String {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
      index % 2 == 1 ? "\\fB\(escaped(String(part)))\\fP" : escaped(String(part))
    }.joined()
  }

  /// Every character as itself: <https://man7.org/linux/man-pages/man7/groff_char.7.html>.
  static func escaped(_ text: String) -> String {
    var result = text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" : ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\(rs"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
      default:
        let hex = String(scalar.value, radix: 16, uppercase: true)
        result += "\\[u\(String(repeating: "0", count: max(0, 4 - hex.count)))\(hex)]"
      }
    }
    return result
  }
}
