import Documents

extension Rule {
  static let externalLabelInTemplate = Rule(
    "alert/external-label", .warning,
    "a template that reads an external label which Prometheus does not have, or reads one as a label of the series",
    why: """
      External labels are added to an alert when it is sent, after its texts are made: `$labels` has none of them. The text has a hole where the label should be. External labels are those under `global: external_labels` of a `prometheus.yml` in \
      reach, or of the spec.
      """,
    bad: [
      Example(files: [
        "prometheus.yml": labelled, "rules.yml": text("{{ $externalLabels.⟦clustr⟧ }}: {{ .ExternalLabels.⟦zone⟧ }}"),
      ]),
      Example(files: [
        "prometheus.yml": labelled + "scrape_configs: [{ job_name: api, static_configs: [{ targets: [a] }] }]\n",
        "rules.yml": text("{{ $labels.⟦cluster⟧ }}"),
      ]),
    ],
    good: [
      Example(files: [
        "prometheus.yml": labelled + "scrape_configs: [{ job_name: api, http_sd_configs: [{ url: http://a }] }]\n",
        "rules.yml": text("{{ $labels.cluster }}"),
      ]),
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
        for use in alert.targetLabels
        where labels.values[use.name] != nil && facts.configuration.noTargetHas(use.name)
          && !alert.labels.contains(where: { $0.name == use.name })
        {
          reporter.report(
            "`\(use.name)` is added to the alert only when it is sent: no target has it, and the text has a hole",
            at: use.range, in: alert.source, help: "write `$externalLabels.\(use.name)`")
        }
      }
    })

  /// A server with a label of its own.
  static let labelled = "global: { external_labels: { cluster: eu-1 } }\n"

  private static func text(_ text: String) -> String { annotated(text).files[0].text }
}
