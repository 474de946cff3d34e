import Documents
import Formats

extension Rule {
  static let alertLine = Rule(
    "panel/alert-line", .warning, "a panel whose line is drawn elsewhere than the alert on the same value fires",
    why: """
      Whoever is woken looks at the panel, sees the value below the line, and doubts the alert. A threshold that was tuned in the rule \
      and not in the dashboard, or the other way round.
      """,
    bad: [
      Example(files: [
        "rules.yml": Example.alertText("sum by (job) (rate(errors_total[5m])) > 5"),
        "board.json": board("sum by(job)(rate(errors_total[$__rate_interval]))", #"⟦{"color": "red", "value": 3}⟧"#),
      ])
    ],
    good: [
      Example(files: [
        "rules.yml": Example.alertText("sum by (job) (rate(errors_total[5m])) > 5"),
        "board.json": board(
          "sum by(job)(rate(errors_total[$__rate_interval]))",
          #"{"color": "orange", "value": 3}, {"color": "red", "value": 5}"#),
      ]),
      Example(files: [
        "rules.yml": Example.alertText("sum by (job) (rate(errors_total[5m])) > 5"),
        "board.json": board("sum by(job)(rate(errors_total[1h]))", #"{"color": "red", "value": 3}"#),
      ]),
    ],
    check: .project { facts, reporter in
      guard !facts.thresholds.panels.isEmpty else { return }
      var alerts: [String: [(fact: AlertThresholdFact, value: MeasuredValue)]] = [:]
      for alert in facts.thresholds.alerts {
        if let value = alert.value { alerts[value.text, default: []].append((alert, value)) }
      }
      for panel in facts.thresholds.panels {
        let same = (alerts[panel.value.text] ?? []).filter { $0.value.isSame(as: panel.value) }.map(\.fact)
        // A line of its own for what is not yet an alert is fine, where the alert has one too.
        guard let alert = same.first, !same.contains(where: { panel.draws($0.threshold) }) else { continue }
        let nearest = panel.steps.min { abs($0.value - alert.threshold) < abs($1.value - alert.threshold) }!
        reporter.report(
          "the line is at \(plain(nearest.value)), and `\(alert.name)` fires \(alert.isAbove ? "above" : "below") \(plain(alert.threshold))",
          at: nearest.range, in: panel.source, help: "draw it where the alert fires",
          notes: [reporter.note("the alert", at: alert.place.range(alert.part), in: alert.place.source)])
      }
    })

  /// A dashboard of one stat with steps above a green one.
  private static func board(_ expression: String, _ steps: String) -> String {
    Example.panel(
      #"""
      "type": "stat", "title": "Errors", "fieldConfig": {"defaults": {"thresholds": {"mode": "absolute", "steps": [
          {"color": "green", "value": null}, \#(steps)]}}}
      """#, expression: expression
    ).files[0].text
  }
}

extension PanelThresholdFact {
  /// Whether a step begins at a value.
  fileprivate func draws(_ value: Double) -> Bool { steps.contains { abs($0.value - value) <= abs(value) * 1e-9 } }
}
