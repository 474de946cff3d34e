import Documents
import Overlays
import Project
import Upgrades

/// Everything that findings can be called: the rules, and the kinds that other parts of the program report.
package enum RuleCatalog {
  /// What can be said of a rule, whatever finds it.
  package struct Entry: Sendable {
    package let id: String
    package let severity: Severity
    /// Why it is off unless somebody turns it on; nil for those that are on.
    package let offBecause: String?
    package let summary: String
    package let why: String
    package let parameters: [Rule.Parameter]
    /// Nil for what is no rule, and has no examples.
    package let rule: Rule?

    package var family: String { String(id.prefix { $0 != "/" }) }
    package var isOnByDefault: Bool { offBecause == nil }

    init(_ rule: Rule) {
      (id, severity, offBecause) = (rule.id, rule.severity, rule.offBecause)
      (summary, why, parameters) = (rule.summary, rule.why, rule.parameters)
      self.rule = rule
    }

    init(_ kind: any DiagnosticKind) {
      (id, severity, offBecause) = (kind.id, kind.severity, nil)
      (summary, why) = kind.meaning
      parameters = []
      rule = nil
    }
  }

  /// By family, then in the order in which they are declared.
  package static let all: [Entry] =
    Rule.all.map { Entry($0) } + kinds.map { Entry($0) }

  private static let kinds: [any DiagnosticKind] =
    FileFinding.allCases + YAMLFinding.allCases + JSONFinding.allCases + SettingsFinding.allCases + SpecFinding.allCases
    + PackFinding.allCases + OverlayFinding.allCases + UpgradeFinding.allCases + QueryFinding.allCases
    + ContractFinding.allCases

  private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })

  package static let families: [String] = all.map(\.family).reduce(into: Set<String>()) { $0.insert($1) }.sorted()
  /// Rules and families, for the nearest name to a misspelled one.
  package static let names: [String] = families + all.map(\.id)

  package static subscript(id: String) -> Entry? { byID[id] }
}
