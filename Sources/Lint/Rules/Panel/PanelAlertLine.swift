import Documents
import Formats

extension Rule {
  static let alertLine = Rule(
    "panel/alert-line", .info, "a panel whose line is drawn elsewhere than the alert on the same value fires",
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
      // A ladder of its own, at the end of which the panel is when the alert fires.
      Example(files: [
        "rules.yml": Example.alertText("process_uptime_seconds < 60"),
        "board.json": board(
          "process_uptime_seconds", #"{"color": "orange", "value": 300}, {"color": "red", "value": 3600}"#),
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
        guard let alert = same.first, !same.contains(where: { panel.draws($0.threshold) || panel.warns(before: $0) })
        else { continue }
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

  /// Whether several steps, none of which is meant for the alert, have all been passed when it fires: nobody doubts it then.
  fileprivate func warns(before alert: AlertThresholdFact) -> Bool {
    steps.count > 1
      && steps.allSatisfy { alert.isAbove ? $0.value < alert.threshold : $0.value > alert.threshold }
  }
}
