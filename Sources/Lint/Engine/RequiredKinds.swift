import Formats

/// What files have to be, since a configuration of Prometheus or Alertmanager names them: its reader fails on whatever else they are.
struct RequiredKinds {
  private let patterns: PathPatterns
  private let kinds: [FileKind]

  /// - Parameter alertmanagers: whose templates lie beside them, or where they say.
  init(_ facts: ConfigurationFacts, _ alertmanagers: [AlertmanagerFile]) {
    var patterns: [(pattern: PathPattern, kind: FileKind)] = []
    for file in alertmanagers {
      let folder = ProjectPath.folder(ProjectPath.normalized(file.source.name))
      patterns.append((PathPattern("/" + folder + "/*.tmpl"), .notificationTemplates))
      for pattern in TemplateFiles.patterns(of: file) {
        patterns.append((PathPattern("/" + pattern), .notificationTemplates))
      }
    }
    var facts = facts
    facts.prepareCompose()
    patterns += Self.patterns(facts.named(\.ruleFiles), .rules)
    patterns += Self.patterns(facts.named(\.targetFiles), .targets)
    self.patterns = PathPatterns(patterns.map(\.pattern))
    kinds = patterns.map(\.kind)
  }

  private static func patterns(
    _ named: [(pattern: WordFact, path: String, config: PrometheusFact)], _ kind: FileKind
  ) -> [(pattern: PathPattern, kind: FileKind)] {
    named.compactMap { _, path, config in
      // In a repository, everything lies beside the configuration; where it runs, only what is copied there.
      let isBeside = ProjectPath.folder(path) == ProjectPath.folder(ProjectPath.normalized(config.source.name))
      if isBeside, path.split(separator: "/").last?.hasPrefix("*") ?? true { return nil }
      return (PathPattern("/" + path), kind)
    }
  }

  /// - Returns: nil where nothing names the file.
  func kind(of path: String) -> FileKind? {
    if kinds.isEmpty { return nil }
    return patterns.indices(matching: ProjectPath.normalized(path)).min().map { kinds[$0] }
  }
}
