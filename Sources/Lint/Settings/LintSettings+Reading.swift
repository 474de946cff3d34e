import Documents
import Formats
import Project

extension LintSettings {
  /// Settings as a section of the spec, or of `.pharos.yml`, has them.
  ///
  /// - Returns: also what is wrong in them: unknown rules, parameters that a rule does not have, values of another type.
  package static func read(_ section: LintSection, in source: SourceFile) -> (
    settings: LintSettings, findings: [Finding]
  ) {
    var reader = SettingsReader(source)
    var settings = LintSettings()
    settings.policies = reader.policies(section.policies)
    settings.ignored = PathPatterns(section.ignored.map { PathPattern($0) })
    settings.rules = reader.rules(section.rules)
    for paths in section.paths {
      let rules = reader.rules(paths.rules)
      settings.paths += paths.patterns.map { PathSettings(PathPattern($0), rules: rules) }
    }
    settings.dialects = section.dialects.compactMap { pattern, word in
      Dialect(rawValue: word).map { (PathPattern(pattern), $0) }
    }
    settings.prometheus = section.prometheus
    settings.features = Set(section.features)
    settings.knownMetrics = section.knownMetrics
    settings.knownMetricFiles = section.knownMetricFiles
    return (settings, reader.decoding.findings)
  }

  /// The whole of `.pharos.yml`.
  package static func read(_ source: SourceFile) -> (settings: LintSettings, findings: [Finding]) {
    let (root, findings) = YAMLDocuments.readSingle(source)
    var decoding = Decoding(source: source, family: SettingsFinding.self)
    decoding.findings = findings
    guard let root, let section = LintSection.file.decode(root, &decoding) else {
      return (LintSettings(), decoding.findings)
    }
    let (settings, more) = read(section, in: source)
    return (settings, decoding.findings + more)
  }
}

/// Reads what is said of rules.
private struct SettingsReader {
  var decoding: Decoding

  /// Their entries, by which the settings may name them too.
  private var policyEntries: [RuleCatalog.Entry] = []

  init(_ source: SourceFile) { decoding = Decoding(source: source, family: SettingsFinding.self) }

  mutating func policies(_ sections: [PolicySection]) -> [Policy] {
    var names: Set<String> = []
    let policies = sections.compactMap { section -> Policy? in
      guard names.insert(section.name).inserted else {
        decoding.report(
          SettingsFinding.value, "a second policy is called `\(section.name)`", help: "give it a name of its own",
          at: section.node?["name"]?.range ?? 0..<0)
        return nil
      }
      return Policy(section, &decoding)
    }
    policyEntries = policies.map { RuleCatalog.Entry($0.rule(SettingsPlace())) }
    return policies
  }

  /// By rule id; what is said of a family holds for those of its rules of which nothing is said.
  mutating func rules(_ node: Node?) -> [String: RuleSettings] {
    guard let node, !node.isNull else { return [:] }
    guard let entries = node.mapping else {
      decoding.expected("a mapping", example: "promql/raw-counter: off", at: node)
      return [:]
    }
    var own: [String: RuleSettings] = [:]
    var inherited: [String: RuleSettings] = [:]
    for entry in entries {
      let name = entry.key.text ?? ""
      if RuleCatalog.families.contains(name) || (name == Policy.family && !policyEntries.isEmpty) {
        guard let settings = settings(entry.value, of: nil) else { continue }
        for rule in RuleCatalog.all + policyEntries where rule.family == name { inherited[rule.id] = settings }
      } else if let rule = RuleCatalog[name] ?? policyEntries.first(where: { $0.id == name }) {
        if let settings = settings(entry.value, of: rule) { own[rule.id] = settings }
      } else {
        decoding.report(
          SettingsFinding.unknownRule, "there is no rule or family `\(name)`",
          help: Spelling.nearest(to: name, among: RuleCatalog.names + policyEntries.map(\.id)).map {
            "did you mean `\($0)`?"
          }
            ?? "`pharos rules` lists them", at: entry.key.range)
      }
    }
    return inherited.merging(own) { $1 }
  }

  private static let words = ["on", "off"] + Severity.allCases.map(\.rawValue)

  /// - Parameter rule: nil for a family, which has no parameters.
  private mutating func settings(_ node: Node, of rule: RuleCatalog.Entry?) -> RuleSettings? {
    var settings = RuleSettings()
    guard let entries = node.mapping else {
      guard let word = Codec<String>.word(of: Self.words).decode(node, &decoding) else { return nil }
      settings.isOn = word != "off"
      settings.severity = Severity(rawValue: word)
      return settings
    }
    settings.isOn = true
    for entry in entries {
      let key = entry.key.text ?? ""
      switch key {
      case "enabled": settings.isOn = Codec<Bool>.boolean.decode(entry.value, &decoding) ?? true
      case "severity": settings.severity = Codec<Severity>.word.decode(entry.value, &decoding)
      default:
        let parameters = rule?.parameters ?? []
        guard let parameter = parameters.first(where: { $0.name == key }) else {
          decoding.report(
            decoding.family.unknownKey, "`\(key)` is no parameter of \(rule.map { "`\($0.id)`" } ?? "a family")",
            help: Spelling.help(for: key, among: ["enabled", "severity"] + parameters.map(\.name)), at: entry.key.range)
          continue
        }
        if let value = value(entry.value, like: parameter.defaultValue) { settings.parameters[key] = value }
      }
    }
    return settings
  }

  /// A value of the type that a parameter's default has.
  private mutating func value(_ node: Node, like model: Tree) -> Tree? {
    let value = Tree(node)
    switch (model, value) {
    case (.boolean, .boolean), (.integer, .integer), (.number, .number), (.number, .integer), (.string, .string),
      (.mapping, .mapping), (.null, _):
      return value
    case (.string, .integer), (.string, .number): return .string(node.text ?? "")
    case (.list(let items), .list):
      return .list((node.sequence ?? []).compactMap { self.value($0, like: items.first ?? .string("")) })
    default:
      decoding.expected(model.typeName, at: node)
      return nil
    }
  }
}

extension Tree {
  /// What messages call a value of this kind.
  package var typeName: String {
    switch self {
    case .null: "a value"
    case .boolean: "`true` or `false`"
    case .integer: "a whole number"
    case .number: "a number"
    case .string: "a string"
    case .list: "a list"
    case .mapping: "a mapping"
    case .commented(_, let value): value.typeName
    }
  }
}
