import Documents
import Project

extension Rule {
  static let severityValue = Rule(
    "alert/severity", .warning, "a severity that no route can know",
    why: "Routes match severities by their exact text. `critcal` reaches nobody but the default receiver.",
    parameters: [
      .init(
        "allowed",
        "The severities that there are; without any, those of the spec in reach, and without one only near misses of the usual words are found.",
        default: [])
    ],
    bad: [severity("⟦critcal⟧"), severity("⟦sev1⟧", settings: "allowed: [page, ticket]")],
    good: [
      severity("critical"), severity("page"), severity("P1"), severity("page", settings: "allowed: [page, ticket]"),
    ],
    check: .alert { rule, reporter in
      guard let value = rule.label("severity"), !value.value.includes("{{") else { return }
      var allowed = reporter.settings.strings("allowed")
      if allowed.isEmpty { allowed = reporter.knowledge.stack?.severities.map(\.name) ?? [] }
      let usual = ["critical", "warning", "info"]
      let isWrong =
        allowed.isEmpty
        ? !usual.contains(value.value) && Spelling.isSlip(value.value, of: usual) : !allowed.contains(value.value)
      guard isWrong else { return }
      let known = allowed.isEmpty ? usual : allowed
      reporter.report(
        "`\(value.value)` is no severity that routes know", at: value,
        help: Spelling.help(for: value.value, among: known))
    })

  private static func severity(_ value: String, settings: String? = nil) -> Example {
    Example(
      """
      groups:
        - name: example
          rules:
            - alert: Example
              expr: up == 0
              labels:
                severity: \(value)

      """, settings: settings)
  }
}
