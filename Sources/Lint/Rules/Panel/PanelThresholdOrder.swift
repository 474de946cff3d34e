import Documents
import Formats

extension Rule {
  static let thresholdOrder = Rule(
    "panel/threshold-order", .warning, offBecause: "steps are often not drawn at all", "thresholds that do not rise",
    why:
      "Grafana takes the last step before the first that is above the value: what stands out of order is never reached.",
    bad: [
      .panel(
        #"""
        "type": "stat", "title": "Errors", "fieldConfig": {"defaults": {"thresholds": {"mode": "absolute", "steps": [
            {"color": "green", "value": null}, {"color": "red", "value": 10}, ⟦{"color": "orange", "value": 5}⟧]}}}
        """#)
    ],
    good: [
      .panel(
        #"""
        "type": "stat", "title": "Errors", "fieldConfig": {"defaults": {"thresholds": {"mode": "absolute", "steps": [
            {"color": "green", "value": null}, {"color": "orange", "value": 5}, {"color": "red", "value": 10}]}}}
        """#)
    ],
    check: .panel { panel, reporter in
      for (previous, step) in zip(panel.thresholds, panel.thresholds.dropFirst()) {
        // Only the first step has no value: it begins below everything.
        let isRising = step.value.map { $0 >= previous.value ?? -.infinity } ?? false
        guard !isRising else { continue }
        reporter.report(
          step.value == nil
            ? "the step has no value, so the one before is never shown: only the first begins below everything"
            : "the step begins below the one before, so one of the two is never shown", at: step.node.range,
          help: "order the steps by their values", notes: [reporter.note("the step before", at: previous.node.range)])
        return
      }
    })
}
