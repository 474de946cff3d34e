import Formats

/// What files have to be, since a configuration of Prometheus or Alertmanager names them: its reader fails on whatever else they are.
struct RequiredKinds {
  private var patterns: [(pattern: PathPattern, kind: FileKind)] = []

  /// - Parameter alertmanagers: whose templates lie beside them, or where they say.
  init(_ facts: ConfigurationFacts, _ alertmanagers: [AlertmanagerFile]) {
    for file in alertmanagers {
      let folder = ProjectPath.folder(ProjectPath.normalized(file.source.name))
      patterns.append((PathPattern("/" + folder + "/*.tmpl"), .notificationTemplates))
      for pattern in TemplateFiles.patterns(of: file) {
        patterns.append((PathPattern("/" + pattern), .notificationTemplates))
      }
    }
    var facts = facts
    facts.prepareCompose()
    add(facts.named(\.ruleFiles), .rules)
    add(facts.named(\.targetFiles), .targets)
  }

  private mutating func add(_ named: [(pattern: WordFact, path: String, config: PrometheusFact)], _ kind: FileKind) {
    for (_, path, config) in named {
      // In a repository, everything lies beside the configuration; where it runs, only what is copied there.
      let isBeside = ProjectPath.folder(path) == ProjectPath.folder(ProjectPath.normalized(config.source.name))
      if isBeside, path.split(separator: "/").last?.hasPrefix("*") ?? true { continue }
      patterns.append((PathPattern("/" + path), kind))
    }
  }

  /// - Returns: nil where nothing names the file.
  func kind(of path: String) -> FileKind? {
    if patterns.isEmpty { return nil }
    let path = ProjectPath.normalized(path)
    return patterns.first { $0.pattern.matches(path) }?.kind
  }
}
