import Documents

extension Rule {
  static let externalLabelInTemplate = Rule(
    "alert/external-label", .warning, "a template that reads an external label which Prometheus does not have",
    why: """
      The text has a hole where the label should be. External labels are those under `global: external_labels` of a `prometheus.yml` in \
      reach, or of the spec.
      """,
    bad: [
      Example(files: [
        "prometheus.yml": labelled, "rules.yml": text("{{ $externalLabels.⟦clustr⟧ }}: {{ .ExternalLabels.⟦zone⟧ }}"),
      ])
    ],
    good: [
      Example(files: ["prometheus.yml": labelled, "rules.yml": text("{{ $externalLabels.cluster }}")]),
      annotated("{{ $externalLabels.cluster }}"),
    ],
    check: .project { facts, reporter in
      guard let labels = ServerLabels(facts, reporter.knowledge) else { return }
      for alert in facts.alerts {
        for use in alert.externalLabels where labels.values[use.name] == nil {
          reporter.report(
            "\(labels.origin) has no `\(use.name)`", at: use.range, in: alert.source,
            help: Spelling.help(for: use.name, among: labels.values.keys.sorted()) ?? "add it there")
        }
      }
    })

  /// A server with a label of its own.
  static let labelled = "global: { external_labels: { cluster: eu-1 } }\n"

  private static func text(_ text: String) -> String { annotated(text).files[0].text }
}
