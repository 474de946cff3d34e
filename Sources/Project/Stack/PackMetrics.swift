import Documents

/// The metrics of packs together. Thousands of owners have the same few lists of packs, and share what comes of them.
struct PackMetrics {
  private let packs: [String: Pack]
  private var known: [Key: OrderedMap<Metric>] = [:]

  private struct Key: Hashable {
    var packs: [String]
    var notExposed: [Signal]
    var names: [NameSource] = []
  }

  init(_ packs: [String: Pack]) { self.packs = packs }

  /// Of a metric that several packs have, the first one's counts.
  ///
  /// - Parameters:
  ///   - signals: what of them is not exposed.
  ///   - called: what the others are called where they are exposed, as it is written and as it is meant.
  mutating func metrics(
    of names: [String], without signals: [Signal] = [], called: (written: [NameSource], names: ServiceNames)? = nil
  ) -> OrderedMap<Metric> {
    let key = Key(packs: names, notExposed: signals, names: called?.written ?? [])
    if let metrics = known[key] { return metrics }
    var metrics: OrderedMap<Metric> = [:]
    for pack in names.compactMap({ packs[$0] }) {
      for (name, metric) in pack.metrics where metrics[name] == nil { metrics[name] = metric }
    }
    metrics = Lacks(signals).removed(from: metrics)
    if let called { metrics = called.names.metrics(metrics) }
    known[key] = metrics
    return metrics
  }
}

extension OrderedMap<Metric> {
  /// These metrics as an owner refines and adds to them.
  func refined(by own: OrderedMap<Metric>) -> OrderedMap<Metric> {
    if own.isEmpty { return self }
    let added = own.filter { name, _ in self[name] == nil }
    var entries: [(key: String, value: Metric)] = []
    // An owner keeps no more than its metrics take.
    entries.reserveCapacity(count + added.count)
    for (name, metric) in self { entries.append((name, own[name].map(metric.refined) ?? metric)) }
    for (name, metric) in added { entries.append((name, metric)) }
    return OrderedMap(unique: entries)
  }
}
