import Documents
import Formats
import PromQL

/// How a repository wants to be linted: `lint:` of its spec, or of `.pharos.yml`.
package struct LintSettings: Sendable {
  /// By rule id.
  package var rules: [String: RuleSettings] = [:]
  /// Laid over `rules` for the files they match, the later ones on top.
  package var paths: [PathSettings] = []
  /// What the project has agreed on beyond the rules.
  var policies: [Policy] = []
  /// Nothing in these files is linted.
  package var ignored = PathPatterns([])
  /// Who evaluates the rules in the files that a pattern matches; the last one that does counts.
  package var dialects: [(pattern: PathPattern, dialect: Dialect)] = []
  /// What Prometheus reads the files, and the features that it is started with; nil for the newest.
  package var prometheus: PrometheusVersion?
  package var features: Set<FeatureFlag> = []

  /// Metrics that somebody listed, and files with more of them, beside the settings.
  package var knownMetrics: [String] = []
  package var knownMetricFiles: [String] = []
  /// Patterns are for paths below the folder of the settings; paths are given from where somebody stands.
  package var place = SettingsPlace()

  package init() {}

  /// What holds for a rule in a file.
  func settings(of rule: Rule, in path: String) -> RuleSettings {
    var result = RuleSettings(of: rule)
    if let override = overrides(rule.id, in: path) { result.apply(override) }
    return result
  }

  private func overrides(_ id: String, in path: String) -> RuleSettings? {
    var result = rules[id]
    for entry in paths {
      guard let override = entry.rules[id], entry.matches(place.path(path)) else { continue }
      result = result ?? RuleSettings()
      result?.apply(override)
    }
    return result
  }

  /// Whether somebody says how much findings of a kind matter in a file.
  func setsSeverity(of id: String, in path: String) -> Bool { overrides(id, in: path)?.severity != nil }

  /// Who evaluates the rules in a file; nil where nothing is said of it.
  func dialect(of path: String) -> Dialect? {
    dialects.isEmpty ? nil : dialects.last { [path = place.path(path)] in $0.pattern.matches(path) }?.dialect
  }

  package func isIgnored(_ path: String) -> Bool {
    !ignored.isEmpty && ignored.match(place.path(path))
  }

  /// Whether a rule is on anywhere.
  func isOnSomewhere(_ rule: Rule) -> Bool {
    settings(of: rule, in: "").isOn == true || paths.contains { $0.rules[rule.id]?.isOn == true }
  }

  /// A finding of anything but a rule over one file, as its file wants it; nil where it does not.
  package func adjusted(_ finding: Finding) -> Finding? {
    guard let override = overrides(finding.rule, in: finding.source.name) else {
      return RuleCatalog[finding.rule]?.isOnByDefault == false ? nil : finding
    }
    if override.isOn == false { return nil }
    return override.severity.map(finding.with) ?? finding
  }
}

/// Settings for some of the files.
package struct PathSettings: Sendable {
  package var pattern: PathPattern
  package var rules: [String: RuleSettings]

  package init(_ pattern: PathPattern, rules: [String: RuleSettings] = [:]) {
    self.pattern = pattern
    self.rules = rules
  }

  func matches(_ path: String) -> Bool { pattern.matches(path) }
}

/// What the configuration says of one rule; nil leaves what was.
package struct RuleSettings: Sendable {
  package var isOn: Bool?
  package var severity: Severity?
  package var parameters: [String: Tree] = [:]

  package init() {}

  /// The rule's own defaults; how severe it is says the rule.
  init(of rule: Rule) {
    isOn = rule.isOnByDefault
    for parameter in rule.parameters { parameters[parameter.name] = parameter.defaultValue }
  }

  mutating func apply(_ other: RuleSettings) {
    isOn = other.isOn ?? isOn
    severity = other.severity ?? severity
    parameters.merge(other.parameters) { $1 }
  }

  /// The value of a list of words.
  package func strings(_ name: String) -> [String] {
    guard case .list(let items)? = parameters[name] else { return [] }
    return items.compactMap(\.text)
  }

  package func flag(_ name: String) -> Bool? {
    if case .boolean(let value)? = parameters[name] { value } else { nil }
  }

  package func string(_ name: String) -> String? { parameters[name]?.text }

  package func integer(_ name: String) -> Int? {
    if case .integer(let value)? = parameters[name] { value } else { nil }
  }
}

extension Tree {
  fileprivate var text: String? {
    switch self {
    case .string(let text), .number(let text): text
    case .integer(let value): String(value)
    default: nil
    }
  }
}
