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
        #""type": "timeseries", "title": "Sync", "fieldConfig": {"defaults": {"unit": "µs"}}"#,
        expression: "avg(wal_sync_micro_seconds) / 3"),
      .panel(
        #""type": "timeseries", "title": "CPU", "fieldConfig": {"defaults": {"unit": "percentunit"}}"#,
        expression: "rate(process_cpu_seconds_total[$__rate_interval])"),
    ],
    check: .panel { panel, reporter in
      guard let (unit, drawn) = panel.comparableUnit else { return }
      // Of queries in several units one axis fits some at most; which one is for the panel's author to say.
      let quantities = panel.targets.compactMap { $0.isHidden ? nil : $0.query?.expression?.quantity }
      guard quantities.allSatisfy({ $0.isSameDimension(as: quantities[0]) }) else { return }
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
          notes: [reporter.note("the values come from here", at: query.range)],
          // What they are instead has no name: more is guessed here.
          as: quantity.isNamed ? nil : .info)
        break
      }
    })
}

extension Panel {
  /// The one unit of the values as they come, where nothing changes them on the way.
  var comparableUnit: (unit: PanelUnit, quantity: Quantity)? {
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
