import Documents
import Formats

extension Rule {
  static let severalDocuments = Rule(
    "rules/several-documents", .error,
    "a rule file has more than one YAML document",
    why: "Prometheus reads the first and ignores the others: the rules in them are never evaluated.",
    bad: [
      Example(
        """
        groups: [{ name: api, rules: [{ alert: ApiDown, expr: up == 0 }] }]
        ---
        ⟦groups⟧: [{ name: db, rules: [{ alert: DbDown, expr: up == 0 }] }]
        """)
    ],
    good: [
      Example(
        """
        ---
        groups: [{ name: api, rules: [{ alert: ApiDown, expr: up == 0 }] }]
        ---
        """)
    ],
    check: .document { document, reporter in
      guard document.kind == .rules, let second = document.roots.dropFirst().first(where: { !$0.isNull }) else {
        return
      }
      reporter.report(
        "Prometheus ignores this document: it reads the first of a file only",
        at: second.mapping?.first?.key.range ?? second.range,
        help: "put the groups into the first, or into a file of their own")
    })
}
