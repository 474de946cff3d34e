import Documents
import Project
import PromQL

/// Draws a pack's panel: once for all its owners or, where their alert has different thresholds, once for each.
struct PanelBuilder {
  private let panel: PackPanel
  private let pack: Pack
  private let owners: [Owner]
  private let stack: Stack

  init(panel: PackPanel, pack: Pack, owners: [Owner], stack: Stack) {
    self.panel = panel
    self.pack = pack
    self.owners = owners.filter { stack.meets(panel.condition, for: $0) }
    self.stack = stack
  }

  func panels() throws -> [PlacedPanel] {
    guard !owners.isEmpty else { return [] }
    let alerts = panel.alert == nil ? [] : stack.alerts.filter { $0.name == panel.alert && $0.pack == pack.name }
    let differ = Set(alerts.map { $0.levels.map { $0.threshold?.digits ?? "" } }).count > 1
    guard differ else { return [try build(target: target(owners), title: panel.title, alert: alerts.first)] }
    return try owners.map { owner in
      try build(
        target: [matcher(owner)], title: "\(panel.title): \(owner.name)",
        alert: alerts.first { $0.owner?.name == owner.name })
    }
  }

  // MARK: Selecting

  /// Services by the dashboard's variable, components by name.
  private func target(_ owners: [Owner]) -> [LabelMatcher] {
    if pack.kind == .signals { return [LabelMatcher("service", .regexMatch, "$service")] }
    if pack.name == "blackbox" { return [LabelMatcher("job", .equal, "probe")] }
    guard owners.count != 1 else { return [matcher(owners[0])] }
    return [LabelMatcher("component", .regexMatch, owners.map { Selector.quotedMeta($0.name) }.joined(separator: "|"))]
  }

  private func matcher(_ owner: Owner) -> LabelMatcher { LabelMatcher(owner.label.name, .equal, owner.label.value) }

  // MARK: Building

  private func build(target: [LabelMatcher], title: String, alert: Alert?) throws -> PlacedPanel {
    let steps = thresholds(alert)
    var tree: Tree = [
      "type": .string(panel.kind.rawValue),
      "title": .string(title),
      "description": .string(panel.description),
      "datasource": DataSource.variable,
      "targets": .list(try panel.queries.enumerated().map { try query($1, index: $0, target) }),
      "fieldConfig": ["defaults": defaults(steps, hasAlert: alert?.levels.first?.threshold != nil), "overrides": []],
      "options": PanelOptions.options(panel),
    ]
    // Grafana cannot open a path.
    if let alert, WebAddress(alert.runbookURL) != nil { tree["links"] = [PanelLink.make("Runbook", alert.runbookURL)] }
    let isSmall = panel.kind == .stat || panel.kind == .gauge
    return PlacedPanel(tree: tree, width: panel.width, height: panel.height ?? (isSmall ? 4 : 8))
  }

  private func query(_ query: PackPanel.Query, index: Int, _ target: [LabelMatcher]) throws -> Tree {
    let expression = try ExpressionTemplate(query.expression.trimmed()).instantiate { name in
      name == "target" ? .matchers(target) : name.hasPrefix("__") || name == "service" ? .asWritten : nil
    }
    let isInstant = query.isInstant || panel.kind == .table || panel.kind == .piechart || panel.kind == .bargauge
    return .compact([
      "refId": .string(String(UnicodeScalar(UInt8(65 + index % 26)))),
      "datasource": DataSource.variable,
      "editorMode": "code",
      "expr": .string(expression),
      "legendFormat": .string(query.legend ?? "__auto"),
      "format": .string(
        query.format ?? (panel.kind == .table ? "table" : panel.kind == .heatmap ? "heatmap" : "time_series")),
      "instant": .boolean(isInstant),
      "range": .boolean(!isInstant),
      "exemplar": .boolean(!isInstant && stack.tracing != nil && expression.includes("_bucket")),
    ])
  }

  private func defaults(_ steps: [Tree], hasAlert: Bool) -> Tree {
    .compact([
      "unit": .string(panel.unit),
      "min": panel.minimum.map { .number($0.digits) },
      "max": panel.maximum.map { .number($0.digits) },
      "decimals": panel.decimals.map { .integer($0) },
      "color": [
        "mode": .string(panel.kind == .timeseries || panel.kind == .piechart ? "palette-classic" : "thresholds")
      ],
      "mappings": [],
      "thresholds": ["mode": "absolute", "steps": .list(steps)],
      "custom": PanelOptions.custom(panel, drawsThresholds: hasAlert),
    ])
  }

  // MARK: Thresholds

  /// The alert's own levels, else the panel's steps; green is well, red is the most urgent.
  private func thresholds(_ alert: Alert?) -> [Tree] {
    let levels = (alert?.levels ?? []).compactMap { level in
      level.threshold.map { (value: $0, severity: level.severity) }
    }
    guard let alert, !levels.isEmpty else {
      if panel.thresholds.isEmpty { return [Self.step("green", nil)] }
      return panel.thresholds.map { Self.step($0.color, $0.value) }
    }
    let rising = levels.sorted { $0.value < $1.value }
    if alert.isAbove { return [Self.step("green", nil)] + rising.map { Self.step(color($0.severity), $0.value) } }
    // Below the lowest threshold is the worst; each threshold is where the next better colour begins.
    let colors = rising.map { color($0.severity) }
    return zip([nil] + rising.map { Optional($0.value) }, colors + ["green"]).map { Self.step($1, $0) }
  }

  private func color(_ severity: SeverityLevel) -> String {
    if severity.pages || severity.name == stack.severities[0].name { return "red" }
    return severity.name == stack.severities.last?.name && stack.severities.count > 2 ? "blue" : "orange"
  }

  private static func step(_ color: String, _ value: Decimal?) -> Tree {
    ["color": .string(color), "value": value.map { .number($0.digits) } ?? .null]
  }
}
