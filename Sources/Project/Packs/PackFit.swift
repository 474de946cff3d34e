import Documents
import PromQL

/// A pack for what there is of its metrics: without what a version of its software other than the pinned one lacks, or without what an owner
/// does not expose.
///
/// Rules and panels are held against what they ask for: a metric, a label in a matcher, or a record. What says `since:` or `until:` itself
/// is held against the version too.
package struct PackFit: Sendable {
  /// Something of the pack that is not there.
  package struct LeftOut: Sendable {
    package enum Kind: String, CaseIterable, Sendable { case argument, variable, record, alert, panel }

    package var kind: Kind
    package var name: String
    package var lack: Lack
  }

  package private(set) var pack: Pack
  package private(set) var leftOut: [LeftOut] = []
  /// What remains of each panel, by its row and its place there in the pack that this was made of.
  private(set) var panels: [[PackPanel?]] = []
  private let version: SoftwareVersion?
  private var lacks: Lacks
  /// The metrics as they were.
  private let known: OrderedMap<Metric>

  /// The pack for a version, with its image.
  init(_ pack: Pack, _ version: SoftwareVersion) {
    self.init(pack, version: version, lacks: Lacks())
    self.pack.version = version
    fitWorkload()
    for (name, metric) in known {
      lacks[name] = lack(metric.since, metric.until)
      for (label, domain) in metric.labels { if let lack = lack(domain.since, nil) { lacks[name, label] = lack } }
    }
    fit()
  }

  /// The pack for an owner that does not expose all of its metrics.
  package init(_ pack: Pack, lacking signals: [Signal]) {
    self.init(pack, version: nil, lacks: Lacks(signals))
    fit()
  }

  private init(_ pack: Pack, version: SoftwareVersion?, lacks: Lacks) {
    self.pack = pack
    self.version = version
    self.lacks = lacks
    known = pack.metrics
  }

  private mutating func fit() {
    pack.metrics = lacks.removed(from: known)
    fitRules()
    fitPanels()
    for thing in leftOut where thing.kind == .alert { pack.leftOut[thing.name] = thing.lack }
    pack.lackingLabels = lacks.lackingLabels
  }

  // MARK: What runs

  private mutating func fitWorkload() {
    guard let version, var workload = pack.workload else { return }
    workload.tag = workload.tag(of: version)
    workload.arguments = keep(
      workload.arguments.map { ($0, $0.value, lack($0.since, $0.until)) }, .argument)
    let variables = Set(keep(workload.environment.map { ($0, $0, lack($1.since, $1.until)) }, .variable))
    workload.environment = workload.environment.filter { name, _ in variables.contains(name) }
    pack.workload = workload
  }

  // MARK: What is known

  private mutating func fitRules() {
    // A record may read another that comes before it.
    for record in pack.records {
      if let lack = lack(record.since, nil) ?? lack([record.expression]) { lacks[record.name] = lack }
    }
    pack.records = keep(pack.records.map { ($0, $0.name, lacks[$0.name]) }, .record)
    let alerts = pack.alerts.map { name, alert in
      (
        name, name,
        lack(alert.since, nil)
          ?? lack(alert.language == .promQL ? [alert.expression, alert.guardExpression ?? ""] : [])
      )
    }
    let kept = Set(keep(alerts, .alert))
    pack.alerts = pack.alerts.filter { name, _ in kept.contains(name) }
    if lacks.hasLabels { pack.alerts = pack.alerts.mapValues(readable) }
  }

  /// The alert with words in the place of labels that its metrics lack: they would be nothing in its texts.
  private func readable(_ alert: PackAlert) -> PackAlert {
    let names = ExpressionTemplate(alert.expression.trimmed()).validated().expression?.metricNames.map(\.name) ?? []
    let metrics = names.map { known[$0] == nil ? MetricPart.split($0)?.metric ?? $0 : $0 }
    var alert = alert
    for label in metrics.uniqued().flatMap(lacks.labels) {
      let words = "the " + label.replacing("_", with: " ")
      alert.summary = alert.summary.replacing("{{ $labels.\(label) }}", with: words)
      alert.description = alert.description.replacing("{{ $labels.\(label) }}", with: words)
    }
    return alert
  }

  private mutating func fitPanels() {
    var rows = pack.rows.map { row in row.panels.map { panel in fitted(panel) } }
    // What shows nothing but constants of the spec has nothing left to compare with.
    if version == nil, !rows.joined().contains(where: { $0.lack == nil && asksOwner($0.panel) }) {
      let lack = rows.joined().lazy.compactMap(\.lack).first
      rows = rows.map { row in row.map { ($0.panel, $0.lack ?? lack) } }
    }
    for (index, panels) in rows.enumerated() {
      let kept = keep(panels.map { ($0.panel, $0.panel.title, $0.lack) }, .panel)
      self.panels.append(panels.map { $0.lack == nil ? $0.panel : nil })
      pack.rows[index].panels = kept
    }
    pack.rows.removeAll(where: \.panels.isEmpty)
  }

  /// Whether a panel shows what a target exposes, or what the pack records of that.
  private func asksOwner(_ panel: PackPanel) -> Bool {
    panel.queries.contains { query in
      query.language != .promQL
        || ExpressionTemplate(query.expression.trimmed()).validated().expression?.metricNames.contains { metric in
          !metric.name.includes(":") || pack.records.contains { $0.name == metric.name }
        } == true
    }
  }

  /// A panel with the queries that have an answer, and why it is left out where none has one.
  private func fitted(_ panel: PackPanel) -> (panel: PackPanel, lack: Lack?) {
    var panel = panel
    // An alert that is left out draws no thresholds and has no runbook.
    if let alert = panel.alert, pack.alerts[alert] == nil { panel.alert = nil }
    panel.shows.removeAll { pack.alerts[$0] == nil }
    let lacks = panel.queries.map { $0.language == .promQL ? lack([$0.expression]) : nil }
    // A version has all queries of a panel or none of them, as in the stacks that exist.
    if lacks.contains(nil), version == nil || lacks.allSatisfy({ $0 == nil }) {
      panel.queries = zip(panel.queries, lacks).filter { $0.1 == nil }.map(\.0)
      return (panel, lack(panel.since, nil))
    }
    return (panel, lack(panel.since, nil) ?? lacks.lazy.compactMap { $0 }.first)
  }

  /// Those that lack nothing.
  private mutating func keep<Element>(
    _ elements: [(element: Element, name: String, lack: Lack?)], _ kind: LeftOut.Kind
  ) -> [Element] {
    for (_, name, lack) in elements { if let lack { leftOut.append(LeftOut(kind: kind, name: name, lack: lack)) } }
    return elements.filter { $0.lack == nil }.map(\.element)
  }

  // MARK: What is lacking

  private func lack(_ since: SoftwareVersion?, _ until: SoftwareVersion?) -> Lack? {
    guard let version else { return nil }
    if let since, version < since { return .since(since) }
    if let until, until < version { return .until(until) }
    return nil
  }

  /// Why some of these expressions have no answer.
  private func lack(_ expressions: [String]) -> Lack? {
    expressions.lazy.compactMap { text in
      ExpressionTemplate(text.trimmed()).validated().expression.flatMap { $0.lack(lack(of:)) }
    }.first
  }

  /// Why a selector selects nothing of what the pack knows.
  func lack(of selector: VectorSelector) -> Lack? { lacks.lack(of: selector) { known[$0] != nil } }
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
