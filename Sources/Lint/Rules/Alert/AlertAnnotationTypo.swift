import Documents

extension Rule {
  static let annotationTypo = Rule(
    "alert/annotation-typo", .warning, "an annotation whose name is one slip away from a usual one",
    why: "Templates and tools read annotations by name: what stands under `runbok_url` nobody shows.",
    bad: [annotation("⟦sumary⟧"), annotation("⟦runbook-url⟧"), annotation("⟦desciption⟧")],
    good: [annotation("summary"), annotation("runbook_url"), annotation("message"), annotation("dashboard")],
    check: .alert { rule, reporter in
      for pair in rule.annotations where !usual.contains(pair.key.value) && Spelling.isSlip(pair.key.value, of: usual) {
        guard let meant = Spelling.nearest(to: pair.key.value, among: usual), rule.annotation(meant) == nil else {
          continue
        }
        reporter.report(
          "nobody reads an annotation `\(pair.key.value)`", at: pair.key, help: "did you mean `\(meant)`?",
          fix: Fix("name it `\(meant)`", [.init(pair.key.contentRange(in: reporter.source), meant)]))
      }
    })

  private static let usual = ["summary", "description", "runbook_url", "dashboard_url", "message"]

  private static func annotation(_ name: String) -> Example {
    Example(
      """
      groups:
        - name: example
          rules:
            - alert: Example
              expr: up == 0
              annotations:
                \(name): Something is wrong.

      """)
  }
}
