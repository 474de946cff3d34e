import Documents
import PromQL

/// `lint:` as written, in the spec or in `.pharos.yml`. Which rules there are, and what can be tuned of each, is the linter's to say.
package struct LintSection: Sendable {
  /// `off`, `on`, a severity, or a mapping with parameters, by rule or by family.
  package var rules: Node?
  package var paths: [Paths] = []
  package var policies: [PolicySection] = []
  package var ignored: [String] = []
  /// Who reads the files, by pattern of their paths.
  package var dialects: OrderedMap<String> = [:]
  package var prometheus: PrometheusVersion?
  package var features: [FeatureFlag] = []
  package var knownMetrics: [String] = []
  package var knownMetricFiles: [String] = []

  package init() {}

  /// What differs for some of the files.
  package struct Paths: Sendable {
    package var patterns: [String] = []
    package var rules: Node?

    static let section = Section(
      "lint_paths", "Settings of rules for some of the files; later ones win.", default: Paths(),
      fields: [
        .init(
          "match", \.patterns, LintSection.patterns,
          "Which files: `*` is anything but `/`, `**` any folders; without a `/` a file's name in any folder.",
          isRequired: true),
        .init("rules", \.rules, LintSection.rules, "As `rules` above them.", isRequired: true),
      ])
  }

  package static let section = Section(
    "lint", "How the files of the project are linted.", default: LintSection(),
    fields: [
      .init(
        "rules", \.rules, rules,
        """
        By rule or by family: `off`, `on`, a severity, or a mapping of `enabled`, `severity` and the rule's parameters; \
        `pharos rules` lists them.
        """),
      .init("paths", \.paths, .list(of: Paths.section.codec), "Settings of rules for some of the files."),
      .init(
        "policies", \.policies, .list(of: PolicySection.codec),
        "What the project has agreed on beyond the rules: labels, names, texts, limits."),
      .init("ignore", \.ignored, .list(of: .string), "Files that are not linted, by patterns as under `paths`."),
      .init(
        "dialects", \.dialects, .mapping(of: .word(of: readers), key: .string, keyName: "PATTERN"),
        "Who reads some of the rule files and scrape configurations, by patterns as under `paths`; Prometheus, unless a file shows another."
      ),
      .init(
        "prometheus", \.prometheus, version,
        "The release that reads the files; what it lacks is found. The newest if not said."),
      .init(
        "known_metrics", \.knownMetrics, .list(of: .string),
        "Metrics that something outside of the files exposes: names, or patterns with `*`."),
      .init(
        "known_metrics_files", \.knownMetricFiles, .list(of: .relativePath),
        "Files beside this one with more of them: expositions, or lists with a name a line."),
      .init("features", \.features, .list(of: .word), "What it is started with, as in `--enable-feature`."),
    ])

  /// Programs that read files of Prometheus' formats, as the linter knows them.
  package static let readers = [
    "prometheus", "thanos", "mimir", "cortex", "loki", "vmalert", "vmagent", "asserts", "grafana",
  ]

  /// One, or a list of them.
  private static let patterns = Codec<[String]>.list(of: .string, minimum: 1).orScalar(
    Codec<String>.string.map(to: { [$0] }, from: { $0.first }))

  /// The whole of `.pharos.yml`, in a repository without a spec.
  package static let file = Section(
    ".pharos.yml", "Settings of a repository without a spec.", default: LintSection(),
    fields: [.init("lint", \.self, section.codec, "How its files are linted.", isRequired: true)])

  private static let version = Codec<PrometheusVersion>.notation(
    "release of Prometheus", pattern: #"^v?[0-9]+\.[0-9]+(\.[0-9]+)?$"#, example: "3.5"
  ) { PrometheusVersion($0) }

  private static let rules = Codec<Node>.node("mapping of rules").annotated([
    "type": "object", "propertyNames": ["pattern": "^[a-z]+(/[a-z0-9-]+)?$"],
    "additionalProperties": [
      "anyOf": [
        ["enum": ["on", "off", "info", "warning", "error"]],
        [
          "type": "object",
          "properties": ["severity": ["enum": ["info", "warning", "error"]], "enabled": ["type": "boolean"]],
        ],
      ]
    ],
  ])
}
