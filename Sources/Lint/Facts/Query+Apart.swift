import Documents
import Formats
import PromQL

extension Query {
  /// Whether no series can come of both, as far as their results' labels and values tell.
  ///
  /// - Parameter written: labels that the rules give to what comes out, whatever it had.
  func isTold(apart other: Query, besides written: [String]) -> Bool {
    hasLabels(apartFrom: other, written) || other.hasLabels(apartFrom: self, written) || selects(apartFrom: other)
      || hasValues(apartFrom: other) || isOtherForm(of: other) || isOfResources(apartFrom: other)
      || isOfTargets(apartFrom: other)
  }

  /// Whether it has a label that the other lacks, or has with another value. Who groups by a label has it.
  private func hasLabels(apartFrom other: Query, _ written: [String]) -> Bool {
    (labels.all ?? labels.guaranteed).contains { label in
      guard !written.contains(label) else { return false }
      if other.labels.presence(of: label) == .never { return true }
      guard let mine = labels.value(of: label), let theirs = other.labels.value(of: label) else { return false }
      return mine != theirs
    } || !written.contains("instance") && isOfInstances && other.labels.presence(of: "instance") == .never
  }

  /// Whether its series are those of a target as they were scraped, which all have an instance.
  private var isOfInstances: Bool {
    labels.all == nil && labels.presence(of: "instance") != .never
      && selectors.allSatisfy { $0.metricName.map { !$0.includes(":") } ?? false }
  }

  /// Whether the two read metrics of different programs, whose series have labels of their own, and keep those.
  private func isOfTargets(apartFrom other: Query) -> Bool {
    guard let mine = programs, let theirs = other.programs else { return false }
    return mine.isDisjoint(with: theirs)
  }

  /// The programs whose metrics it reads, by the first two words of their names; nil where that is not known, or does not show.
  var programs: Set<String>? {
    let names = selectors.map(\.metricName)
    guard labels.all == nil, !names.isEmpty, names.allSatisfy({ $0 != nil }) else { return nil }
    return Set(names.compactMap { $0?.split(separator: "_").prefix(2).joined(separator: "_") })
  }

  /// Whether the two are of different kinds of resources of Kubernetes, whose series carry the resource's name in a label of the kind.
  ///
  /// Source: kubernetes/kube-state-metrics, docs/metrics/workload.
  private func isOfResources(apartFrom other: Query) -> Bool {
    guard let mine = resource, let theirs = other.resource, mine != theirs else { return false }
    return labels.presence(of: mine) != .never && other.labels.presence(of: theirs) != .never
  }

  /// `deployment` of `kube_deployment_spec_replicas`.
  private var resource: String? {
    guard let name = selectors.first?.metricName, name.hasPrefix("kube_") else { return nil }
    return name.split(separator: "_").dropFirst().first.map(String.init)
  }

  /// Whether one reads the buckets of histograms and the other the same histograms in their native form, of which targets expose one.
  private func isOtherForm(of other: Query) -> Bool {
    func histograms(_ names: Set<String>) -> Set<String> { Set(names.map { MetricPart.bucket.metric(of: $0) ?? $0 }) }
    let mine = Set(selectors.compactMap(\.metricName)), theirs = Set(other.selectors.compactMap(\.metricName))
    return mine != theirs && !mine.isEmpty && histograms(mine) == histograms(theirs)
  }

  /// Whether the two select by other values of a label that their results keep.
  private func selects(apartFrom other: Query) -> Bool {
    for mine in selectors.flatMap(\.matchers) where mine.name != "__name__" && labels.presence(of: mine.name) != .never
    {
      // Both results have it with one value, whatever was selected.
      if let value = labels.value(of: mine.name), other.labels.value(of: mine.name) == value { continue }
      for theirs in other.selectors.flatMap(\.matchers) where theirs.name == mine.name {
        if mine.excludes(theirs) { return true }
      }
    }
    return false
  }

  /// Whether the same value has to be within bounds that exclude each other.
  private func hasValues(apartFrom other: Query) -> Bool {
    guard let mine = expression?.valueWindows, let theirs = other.expression?.valueWindows else { return false }
    return mine.contains { one in theirs.contains { one.excludes($0) } }
  }
}
