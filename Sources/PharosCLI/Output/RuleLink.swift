import Lint

/// Where a rule is explained: its heading on the page of its family under `docs/rules/`.
enum RuleLink {
  static let home = "https://pharos.dev"

  /// - Returns: nil for what is no rule, such as what only the parser of expressions says.
  static func url(_ id: String) -> String? {
    RuleCatalog[id].map { "\(home)/rules/\($0.family)#\(anchor(id))" }
  }

  /// As Markdown renderers make it of the heading, which is the id.
  static func anchor(_ id: String) -> String { id.filter { $0 != "/" } }
}
