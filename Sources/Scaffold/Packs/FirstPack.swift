import Documents
import Exposition
import Project

/// A small pack that works, to begin with: an alert with its test and a panel, on the metrics of an exposition where there is one.
package struct FirstPack {
  private let name: String
  private let kind: Pack.Kind
  private let families: [(name: String, family: MetricFamily)]
  private let origin: WebAddress?

  /// - Parameters:
  ///   - name: as a spec names it, `job-queue`.
  ///   - kind: `signals` of a service, or `exporter` for what a component is.
  ///   - page: what it exposes, and the address or file that it was read from.
  package init(_ name: String, kind: Pack.Kind, page: (report: ExpositionReport, origin: String)? = nil) {
    self.name = name
    self.kind = kind
    let report = page?.report
    let named = (report?.families ?? []).map { (name: $0.name(in: report!.format), family: $0) }
    let exposed = Dictionary(named.map { ($0.name, $0.family) }) { first, _ in first }
    families = named.filter { name, family in
      Name.isLabel(name) && family.kind != nil && !MetricFamily.runtimePrefixes.contains { name.hasPrefix($0) }
        && !MetricFamily.isCreation(name, where: { exposed[$0] != nil })
    }
    origin = page.flatMap { WebAddress($0.origin) }
  }

  /// Its files, by their path in the pack's folder.
  package var files: [(path: String, text: String)] {
    [("pack.yml", pack), ("rules.yml", rules), ("dashboards.yml", dashboards)].filter { !$0.1.isEmpty }
  }

  // MARK: What it is

  private var title: String { name.split { "-_".contains($0) }.map(\.capitalized).joined(separator: " ") }
  private var prefix: String { name.replacing("-", with: "_") }
  /// In names of alerts.
  private var word: String { title.replacing(" ", with: "") }

  private var pack: String {
    var tree: Tree = ["name": .string(name), "title": .string(title), "kind": .string(kind.rawValue)]
    tree["summary"] = .string("What \(title) shows of itself.")
    if kind == .exporter {
      tree["scrape"] = .commented(
        "Where it is scraped, at the `targets` of its component. With a `workload:`, the stack runs an exporter for it instead.",
        .compact([
          "port": .integer(origin?.port ?? 9000),
          "path": origin.flatMap { ["", "/metrics"].contains($0.path) ? nil : .string($0.path) },
        ]))
    }
    tree["metrics"] = metrics
    let header =
      "\(title), for pharos. `pharos packs test \(name)` tries it; docs/packs.md of pharos tells what else a pack can say."
    return Self.text(tree, header: header)
  }

  private var metrics: Tree {
    guard !families.isEmpty else { return .mapping([.init(example, ["type": "gauge", "help": .string(exampleHelp)])]) }
    return .commented(
      "As the page showed them. `max` is how many values a label had there: is that all that it can have?",
      .mapping(families.map { .init($0.name, catalogued($0.family)) }))
  }

  private func catalogued(_ family: MetricFamily) -> Tree {
    let labels = family.ownLabels.filter { Name.isLabel($0.name) && !Metric.targetLabels.contains($0.name) }
      .map { Tree.Entry($0.name, ["max": .integer(max($0.count, 1))]) }
    return .compact([
      "type": .string(family.kind?.rawValue ?? "unknown"), "unit": family.unit.map { .string($0) },
      "help": .string(
        family.help.map { Remark.plain(SecretText.masked($0)) } ?? "The page has no HELP: what does it say?"),
      "labels": labels.isEmpty ? nil : .mapping(labels), "buckets": family.buckets,
    ])
  }

  // MARK: Its alert

  /// The gauge that the alert is about.
  private var example: String {
    let known = families.filter { $0.family.kind == .gauge && ($0.name == "up" || $0.name.hasSuffix("_up")) }
    // Of something inside, such as a server behind it, each has labels of its own.
    let own = known.first { $0.family.ownLabels.isEmpty }
    return own?.name ?? known.first?.name ?? (kind == .exporter ? "\(prefix)_up" : "\(prefix)_jobs_waiting")
  }
  private var exampleHelp: String { kind == .exporter ? "Whether it works." : "Jobs that wait." }
  private var isExampleThere: Bool { families.isEmpty || families.contains { $0.name == example } }

  private var rules: String {
    guard isExampleThere else { return "" }
    let isUp = example.hasSuffix("up")
    let alert: Tree =
      isUp
      ? [
        "help": .string("\(title) says that it does not work."), "category": "availability", "mutes_symptoms": true,
        "severity": "page", "expr": .string("\(example){$target} == 0"), "for": "2m",
        "summary": "@{name} does not work",
        "description": "{{ $labels.instance }} (@{name}) has said for @{for} that it does not work.",
        "runbook": "target-down", "dashboard": .string(dashboard),
        "test": ["series": [["series": .string(example), "value": "value"]], "fires": 0, "healthy": 1],
      ]
      : [
        "help": "Jobs pile up.", "category": "saturation", "unit": "count", "expr": .string("\(example){$target}"),
        "above": ["ticket": 100], "for": "10m", "summary": "{{ $value }} jobs of @{name} wait",
        "description": "More than @{threshold} jobs of {{ $labels.instance }} (@{name}) have waited for @{for}.",
        "runbook": "performance-issues", "dashboard": .string(dashboard),
        "test": ["series": [["series": .string(example), "value": "value"]]],
      ]
    return Self.text(["alerts": .mapping([.init(alertName, alert)])])
  }

  private var alertName: String { example.hasSuffix("up") ? "\(word)Down" : "\(word)JobsWaiting" }

  // MARK: Its dashboard

  private static let mostPanels = 8
  private var dashboard: String { kind == .exporter ? "infrastructure" : "application" }
  private var owner: String { kind == .exporter ? "component" : "service" }

  private var dashboards: String {
    var panels: [Tree] = []
    if isExampleThere {
      let help = families.first { $0.name == example }?.family.help.map(Remark.plain) ?? exampleHelp
      panels.append(panel(example, help, "\(example){$target}", unit: "short", alert: alertName))
    }
    for (name, family) in families where name != example && panels.count < Self.mostPanels {
      guard let query = query(name, family) else { continue }
      panels.append(panel(name, family.help.map(Remark.plain) ?? name, query, unit: unit(name, family)))
    }
    guard !panels.isEmpty else { return "" }
    return Self.text(
      ["rows": [["dashboard": .string(dashboard), "title": .string(title), "panels": .list(panels)]]])
  }

  /// Grafana's id of the unit that the name tells.
  private func unit(_ name: String, _ family: MetricFamily) -> String {
    if family.kind == .counter { return name.hasSuffix("_bytes_total") ? "Bps" : "cps" }
    let units = ["_bytes": "bytes", "_seconds": "s", "_ratio": "percentunit", "_celsius": "celsius"]
    return units.first { name.hasSuffix($0.key) }?.value ?? "short"
  }

  private func query(_ name: String, _ family: MetricFamily) -> String? {
    switch family.kind {
    case .counter: "sum by (\(owner), instance) (rate(\(name){$target}[$__rate_interval]))"
    case .histogram where family.bounds.count > 1:
      "histogram_quantile(0.95, sum by (\(owner), instance, le) (rate(\(name)_bucket{$target}[$__rate_interval])))"
    case .gauge: "\(name){$target}"
    default: nil
    }
  }

  private func panel(_ title: String, _ description: String, _ query: String, unit: String, alert: String? = nil)
    -> Tree
  {
    .compact([
      "title": .string(title), "description": .string(description), "type": "timeseries",
      "unit": .string(unit), "width": 8,
      "queries": [["expr": .string(query), "legend": .string("{{\(owner)}} {{instance}}")]],
      "alert": alert.map { .string($0) },
    ])
  }

  private static func text(_ tree: Tree, header: String? = nil) -> String {
    String(decoding: YAMLWriter.write(tree, header: header.map(Remark.wrapped), compactFrom: 2), as: UTF8.self)
  }
}
