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
      for (pattern, path, config) in configuration.named(\.ruleFiles)
      where configuration.sees(path) && configuration.files(matching: path).isEmpty
        && !configuration.isMounted(pattern.text, from: config)
      {
        reporter.report(
          "no file matches `\(pattern.text)`, so none of its rules is loaded", at: pattern.range, in: config.source,
          help: "it stands for `\(path)` here")
      }
    })
}

extension ConfigurationFacts {
  /// Whether some service is given a file of this name where its image has a configuration: nobody sees which one it is.
  fileprivate func isMounted(_ path: String, from config: PrometheusFact) -> Bool {
    guard !deployments.contains(where: { $0.config.source === config.source }) else { return false }
    let name = ProjectPath.normalized(path)
    return compose.contains {
      $0.services.contains { $0.mounts.contains { $0.isBind && $0.target.hasSuffix("/" + name) } }
    }
  }
}

extension Deployment {
  /// Where a path in the configuration comes from: relative ones begin at its folder.
  func place(of path: String) -> ContainerPlace {
    service.place(of: ProjectPath.resolved(path, beside: service.flags.configFile), in: compose)
  }
}
