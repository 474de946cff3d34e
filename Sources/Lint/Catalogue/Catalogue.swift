import Documents
import Project
import PromQL

/// Every metric that the stack of a spec in reach exposes or records, with its labels, and those that somebody listed.
package final class Catalogue: Sendable {
  package struct Entry: Sendable {
    /// As its owners declare it; nil where they disagree, and for a record.
    package var type: Metric.Kind?
    /// The series that it consists of besides the one of its own name, with each owner that has them.
    package var parts: Set<MetricPart> = []
    package var unit: String?
    /// With those of its targets; nil where they are not all known.
    package var labels: Set<String>?
    /// Every value that a label can have, where that is known.
    package var values: [String: Set<String>] = [:]
    /// Upper bounds of its buckets.
    package var bounds: Set<Decimal> = []
    /// Whether the spec itself declares it, not only a pack.
    package var isDeclared = false
  }

  private let entries: [String: Entry]
  package let records: Set<String>
  package let known: KnownMetrics
  /// Labels that Prometheus adds to what it sends elsewhere, and that no query of its own sees.
  package let externalLabels: Set<String>
  /// Whether what it does not know can be called unknown.
  package let isComplete: Bool

  package init(stack: Stack?, known listed: KnownMetrics) {
    var entries: [String: Entry] = [:]
    var records: Set<String> = []
    var known = listed
    if let stack {
      for name in stack.knownMetrics { known.add(name) }
      let targets = TargetLabels(stack)
      for owner in stack.owners {
        for (name, metric) in owner.metrics {
          let entry = Entry(metric, targets, isDeclared: owner.declaredMetrics[name] != nil)
          entries[name] = entries[name].map { $0.merged(entry, metric) } ?? entry
        }
      }
      // Rules of packs group by a label where it is there, and lose nothing where it is not.
      func mayGroup(_ series: String, by label: String) {
        for name in [series, MetricPart.split(series)?.metric ?? series] { entries[name]?.labels?.insert(label) }
      }
      for pack in stack.packs.values {
        for signal in pack.lackingLabels { if let label = signal.label { mayGroup(signal.metric, by: label) } }
      }
      for owner in stack.owners {
        for signal in owner.notExposed {
          guard let label = signal.label else { continue }
          mayGroup(owner.exposedName(of: signal.metric), by: owner.exposedName(of: label, in: signal.metric))
        }
      }
      for pack in stack.packs.values { records.formUnion(pack.records.map(\.name)) }
      for owner in stack.owners {
        for thing in stack.leftOut(of: owner) where thing.kind == .record { records.remove(thing.name) }
      }
      // What one owner does not have, another may.
      for record in stack.ruleFiles.lazy.flatMap({ $0.groups.lazy.flatMap(\.records) }) { records.insert(record.name) }
      // A Prometheus of somebody's own scrapes more than the stack.
      if stack.provides(.prometheus) {
        entries[PrometheusSeries.up] = Entry(type: .gauge, labels: targets.names, values: targets.values)
      }
    }
    self.entries = entries
    self.records = records
    self.known = known
    externalLabels = stack.map { Set($0.prometheus.externalLabels.keys) } ?? []
    isComplete = stack != nil || !listed.isEmpty
  }

  // MARK: Asking

  /// Whether it says anything of metrics, beyond their names.
  package var describesMetrics: Bool { !entries.isEmpty }

  /// What is known of the metric that a series is, or is a part of.
  package func entry(of series: String) -> Entry? {
    if entries.isEmpty { return nil }
    if let entry = entries[series] { return entry }
    guard let (name, part) = MetricPart.split(series), let entry = entries[name] else { return nil }
    return entry.parts.contains(part) ? entry : nil
  }

  /// Whether a series of this name can exist.
  package func knows(_ series: String) -> Bool {
    entry(of: series) != nil || records.contains(series) || known.contains(series) || PrometheusSeries.contains(series)
      || Self.ofProcesses.contains(series)
  }

  /// What client libraries expose of the process they are in: <https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics>
  private static let ofProcesses: Set<String> = [
    "process_cpu_seconds_total", "process_open_fds", "process_max_fds", "process_virtual_memory_bytes",
    "process_virtual_memory_max_bytes", "process_resident_memory_bytes", "process_heap_bytes",
    "process_start_time_seconds", "process_threads",
  ]

  /// The type of the metric that a series belongs to: `histogram` for `x_bucket`, `x_sum` and `x_count` too.
  ///
  /// What the project says goes before what a public exporter of that name exposes.
  package func type(of series: String) -> MetricType? {
    entry(of: series).map { $0.type?.stored } ?? PublicMetrics.type(of: series)
  }

  /// Whether a series only ever rises: counters, and buckets, sums and counts; nil where its type is not known.
  package func isCounter(_ series: String) -> Bool? {
    guard let type = type(of: series) else { return nil }
    switch type {
    case .counter: return MetricPart.created.metric(of: series) == nil
    case .gauge: return false
    case .histogram, .summary:
      return entries[series] == nil && PublicMetrics.types[series] == nil
        && MetricPart.created.metric(of: series) == nil
    }
  }

  /// The labels that a series can carry, its target's among them; nil where they are not all known.
  package func labels(of series: String) -> Set<String>? {
    guard var labels = entry(of: series)?.labels else { return nil }
    if entries[series] == nil, MetricPart.bucket.metric(of: series) != nil { labels.insert("le") }
    if entries[series]?.type == .summary { labels.insert("quantile") }
    return labels
  }

  package func unit(of series: String) -> String? {
    guard entries[series] != nil || MetricPart.count.metric(of: series) == nil else { return nil }
    return entry(of: series)?.unit
  }

  /// Every name that somebody could mean, for suggestions.
  package var names: [String] {
    entries.flatMap { name, entry in
      [name]
        + (entry.type == .histogram ? [.bucket, .sum, .count] : []).map { (part: MetricPart) in name + part.rawValue }
    } + records + known.listed
  }
}

extension Catalogue.Entry {
  fileprivate init(_ metric: Metric, _ targets: TargetLabels, isDeclared: Bool) {
    self.init(
      type: metric.type, parts: Set(metric.type?.parts ?? []), unit: metric.unit, labels: targets.names,
      values: targets.values)
    for (label, domain) in metric.labels {
      labels?.insert(label)
      values[label] = domain.values.isEmpty ? nil : Set(domain.values)
    }
    bounds = Set(metric.buckets)
    self.isDeclared = isDeclared
  }

  /// What holds for series of either owner.
  fileprivate func merged(_ other: Self, _ metric: Metric) -> Self {
    var result = self
    if result.type != other.type { result.type = nil }
    result.parts.formUnion(other.parts)
    if result.unit != other.unit { result.unit = nil }
    result.labels = labels.flatMap { mine in other.labels.map { mine.union($0) } }
    result.isDeclared = isDeclared || other.isDeclared
    result.bounds.formUnion(other.bounds)
    // A label is open as soon as one of its owners leaves it open.
    for label in Set(values.keys).union(metric.labels.keys) {
      guard let theirs = other.values[label] else {
        if metric.labels[label] != nil { result.values[label] = nil }
        continue
      }
      if let mine = values[label] {
        // Mostly both have what the targets have, in one set, which costs nothing to compare.
        if mine != theirs { result.values[label] = mine.union(theirs) }
      } else if labels?.contains(label) != true {
        result.values[label] = theirs
      }
    }
    return result
  }
}

/// What the scrape configuration attaches to every series.
private struct TargetLabels {
  let names: Set<String>
  let values: [String: Set<String>]

  init(_ stack: Stack) {
    names = ["job", "instance", "service", "component", "team", "probe"]
    var values: [String: Set<String>] = [:]
    for owner in stack.owners {
      for label in owner.targetLabels { values[label.name, default: []].insert(label.value) }
    }
    values["job"] = Set(stack.jobs.map(\.name) + ["probe"])
    self.values = values
  }
}
