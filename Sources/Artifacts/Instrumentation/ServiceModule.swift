import Documents
import Project

/// The Python module of one service: its metrics, and `setup`, by which an application exposes them.
struct ServiceModule {
  let owner: Owner
  let reserved: ReservedValues
  let stack: Stack

  static func name(_ owner: Owner) -> String { PythonName.part(owner.name) + "_metrics" }

  var text: String {
    let metrics = metrics
    let modules = ["health", "http", "logs", "registry"] + optionalModules
    var lines = [
      "# \(Header.owned(stack))",
      "\"\"\"Metrics of the service \(owner.name), and `setup`, by which an application exposes them.\"\"\"", "",
      "from __future__ import annotations", "",
    ]
    if has("rum") { lines.append("from collections.abc import Collection, Sequence") }
    lines += ["from typing import TYPE_CHECKING", ""]
    lines += modules.sorted().map { "from . import \($0) as _\($0)" }
    let functions = functions(metrics)
    if !functions.isEmpty { lines.append("from .metrics import \(functions.joined(separator: ", "))") }
    lines += ["", "if TYPE_CHECKING:", "    from fastapi import FastAPI", ""]
    lines += ["# The metrics of each scrape.", "SCRAPES = {"]
    lines += owner.scrapes.map { name, _ in "    \(JSONWriter.quoted(name)): _registry.Registry()," } + ["}", ""]
    lines += [
      "# What scrapes and health checks ask for: it is neither counted nor traced.",
      "UNCOUNTED_PATHS = \(Self.list(owner.machinePaths))",
    ]
    for (name, metric) in metrics { lines += ["", declaration(name, metric)] }
    lines += integrations(metrics)
    return lines.joined(separator: "\n") + "\n\n\n" + SetupFunction(module: self, metrics: metrics).text
  }

  private var metrics: OrderedMap<Metric> {
    owner.metrics.filter { name, _ in MetricsTable.isOfApplication(name) && !named.contains(name) }
  }

  /// What a library exposes already, by the spec's `names`.
  private var named: Set<String> { Set(owner.exposedByLibraries) }

  func has(_ pack: String) -> Bool { owner.packs.contains(pack) }

  private var optionalModules: [String] {
    ["rum": "rum", "ai": "models", "agents": "agents"].filter { has($0.key) }.values.sorted()
      + (hasStandIns ? ["unexposed"] : [])
  }

  /// Whether something stands in for a metric, or for a label of one, that an integration counts and the service does not expose.
  var hasStandIns: Bool {
    let missing = owner.notExposed.map(\.metric) + owner.namedMetrics
    return missing.contains { metric in
      PythonIntegrations.counted.contains { has($0.pack) && $0.metrics.contains(metric) }
    }
  }

  /// What an integration is given as a metric.
  func given(_ metric: String) -> String {
    guard !owner.notExposed.contains(Signal(metric)), owner.names?.names(metric) != true else {
      return "_unexposed.METRIC"
    }
    let labels = owner.notExposed.filter { $0.metric == metric }.compactMap(\.label)
    guard !labels.isEmpty else { return PythonName.of(metric) }
    return "_unexposed.without(\(([PythonName.of(metric)] + labels.map(JSONWriter.quoted)).joined(separator: ", ")))"
  }

  private func functions(_ metrics: OrderedMap<Metric>) -> [String] {
    let domains = metrics.values.flatMap { $0.labels.values.map { $0.values.isEmpty ? "at_most" : "closed" } }
    return (metrics.values.map { function($0) } + domains).uniqued().sorted()
  }

  private func function(_ metric: Metric) -> String {
    switch metric.type {
    case .counter: "counter"
    case .histogram: "histogram"
    case .summary: "summary"
    case .info: "info"
    default: "gauge"
    }
  }

  private func declaration(_ name: String, _ metric: Metric) -> String {
    let scrape = metric.scrape ?? owner.mainScrape
    var arguments = [
      JSONWriter.quoted(name), JSONWriter.quoted(metric.help ?? name), "SCRAPES[\(JSONWriter.quoted(scrape))]",
    ]
    if !metric.labels.isEmpty || metric.type == .info {
      let labels = metric.labels.map { label, domain in
        "\(JSONWriter.quoted(label)): \(self.domain(domain, label, name))"
      }
      arguments.append("{\(labels.joined(separator: ", "))}")
    }
    if metric.type == .histogram {
      arguments.append("buckets=\(Self.tuple(metric.buckets.map(\.digits)))")
    }
    if function(metric) == "gauge", let workers = metric.workers, workers != .latest {
      arguments.append("workers=\(JSONWriter.quoted(workers.rawValue))")
    }
    return "\(PythonName.of(name)) = \(function(metric))(\n    \(arguments.joined(separator: ",\n    ")),\n)"
  }

  private func domain(_ domain: LabelDomain, _ label: String, _ metric: String) -> String {
    if !domain.values.isEmpty { return "closed(\(domain.values.map(JSONWriter.quoted).joined(separator: ", ")))" }
    let kept = reserved.values(of: label, in: metric, of: owner)
    return "at_most(\(domain.size)\(kept.isEmpty ? "" : ", \(Self.list(kept))"))"
  }

  /// What wraps clients of models and watches agents, each with the metrics of its pack.
  private func integrations(_ metrics: OrderedMap<Metric>) -> [String] {
    var lines: [String] = []
    if has("ai") { lines += ["", call("models = _models.Models", of: "model_", metrics)] }
    if has("agents") { lines += ["", call("agents = _agents.Agents", of: "agent_", metrics)] }
    return lines
  }

  /// A call with each metric of a pack by the rest of its name.
  private func call(_ function: String, of prefix: String, _ metrics: OrderedMap<Metric>) -> String {
    let names =
      metrics.keys + (owner.notExposed.filter { $0.label == nil }.map(\.metric) + owner.namedMetrics).uniqued()
    let arguments = names.filter { $0.hasPrefix(prefix) && PythonIntegrations.used.contains($0) }.map {
      "    \($0.dropFirst(prefix.count))=\(given($0)),"
    }
    return "\(function)(\n\(arguments.joined(separator: "\n"))\n)"
  }

  static func list(_ values: [String]) -> String { "[\(values.map(JSONWriter.quoted).joined(separator: ", "))]" }

  static func tuple(_ values: [String]) -> String {
    "(\(values.joined(separator: ", "))\(values.count == 1 ? "," : ""))"
  }
}
