import Documents
import Project
import Regeneration

/// `instrumentation/metrics.md`: what each service is to expose, for those that no code is generated for.
enum MetricsTable {
  @Sendable static func generate(_ stack: Stack) -> [Artifact] {
    stack.services.isEmpty ? [] : [.text("instrumentation/metrics.md", text(stack))]
  }

  private static func text(_ stack: Stack) -> String {
    """
    <!-- \(Header.owned(stack)) -->

    # Metrics of the services

    What each service is to expose, whatever its language. Rules, dashboards and objectives ask for these names and labels; of a running service
    `pharos metrics check --spec` says what differs. A label whose values are listed takes no others, and one with a number at most as many.

    OpenTelemetry gives the same names where instruments are called as below and have the unit that stands beside: its exporter to Prometheus adds the
    unit and `_total` ([how](https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/)). Attributes are called as the
    labels. Switch labels of the scope, `otel_scope_name` and its kind, off, or they are on every series.

    \(stack.services.map(section).joined(separator: "\n"))
    """
  }

  private static func section(_ owner: Owner) -> String {
    let metrics = owner.metrics.filter { name, _ in isOfApplication(name) }
    guard !metrics.isEmpty else { return "## \(owner.name)\n\nNo pack or spec declares a metric of it.\n" }
    let rows = metrics.map { name, metric in
      let instrument = OpenTelemetryInstrument(name, metric)
      return [
        Markdown.code(name), metric.type?.rawValue ?? "gauge", labels(metric), endpoint(metric, owner),
        Markdown.text(metric.help ?? "") + (metric.isOptional ? " \(Markdown.text(metric.note ?? "Optional."))" : ""),
        instrument.map { "\($0.kind) \(Markdown.code($0.name))" } ?? "", instrument?.unit.map(Markdown.code) ?? "",
      ]
    }
    return "## \(owner.name)\n\n"
      + Markdown.table(["metric", "type", "labels", "at", "what it is", "instrument", "unit"], rows)
      + views(metrics)
  }

  /// Records are Prometheus', and overflows are counted by the generated code.
  static func isOfApplication(_ metric: String) -> Bool {
    !metric.contains(":") && metric != "instrumentation_label_overflows_total"
  }

  private static func labels(_ metric: Metric) -> String {
    metric.labels.map { label, domain in
      let values = domain.values.isEmpty ? "at most \(domain.size)" : domain.values.joined(separator: ", ")
      return "\(Markdown.code(label)): \(Markdown.text(values))"
    }.joined(separator: "; ")
  }

  private static func endpoint(_ metric: Metric, _ owner: Owner) -> String {
    owner.scrapes[metric.scrape ?? owner.mainScrape].map { Markdown.code($0.path) } ?? ""
  }

  /// Without views every histogram has the buckets of OpenTelemetry, which are of milliseconds.
  private static func views(_ metrics: OrderedMap<Metric>) -> String {
    let views = metrics.compactMap { name, metric -> String? in
      guard metric.type == .histogram, let instrument = OpenTelemetryInstrument(name, metric) else { return nil }
      return """
            - selector: { instrument_name: \(instrument.name) }
              stream: { aggregation: { explicit_bucket_histogram: { boundaries: [\(metric.buckets.map(\.digits).joined(separator: ", "))] } } }
        """
    }
    guard !views.isEmpty else { return "" }
    return """

      Buckets, for [OpenTelemetry's configuration](https://opentelemetry.io/docs/languages/sdk-configuration/declarative-configuration/); in code they are
      views as well:

      ```yaml
      meter_provider:
        views:
      \(views.joined(separator: "\n"))
      ```

      """
  }
}

/// The instrument of OpenTelemetry that an exporter to Prometheus makes a metric of.
/// <https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#otlp-metric-points-to-prometheus>
struct OpenTelemetryInstrument {
  let kind: String
  let name: String
  /// As UCUM spells it.
  let unit: String?

  /// Nil for what OpenTelemetry has no instrument for.
  init?(_ metric: String, _ definition: Metric) {
    let kind: String
    switch definition.type {
    case .summary, .stateset: return nil
    case .counter: kind = "Counter"
    case .histogram: kind = "Histogram"
    default: kind = definition.workers == .sum ? "UpDownCounter" : "Gauge"
    }
    self.kind = kind
    var rest = metric[...]
    if kind == "Counter", rest.hasSuffix("_total") { rest = rest.dropLast("_total".count) }
    let suffix = Self.units.first { rest.hasSuffix("_\($0.name)") }
    if let suffix { rest = rest.dropLast(suffix.name.count + 1) }
    name = String(rest)
    unit = suffix?.unit
  }

  /// Of `1` some exporters make `ratio`, and Python's does not: a name that ends so has no unit.
  private static let units: [(name: String, unit: String)] = [
    ("seconds", "s"), ("bytes", "By"), ("celsius", "Cel"), ("meters", "m"), ("volts", "V"), ("amperes", "A"),
    ("joules", "J"), ("watts", "W"), ("grams", "g"),
  ]
}
