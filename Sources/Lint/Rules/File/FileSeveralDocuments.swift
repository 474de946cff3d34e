import Documents
import Formats

extension Rule {
  static let severalDocuments = Rule(
    "file/several-documents", .error,
    "a file of which only the first YAML document is read has more than one",
    why: "Prometheus, Alertmanager and Grafana ignore the others without a word: nothing in them is ever in force.",
    bad: [
      Example(
        """
        groups: [{ name: api, rules: [{ alert: ApiDown, expr: up == 0 }] }]
        ---
        ⟦groups⟧: [{ name: db, rules: [{ alert: DbDown, expr: up == 0 }] }]
        """),
      Example(
        """
        route: { receiver: team }
        receivers: [{ name: team, webhook_configs: [{ url: "http://hook:8080" }] }]
        ---
        ⟦receivers⟧: [{ name: other }]
        """),
    ],
    good: [
      Example(
        """
        ---
        groups: [{ name: api, rules: [{ alert: ApiDown, expr: up == 0 }] }]
        ---
        """),
      // vmalert reads them all.
      Example(
        """
        groups: [{ name: api, concurrency: 2, rules: [{ alert: ApiDown, expr: up == 0 }] }]
        ---
        groups: [{ name: db, rules: [{ alert: DbDown, expr: up == 0 }] }]
        """),
    ],
    check: .document { document, reporter in
      guard let reader = document.readerOfOneDocument,
        let second = document.roots.dropFirst().first(where: { !$0.isNull })
      else { return }
      reporter.report(
        "\(reader) ignores this document: it reads the first of a file only",
        at: second.mapping?.first?.key.range ?? second.range,
        help: "put what it says into the first, or into a file of its own")
    })
}

extension Document {
  /// Who reads only its first YAML document, as messages name it; nil where all of them are read.
  fileprivate var readerOfOneDocument: String? {
    switch kind {
    case .rules: dialect == .vmalert ? nil : dialect == .prometheus ? "Prometheus" : dialect.program
    case .prometheus, .targets: dialect == .prometheus ? "Prometheus" : dialect.program
    case .ruleTests: "promtool"
    case .alertmanager: "Alertmanager"
    case .grafanaProvisioning, .grafanaAlerts: "Grafana"
    default: nil
    }
  }
}
