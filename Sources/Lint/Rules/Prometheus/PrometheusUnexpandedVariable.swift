import Documents
import Formats

extension Rule {
  static let variableInPrometheus = Rule(
    "prometheus/unexpanded-variable", .warning,
    "a variable stands where Prometheus expands none",
    why:
      "Prometheus replaces `${NAME}` in external labels only. Anywhere else the letters themselves are sent as password, address or path.",
    bad: [
      Example(
        """
        scrape_configs:
          - job_name: api
            basic_auth: { username: prom, password: "⟦${API_PASSWORD}⟧" }
            static_configs: [{ targets: ["⟦${API_HOST}⟧:8000"] }]
        """)
    ],
    good: [
      Example(
        """
        global:
          external_labels: { region: "${REGION}" }
        scrape_configs:
          - job_name: api
            relabel_configs:
              - source_labels: [__address__]
                regex: "(.+):.*"
                target_label: instance
                replacement: "${1}"
              - regex: __meta_(?P<name>.+)
                action: labelmap
                replacement: "${name}"
        """)
    ],
    check: .document { document, reporter in
      guard document.kind == .prometheus, let root = document.roots.first else { return }
      var texts: [Text] = []
      collect(root, &texts)
      if texts.isEmpty { return }
      // What is refused anyway says so itself.
      let refused = Set(PrometheusShape.problems(in: root).map(\.range))
      for text in texts where !refused.contains(text.range) {
        for range in VariableReferences.ranges(in: text.value) {
          reporter.report(
            "Prometheus does not expand `\(text.value.part(range))`: it takes the letters as they are", at: text,
            part: range,
            help: "read it from a file where a key ends in `_file`, or fill the file in before Prometheus reads it")
        }
      }
    })

  /// The texts with variables, where Prometheus expands none.
  private static func collect(_ node: Node, _ texts: inout [Text]) {
    for item in node.sequence ?? [] { collect(item, &texts) }
    for entry in node.mapping ?? [] {
      let key = entry.key.text ?? ""
      if key == "external_labels" || key.hasSuffix("relabel_configs") { continue }
      collect(entry.value, &texts)
    }
    if let text = Text(node), text.value.includes("${") { texts.append(text) }
  }
}
