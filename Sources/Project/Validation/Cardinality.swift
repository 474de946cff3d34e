import Documents
import PromQL

/// How many series there are, shown as arithmetic.
package final class Cardinality {
  /// Groups with recording rules, by the owner whose series they are made of; under an empty name those of nobody's.
  private let groups: [String: [RuleGroup]]
  private let jobs: [String: Int]
  /// The owner that was asked for last, with what is recorded of it by name, and what is known of that. One after the other is asked for,
  /// and there may be thousands.
  private var current: (owner: String, records: [String: [RecordingRule]], known: [String: Carried]) = ("", [:], [:])
  private let ofNobody: [String: [RecordingRule]]

  package convenience init(_ stack: Stack) { self.init(stack.ruleFiles, jobs: stack.jobs) }

  init(_ ruleFiles: [RuleFile], jobs: [ScrapeJob]) {
    var groups: [String: [RuleGroup]] = [:]
    for group in ruleFiles.lazy.flatMap(\.groups) {
      if let first = group.records.first { groups[first.owner ?? "", default: []].append(group) }
    }
    self.groups = groups
    ofNobody = Self.byName(groups[""] ?? [])
    self.jobs = jobs.reduce(into: [:]) { $0[$1.owner.name, default: 0] += 1 }
  }

  // MARK: One metric

  /// Series of one metric of one owner, histograms and summaries with their parts.
  package func series(of name: String, _ metric: Metric, _ owner: Owner) -> Int {
    let shape = shape(of: name, metric, owner)
    return shape.metric.seriesPerTarget * shape.factor.count
  }

  /// `api × http_requests_total: method 7 × endpoint 40 × status 12 × targets 2 = 6720 series`.
  package func arithmetic(_ name: String, _ metric: Metric, of owner: Owner) -> String {
    let (metric, multiplier) = shape(of: name, metric, owner)
    var factors = metric.labels.map { "\($0) \($1.size.grouped)" }
    switch metric.type {
    case .histogram: factors.append("buckets and sums \(metric.bucketCount + 2)")
    case .summary: factors.append("quantiles and sums \(metric.quantiles.count + 2)")
    default: break
    }
    factors.append("\(multiplier.name) \(multiplier.count)")
    return
      "\(owner.name) × \(name): \(factors.joined(separator: " × ")) = \((metric.seriesPerTarget * multiplier.count).grouped) series"
  }

  /// A metric with the labels that its series have, and what there is one for each of.
  ///
  /// A recorded series has what its expression leaves: what is summed up is there once for the owner, however many targets there are.
  private func shape(of name: String, _ metric: Metric, _ owner: Owner) -> (
    metric: Metric, factor: (name: String, count: Int)
  ) {
    let scraped = (name: "targets", count: owner.replicas)
    guard !rules(name, owner).isEmpty else { return (metric, scraped) }
    let carried = carried(by: name, of: owner)
    var metric = metric
    metric.labels = metric.labels.filter { name, _ in carried.has(name) }
    if carried.has("instance") { return (metric, scraped) }
    return (metric, carried.has("job") ? ("jobs", max(jobs[owner.name] ?? 1, 1)) : ("recorded", 1))
  }

  private static func byName(_ groups: [RuleGroup]) -> [String: [RecordingRule]] {
    Dictionary(grouping: groups.lazy.flatMap(\.records), by: \.name)
  }

  /// What records a series: rules about the owner, or about none.
  private func rules(_ name: String, _ owner: Owner) -> [RecordingRule] {
    if current.owner != owner.name { current = (owner.name, Self.byName(groups[owner.name] ?? []), [:]) }
    return current.records[name] ?? ofNobody[name] ?? []
  }

  /// The labels that a recorded series can carry. What reads records has what these carry in turn.
  private func carried(by name: String, of owner: Owner) -> Carried {
    let rules = rules(name, owner)
    if let known = current.known[name] { return known }
    // What is made of itself may carry anything.
    current.known[name] = Carried(flows: [.anything], added: [])
    var flows: [LabelFlow] = []
    var added: Set<String> = []
    for rule in rules {
      let flow = rule.expression?.tree.labels { selector in
        guard let read = selector.metricName, !self.rules(read, owner).isEmpty else { return nil }
        return self.carried(by: read, of: owner).all
      }
      flows.append(flow ?? .anything)
      added.formUnion(rule.labels.keys)
    }
    let result = Carried(flows: flows, added: added)
    current.known[name] = result
    return result
  }

  private struct Carried {
    private let flows: [LabelFlow]
    /// By the rules themselves.
    private let added: Set<String>
    /// Nil for any. Thousands of rules may read what thousands of others record.
    let all: Set<String>?

    init(flows: [LabelFlow], added: Set<String>) {
      (self.flows, self.added) = (flows, added)
      all = flows.reduce(added) { labels, flow in flow.all.flatMap { labels?.union($0) } }
    }

    func has(_ label: String) -> Bool {
      added.contains(label) || flows.contains { $0.presence(of: label) != .never }
    }
  }

  // MARK: All of them

  /// Series of these, by the bounds of their catalogues. What is optional does not count.
  package func total(of owners: [Owner]) -> Int { owners.reduce(0) { $0 + total($1) } }

  private func total(_ owner: Owner) -> Int {
    owner.metrics.reduce(0) { $0 + ($1.value.isOptional ? 0 : series(of: $1.key, $1.value, owner)) }
  }

  /// The total by owner, those with the most first: `api 40,000 + db 1,200 + 3 others 900`.
  func sum(of owners: [Owner]) -> String {
    let parts = owners.map { (name: $0.name, series: total($0)) }.filter { $0.series > 0 }
      .sorted { ($1.series, $0.name) < ($0.series, $1.name) }
    let shown = parts.prefix(4).map { "\($0.name) \($0.series.grouped)" }
    let others = parts.dropFirst(4)
    let rest = others.isEmpty ? [] : ["\(others.count) others \(others.reduce(0) { $0 + $1.series }.grouped)"]
    return (shown + rest).joined(separator: " + ")
  }
}
