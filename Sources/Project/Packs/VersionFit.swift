import Documents
import PromQL

/// A pack for a version of its software other than the pinned one: without what that version lacks, and with its image.
///
/// What says `since:` or `until:` itself is held against the version. Rules and panels are held against what they ask for as well: a metric,
/// a label in a matcher, or a record that the version does not give.
struct VersionFit {
  /// Something of the pack that is not in the version.
  struct LeftOut: Sendable {
    enum Kind: String, CaseIterable, Sendable { case argument, variable, record, alert, panel }

    var kind: Kind
    var name: String
    /// The first version that has it, or the last one.
    var bound: VersionBound
  }

  let version: SoftwareVersion
  private(set) var pack: Pack
  private(set) var leftOut: [LeftOut] = []
  /// Metrics and records that the version does not give.
  private var missing: [String: VersionBound] = [:]
  /// The same of labels, by metric.
  private var labels: [String: [String: SoftwareVersion]] = [:]

  init(_ pack: Pack, _ version: SoftwareVersion) {
    self.pack = pack
    self.version = version
    self.pack.version = version
    workload()
    metrics()
    rules()
    panels()
    self.pack.leftOut = Set(leftOut.filter { $0.kind == .alert }.map(\.name))
  }

  // MARK: What runs

  private mutating func workload() {
    guard var workload = pack.workload else { return }
    workload.tag = workload.tag(of: version)
    workload.arguments = keep(
      workload.arguments.map { ($0, $0.value, bound($0.since, $0.until)) }, .argument)
    let variables = Set(keep(workload.environment.map { ($0, $0, bound($1.since, $1.until)) }, .variable))
    workload.environment = workload.environment.filter { name, _ in variables.contains(name) }
    pack.workload = workload
  }

  // MARK: What is known

  private mutating func metrics() {
    for (name, metric) in pack.metrics {
      if let bound = bound(metric.since, metric.until) {
        missing[name] = bound
        continue
      }
      for (label, domain) in metric.labels {
        if let since = domain.since, version < since { labels[name, default: [:]][label] = since }
      }
    }
    pack.metrics = pack.metrics.filter { name, _ in missing[name] == nil }.mapValues { metric in
      var metric = metric
      metric.labels = metric.labels.filter { $1.since.map { $0 <= version } ?? true }
      return metric
    }
  }

  private mutating func rules() {
    // A record may read another that comes before it.
    for record in pack.records {
      if let bound = bound(record.since, nil) ?? lack([record.expression]) { missing[record.name] = bound }
    }
    pack.records = keep(pack.records.map { ($0, $0.name, missing[$0.name]) }, .record)
    let alerts = pack.alerts.map { name, alert in
      (
        name, name,
        bound(alert.since, nil)
          ?? lack(alert.language == .promQL ? [alert.expression, alert.guardExpression ?? ""] : [])
      )
    }
    let kept = Set(keep(alerts, .alert))
    pack.alerts = pack.alerts.filter { name, _ in kept.contains(name) }
  }

  private mutating func panels() {
    for index in pack.rows.indices {
      let panels = pack.rows[index].panels.map { panel in
        var panel = panel
        // An alert that is left out draws no thresholds and has no runbook.
        if let alert = panel.alert, pack.alerts[alert] == nil { panel.alert = nil }
        return (
          panel, panel.title,
          bound(panel.since, nil) ?? lack(panel.queries.filter { $0.language == .promQL }.map(\.expression))
        )
      }
      pack.rows[index].panels = keep(panels, .panel)
    }
    pack.rows.removeAll(where: \.panels.isEmpty)
  }

  /// Those that the version has.
  private mutating func keep<Element>(
    _ elements: [(element: Element, name: String, lack: VersionBound?)], _ kind: LeftOut.Kind
  ) -> [Element] {
    for (_, name, lack) in elements { if let lack { leftOut.append(LeftOut(kind: kind, name: name, bound: lack)) } }
    return elements.filter { $0.lack == nil }.map(\.element)
  }

  // MARK: What is lacking

  private func bound(_ since: SoftwareVersion?, _ until: SoftwareVersion?) -> VersionBound? {
    if let since, version < since { return .since(since) }
    if let until, until < version { return .until(until) }
    return nil
  }

  /// Why the version has no answer to some of these expressions.
  private func lack(_ expressions: [String]) -> VersionBound? {
    expressions.lazy.compactMap { text in
      ExpressionTemplate(text.trimmed()).validated().expression.flatMap(lack)
    }.first
  }

  private func lack(_ expression: Expr) -> VersionBound? {
    if case .selector(let selector) = expression { return lack(selector) }
    if case .rangeSelector(let range) = expression { return lack(range.selector) }
    let lacks = expression.children.map(lack)
    // Of two that stand for each other one is enough.
    if case .binary(let node) = expression, node.op == .or, lacks.contains(where: { $0 == nil }) { return nil }
    return lacks.lazy.compactMap { $0 }.first
  }

  private func lack(_ selector: VectorSelector) -> VersionBound? {
    guard let name = selector.metricName else { return nil }
    let metric = pack.metrics[name] != nil || missing[name] != nil ? name : MetricPart.split(name)?.metric ?? name
    if let bound = missing[metric] { return bound }
    return selector.matchers.lazy.compactMap { matcher in
      matcher.matchesEmpty ? nil : labels[metric]?[matcher.name].map { .since($0) }
    }.first
  }
}

/// Which versions have something.
enum VersionBound: Sendable, Equatable {
  case since(SoftwareVersion), until(SoftwareVersion)

  /// For people: `since 0.27.0`.
  var text: String {
    switch self {
    case .since(let version): "since \(version)"
    case .until(let version): "until \(version)"
    }
  }
}

extension PackWorkload {
  /// The pinned tag with other numbers: images of one software are tagged alike.
  fileprivate func tag(of version: SoftwareVersion) -> String {
    let prefix = tag.hasPrefix("v") ? "v" : ""
    let numbers = tag.dropFirst(prefix.count).prefix { $0.isNumber || $0 == "." }
    let suffix = tag.dropFirst(prefix.count + numbers.count)
    return prefix + version.release(parts: numbers.split(separator: ".").count) + suffix
  }
}
