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
      look(root, &reporter)
    })

  private static func look(_ node: Node, _ reporter: inout Reporter) {
    for item in node.sequence ?? [] { look(item, &reporter) }
    for entry in node.mapping ?? [] {
      let key = entry.key.text ?? ""
      if key == "external_labels" || key.hasSuffix("relabel_configs") { continue }
      look(entry.value, &reporter)
    }
    guard let text = Text(node), text.value.includes("${") else { return }
    for range in VariableReferences.ranges(in: text.value) {
      reporter.report(
        "Prometheus does not expand `\(text.value.part(range))`: it takes the letters as they are", at: text,
        part: range,
        help: "read it from a file where a key ends in `_file`, or fill the file in before Prometheus reads it")
    }
  }
}
