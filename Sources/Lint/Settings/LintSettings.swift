import Documents

/// How a repository wants to be linted: `lint:` of its spec, or of `.pharos.yml`.
package struct LintSettings: Sendable {
  /// By rule id.
  package var rules: [String: RuleSettings] = [:]
  /// Laid over `rules` for the files they match, the later ones on top.
  package var paths: [PathSettings] = []

  package init() {}

  /// What holds for a rule in a file.
  func settings(of rule: Rule, in path: String) -> RuleSettings {
    var result = RuleSettings(of: rule)
    if let override = rules[rule.id] { result.apply(override) }
    for entry in paths where entry.matches(path) {
      if let override = entry.rules[rule.id] { result.apply(override) }
    }
    return result
  }
}

/// Settings for some of the files.
package struct PathSettings: Sendable {
  package var pattern: PathPattern
  /// Nothing in these files is linted.
  package var isIgnored = false
  package var rules: [String: RuleSettings] = [:]

  package init(_ pattern: PathPattern) { self.pattern = pattern }

  func matches(_ path: String) -> Bool { pattern.matches(path) }
}

/// What the configuration says of one rule; nil leaves what was.
package struct RuleSettings: Sendable {
  package var isOn: Bool?
  package var severity: Severity?
  package var parameters: [String: Tree] = [:]

  package init() {}

  /// The rule's own defaults.
  init(of rule: Rule) {
    isOn = rule.isOnByDefault
    severity = rule.severity
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
