import Formats

/// What files have to be, since a configuration of Prometheus names them: its reader fails on whatever else they are.
struct RequiredKinds {
  private var patterns: [(pattern: PathPattern, kind: FileKind)] = []

  init(_ facts: ConfigurationFacts) {
    var facts = facts
    facts.prepareCompose()
    for config in facts.prometheus {
      for (words, kind) in [(config.ruleFiles, FileKind.rules), (config.targetFiles, .targets)] {
        for path in words.compactMap({ facts.place(of: $0.text, in: config) }) {
          // In a repository, everything lies beside the configuration; where it runs, only what is copied there.
          if ProjectPath.folder(path) == ProjectPath.folder(ProjectPath.normalized(config.source.name)),
            path.split(separator: "/").last?.hasPrefix("*") ?? true
          {
            continue
          }
          patterns.append((PathPattern("/" + path), kind))
        }
      }
    }
  }

  /// - Returns: nil where nothing names the file.
  func kind(of path: String) -> FileKind? {
    if patterns.isEmpty { return nil }
    let path = ProjectPath.normalized(path)
    return patterns.first { $0.pattern.matches(path) }?.kind
  }
}
