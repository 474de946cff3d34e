import Documents
import Formats

extension Rule {
  static let fileDialect = Rule(
    "file/dialect", .info,
    "a file for another program than Prometheus, of which the settings do not say so",
    why: """
      Prometheus refuses the file for what only the other program takes. With `dialects:` in the settings the file is judged as its \
      reader would, and one that got in by mistake shows.
      """,
    bad: [
      Example(
        """
        groups:
          - name: example
            ⟦partial_response_strategy⟧: warn
            rules: [{ alert: ApiDown, expr: up == 0 }]
        """),
      Example(
        """
        groups:
          - name: example
            rules:
              - alert: ErrorsInLogs
                expr: ⟦sum(rate({app="api"} |= "error" [5m])) > 10⟧
        """),
      Example(
        """
        scrape_configs:
          - job_name: api
            ⟦stream_parse⟧: true
            static_configs: [{ targets: ["api:8000"] }]
        """),
    ],
    good: [
      Example(
        """
        groups:
          - name: example
            query_offset: 1m
            rules: [{ alert: ApiDown, expr: up == 0 }]
        """)
    ],
    check: .document { document, reporter in
      guard let proof = document.dialectProof else { return }
      let program = document.kind == .dashboard ? "VictoriaMetrics" : proof.dialect.program
      reporter.report(
        "\(proof.what) is for \(program), and the file is judged as one for it", at: proof.range,
        help:
          "write `dialects: { \(document.source.name.lastPart): \(proof.dialect.rawValue) }` into the settings of lint")
    })
}

extension String {
  /// The name of a file without its folders.
  fileprivate var lastPart: Substring { split(separator: "/").last ?? self[...] }
}
