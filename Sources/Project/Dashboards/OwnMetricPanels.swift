import Documents
import PromQL

/// A panel for each metric that a service declares itself, drawn by its type.
struct OwnMetricPanels {
  let stack: Stack

  func panels() -> [ResolvedPanel] {
    stack.services.flatMap { owner -> [ResolvedPanel] in
      let packs = owner.packs.compactMap { stack.packs[$0] }
      let named = Set(owner.exposedByLibraries)
      return owner.declaredMetrics.keys
        .filter { name in !named.contains(name) && !packs.contains { $0.metrics[name] != nil } }
        .compactMap { name in owner.metrics[name].flatMap { panel(name, $0, owner) } }
    }
  }

  /// Nil where a name is none, which is reported.
  private func panel(_ name: String, _ metric: Metric, _ owner: Owner) -> ResolvedPanel? {
    let labels = metric.labels.keys
    guard ([name] + labels).allSatisfy(Name.isLabel) else { return nil }
    let expression = expression(name, metric, owner)
    let legend = labels.isEmpty ? owner.name : labels.map { "{{\($0)}}" }.joined(separator: " ")
    return ResolvedPanel(
      position: GridPosition(width: 8, height: 8), title: name, description: .text(metric.help ?? name),
      kind: .chart(.timeseries),
      queries: [
        .init(
          expression: .promQL(expression), legend: legend, format: .timeSeries, isInstant: false,
          showsExemplars: stack.tracing != nil && expression.readsBuckets)
      ], unit: unit(metric, name))
  }

  private func expression(_ name: String, _ metric: Metric, _ owner: Owner) -> WrittenExpr {
    let labels = metric.labels.keys
    func rate(_ series: String) -> WrittenExpr { .call("rate", selector(series, owner, over: "$__rate_interval")) }
    switch metric.type {
    case .counter: return rate(name).aggregated(.sum, by: labels)
    case .histogram:
      let buckets = rate("\(name)_bucket").aggregated(.sum, by: ["le"] + labels)
      return .call("histogram_quantile", .number(Decimal(95) / 100), buckets)
    default: return selector(name, owner).aggregated(.avg, by: labels)
    }
  }

  private func selector(_ series: String, _ owner: Owner, over window: String? = nil) -> WrittenExpr {
    let own = LabelMatcher(owner.label.name, .equal, owner.label.value)
    if case .selector? = Expr.parse(series).expression { return .selector(series, [own], over: window) }
    // A word of PromQL, such as `sum`, names a metric in braces only.
    return .selector("", [LabelMatcher("__name__", .equal, series), own], over: window)
  }

  /// Grafana's id for the metric's unit.
  private func unit(_ metric: Metric, _ name: String) -> String {
    let unit = metric.unit ?? name.split(separator: "_").last { $0 != "total" }.map(String.init)
    if metric.type == .counter { return unit == "bytes" ? "Bps" : "cps" }
    switch unit {
    case "seconds": return "s"
    case "bytes": return "bytes"
    case "ratio": return "percentunit"
    case "celsius": return "celsius"
    default: return "short"
    }
  }
}
