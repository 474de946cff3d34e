import Documents
import Formats
import PromQL

extension Rule {
  static let unitMismatch = Rule(
    "panel/unit-mismatch", .warning, "values that are drawn in another unit than they are in",
    why: "The panel is wrong by a factor, often of a thousand or eight, and looks right.",
    bad: [
      .panel(
        #""type": "timeseries", "title": "Age", "fieldConfig": {"defaults": {"unit": "⟦ms⟧"}}"#,
        expression:
          "histogram_quantile(0.9, sum by (le) (rate(http_request_duration_seconds_bucket[$__rate_interval])))"),
      .panel(
        #""type": "timeseries", "title": "Traffic", "fieldConfig": {"defaults": {"unit": "⟦bps⟧"}}"#,
        expression: "rate(node_network_receive_bytes_total[$__rate_interval])"),
    ],
    good: [
      .panel(
        #""type": "timeseries", "title": "Age", "fieldConfig": {"defaults": {"unit": "ms"}}"#,
        expression: "1000 * rate(x_seconds_sum[$__rate_interval]) / rate(x_seconds_count[$__rate_interval])"),
      .panel(
        #""type": "timeseries", "title": "Traffic", "fieldConfig": {"defaults": {"unit": "bps"}}"#,
        expression: "8 * rate(node_network_receive_bytes_total[$__rate_interval])"),
      .panel(
        #""type": "stat", "title": "Traffic", "fieldConfig": {"defaults": {"unit": "decmbytes"}}"#,
        expression: "sum(process_resident_memory_bytes) / 1024 / 1024"),
      .panel(
        #""type": "timeseries", "title": "CPU", "fieldConfig": {"defaults": {"unit": "percentunit"}}"#,
        expression: "rate(process_cpu_seconds_total[$__rate_interval])"),
    ],
    check: .panel { panel, reporter in
      guard let (unit, drawn) = panel.comparableUnit else { return }
      for target in panel.targets where !target.isHidden {
        guard let query = target.query, let quantity = query.expression?.quantity, !quantity.isShare,
          quantity.hasDimension, !drawn.isShare
        else { continue }
        let isSameDimension = quantity.isSameDimension(as: drawn)
        if isSameDimension && quantity.isSameScale(as: drawn) { continue }
        reporter.report(
          "the values are \(quantity.description), and the panel writes them as \(drawn.description)", at: unit.text,
          help: quantity.grafanaUnit.map { "write `\($0)`, or convert the values" }
            ?? "convert the values, or write their unit",
          notes: [reporter.note("the values come from here", at: query.range)])
        break
      }
    })

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
    ],
    good: [
      .panel(
        #""type": "gauge", "title": "Errors", "fieldConfig": {"defaults": {"unit": "percentunit"}}"#,
        expression: "sum(rate(errors_total[5m])) / sum(rate(requests_total[5m]))"),
      .panel(
        #""type": "gauge", "title": "Used", "fieldConfig": {"defaults": {"unit": "percent"}}"#,
        expression: "(1 - memory_free_bytes / memory_size_bytes) * 100"),
    ],
    check: .panel { panel, reporter in
      guard let (unit, drawn) = panel.comparableUnit, drawn.isShare else { return }
      for target in panel.targets where !target.isHidden {
        guard let query = target.query, let expression = query.expression else { continue }
        let quantity = expression.quantity ?? (expression.nature() == .ratio ? Quantity(isShare: true) : nil)
        guard let quantity, quantity.isShare, !quantity.hasDimension, !quantity.isSameScale(as: drawn) else { continue }
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
  /// The one unit of the values as they come, where nothing changes them on the way.
  fileprivate var comparableUnit: (unit: PanelUnit, quantity: Quantity)? {
    guard !hasTransformations, units.count == 1, let unit = units.first, unit.isForAll, drawsValues,
      node["seriesOverrides"]?.sequence?.isEmpty ?? true, let quantity = Quantity(grafana: unit.text.value)
    else { return nil }
    return (unit, quantity)
  }
}

extension Quantity {
  /// Grafana's id for it, for those that are common.
  fileprivate var grafanaUnit: String? {
    ["s", "ms", "bytes", "Bps", "bps", "percent", "percentunit", "ns", "µs"].first { unit in
      Quantity(grafana: unit).map { isSameDimension(as: $0) && isSameScale(as: $0) } ?? false
    }
  }
}
