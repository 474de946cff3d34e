import Documents
import Project
import PromQL

/// A panel for each metric that a service declares itself, drawn by its type.
enum OwnMetricPanels {
  static func panels(_ stack: Stack) throws -> [PlacedPanel] {
    try stack.services.flatMap { owner -> [PlacedPanel] in
      let packs = owner.packs.compactMap { stack.packs[$0] }
      return try (stack.spec.services[owner.name]?.metrics.keys ?? [])
        .filter { name in !packs.contains { $0.metrics[name] != nil } }
        .compactMap { name in owner.metrics[name].map { (name, $0) } }
        .flatMap { name, metric in
          var pack = Pack()
          pack.kind = .signals
          return try PanelBuilder(panel: panel(name, metric, owner), pack: pack, owners: [owner], stack: stack).panels()
        }
    }
  }

  private static func panel(_ name: String, _ metric: Metric, _ owner: Owner) -> PackPanel {
    var panel = PackPanel()
    panel.title = name
    panel.description = metric.help.map(plain) ?? name
    panel.unit = unit(metric, name)
    var query = PackPanel.Query()
    let selector = Selector.text(
      metric.type == .histogram ? "\(name)_bucket" : name, [LabelMatcher(owner.label.name, .equal, owner.label.value)])
    let labels = metric.labels.keys
    switch metric.type {
    case .counter: query.expression = "sum by (\(labels.joined(separator: ", "))) (rate(\(selector)[$__rate_interval]))"
    case .histogram:
      query.expression =
        "histogram_quantile(0.95, sum by (\((["le"] + labels).joined(separator: ", "))) (rate(\(selector)[$__rate_interval])))"
    default: query.expression = "avg by (\(labels.joined(separator: ", "))) (\(selector))"
    }
    query.legend = labels.isEmpty ? owner.name : labels.map { "{{\($0)}}" }.joined(separator: " ")
    panel.queries = [query]
    return panel
  }

  /// A text as a description, which Grafana fills variables into and then renders as Markdown:
  /// <https://github.com/grafana/grafana/blob/main/public/app/features/dashboard/dashgrid/PanelHeader/PanelHeaderCorner.tsx>
  private static func plain(_ text: String) -> String {
    Markdown.opening(Markdown.text(text)).replacing("$", with: "&#36;")
  }

  /// Grafana's id for the metric's unit.
  private static func unit(_ metric: Metric, _ name: String) -> String {
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
