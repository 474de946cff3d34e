import Documents
import Formats

extension Rule {
  static let missingRuleFiles = Rule(
    "prometheus/missing-rule-files", .warning,
    "a path of `rule_files` matches none of the given files",
    why:
      "Prometheus starts without a word about a pattern that matches nothing, and none of the rules meant is evaluated.",
    bad: [
      Example(files: [
        "prometheus.yml": """
        rule_files:
          - rules/*.yml
          - "⟦rule/api.yml⟧"
        """,
        "rules/api.yml": """
        groups: [{ name: api, rules: [{ alert: Down, expr: up == 0 }] }]
        """,
      ])
    ],
    good: [
      Example(files: [
        "prometheus.yml": """
        rule_files: [rules/*.yml, /etc/elsewhere/*.yml]
        """,
        "rules/api.yml": """
        groups: [{ name: api, rules: [{ alert: Down, expr: up == 0 }] }]
        """,
      ]),
      Example(files: [
        "compose.yml": """
        services:
          prometheus:
            image: prom/prometheus:v3.5.0
            volumes: ["./conf/prometheus.yml:/etc/prometheus/prometheus.yml"]
            configs: [{ source: api_rules, target: /etc/prometheus/api.rules.yml }]
        configs:
          api_rules: { file: ./conf/rules/api.yml }
        """,
        "conf/prometheus.yml": """
        rule_files: [api.rules.yml]
        """,
        "conf/rules/api.yml": """
        groups: [{ name: api, rules: [{ alert: Down, expr: up == 0 }] }]
        """,
      ]),
      // The configuration is in the image.
      Example(files: [
        "compose.yml": """
        services:
          prometheus:
            image: example/prometheus:1.2
            volumes: ["./rules/api.yml:/etc/prometheus/api.rules.yml"]
        """,
        "prometheus.yml": """
        rule_files: [api.rules.yml]
        """,
        "rules/api.yml": """
        groups: [{ name: api, rules: [{ alert: Down, expr: up == 0 }] }]
        """,
      ]),
    ],
    check: .project { facts, reporter in
      let configuration = facts.configuration
      let missing = configuration.named(\.ruleFiles).filter {
        configuration.sees($0.path) && configuration.files(matching: $0.path).isEmpty
      }
      if missing.isEmpty { return }
      let mounts = MountedNames(configuration)
      for (pattern, path, config) in missing where !mounts.hold(pattern.text, from: config) {
        reporter.report(
          "no file matches `\(pattern.text)`, so none of its rules is loaded", at: pattern.range, in: config.source,
          help: "it stands for `\(path)` here")
      }
    })
}

/// Files that services are given where their images have a configuration: nobody sees which one it is.
private struct MountedNames {
  /// Files of which it is known who runs with them.
  private let deployed: Set<ObjectIdentifier>
  /// Where files are given to services, by the last part of the path there.
  private let targets: [Substring: [String]]

  init(_ configuration: ConfigurationFacts) {
    deployed = Set(configuration.deployments.map { ObjectIdentifier($0.config.source) })
    let mounts = configuration.compose.flatMap { $0.services.flatMap { $0.mounts.filter(\.isBind).map(\.target) } }
    targets = Dictionary(grouping: mounts) { Self.name($0) }
  }

  /// Whether some service is given a file of this name.
  func hold(_ path: String, from config: PrometheusFact) -> Bool {
    if deployed.contains(ObjectIdentifier(config.source)) { return false }
    let name = ProjectPath.normalized(path)
    return targets[Self.name(name)]?.contains { $0.hasSuffix("/" + name) } ?? false
  }

  private static func name(_ path: String) -> Substring {
    path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
  }
}

extension Deployment {
  /// Where a path in the configuration comes from: relative ones begin at its folder.
  func place(of path: String) -> ContainerPlace {
    service.place(of: ProjectPath.resolved(path, beside: service.flags.configFile), in: compose)
  }
}
