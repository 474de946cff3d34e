import ArgumentParser
import Documents
import Lint

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List what lint looks for, or explain one rule, with a bad and a good example.",
    discussion: """
      Examples:
        pharos rules
        pharos rules promql
        pharos rules promql/redundant-anchors
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, markdown }

  @Argument(help: "A rule, or a family.", completion: ProjectValues.rules)
  var id: String?

  @Option(help: "How they are written: text, json or markdown.")
  var format = Format.text

  func run() throws {
    let entries = try entries()
    switch format {
    case .json: Console.print(RuleText.json(entries))
    case .markdown: Console.print(id == nil ? RulePages.overview : RulePages.page(entries))
    case .text:
      let palette = Palette(isColored: Console.isColored(1))
      Console.print(entries.count == 1 ? RuleText.explanation(entries[0], palette) : RuleText.list(entries, palette))
    }
  }

  private func entries() throws -> [RuleCatalog.Entry] {
    guard let id else { return RuleCatalog.all }
    let entries = RuleCatalog.all.filter { $0.id == id || $0.family == id }
    if entries.isEmpty {
      let help = Spelling.nearest(to: id, among: RuleCatalog.names).map { "did you mean `\($0)`?" }
      Console.error("error: there is no rule or family `\(id)`\n  help: \(help ?? "`pharos rules` lists them")")
      throw ExitCode.cannot
    }
    return entries
  }
}
