import Documents
import Formats
import PromQL

extension Rule {
  static let ratioAsPercent = Rule(
    "panel/ratio-as-percent", .warning, "a share of 1 that is drawn as a percentage of 100",
    why: "One half is shown as 0.5%: the panel is wrong by a factor of a hundred.",
    bad: [
      .panel(
        #""type": "gauge", "title": "Errors", "fieldConfig": {"defaults": {"unit": "⟦percent⟧"}}"#,
        expression: "sum(rate(errors_total[5m])) / sum(rate(requests_total[5m]))"),
      .panel(
        #""type": "gauge", "title": "Used", "fieldConfig": {"defaults": {"unit": "⟦percentunit⟧"}}"#,
        expression: "100 * memory_used_bytes / memory_size_bytes"),
      .panel(
        #""type": "gauge", "title": "Errors", "fieldConfig": {"defaults": {"unit": "⟦percentunit⟧"}}"#,
        expression: "sum(rate(errors_total[5m])) / (sum(rate(requests_total[5m])) / 100)"),
      .panel(
        #""type": "gauge", "title": "Hits", "fieldConfig": {"defaults": {"unit": "⟦percent⟧"}}"#,
        expression: "avg(cache_hit_ratio)"),
    ],
    good: [
      .panel(
        #""type": "gauge", "title": "Errors", "fieldConfig": {"defaults": {"unit": "percentunit"}}"#,
        expression: "sum(rate(errors_total[5m])) / sum(rate(requests_total[5m]))"),
      .panel(
        #""type": "gauge", "title": "Used", "fieldConfig": {"defaults": {"unit": "percent"}}"#,
        expression: "(1 - memory_free_bytes / memory_size_bytes) * 100"),
      .panel(
        #""type": "gauge", "title": "Errors", "fieldConfig": {"defaults": {"unit": "percent"}}"#,
        expression: "sum(rate(errors_total[5m]) * 100) / sum(rate(requests_total[5m]))"),
      .panel(
        #""type": "gauge", "title": "Compression", "fieldConfig": {"defaults": {"unit": "percent"}}"#,
        expression: "histogram_quantile(0.9, sum by (le) (rate(producer_compression_ratio_bucket[5m])))"),
    ],
    check: .panel { panel, reporter in
      // What is drawn up to 100 is known to be percentages.
      guard let (unit, drawn) = panel.comparableUnit, drawn.isShare, panel.maximum != 100 else { return }
      for target in panel.targets where !target.isHidden {
        guard let query = target.query, let quantity = query.expression?.share, !quantity.isSameScale(as: drawn) else {
          continue
        }
        let isPercent = quantity.isSameScale(as: Quantity(scale: 0.01))
        guard isPercent || quantity.isSameScale(as: Quantity()) else { continue }
        reporter.report(
          isPercent
            ? "the values are percentages already, and the panel multiplies them by 100"
            : "the values are shares of 1, and the panel writes them as if they were percentages", at: unit.text,
          help: isPercent ? "write `percent`" : "write `percentunit`, or multiply by 100",
          notes: [reporter.note("the values come from here", at: query.range)])
        break
      }
    })
}

extension Panel {
  /// Where its scale ends, as far as it says.
  fileprivate var maximum: Double? {
    let written =
      node.descend(["fieldConfig", "defaults", "max"]) ?? node.descend([
        "vizConfig", "spec", "fieldConfig", "defaults", "max",
      ])
      ?? node["yaxes"]?.sequence?.first?["max"]
    return written?.text.flatMap(Double.init)
  }
}
