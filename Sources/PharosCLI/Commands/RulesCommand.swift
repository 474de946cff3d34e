import ArgumentParser

struct RulesCommand: PresentedCommand {
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

  func run(_ presenter: Presenter) throws(CommandFailure) -> ExitStatus {
    let entries = try ExplainRules()(id)
    let console = presenter.console
    switch format {
    case .json: console.print(RuleText.json(entries))
    case .markdown: console.print(id == nil ? RulePages.overview : RulePages.page(entries))
    case .text:
      let palette = Palette(isColored: console.isOutputColored)
      console.print(entries.count == 1 ? RuleText.explanation(entries[0], palette) : RuleText.list(entries, palette))
    }
    return .success
  }
}
