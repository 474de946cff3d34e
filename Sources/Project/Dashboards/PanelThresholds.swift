/// The colours of a panel: its alert's own levels, else the panel's steps.
struct PanelThresholds {
  /// Most urgent first.
  let severities: [SeverityLevel]

  func steps(_ panel: PackPanel, _ alert: Alert?) -> [ResolvedPanel.Threshold] {
    let levels = alert?.levels.compactMap(step).sorted { $0.value ?? 0 < $1.value ?? 0 } ?? []
    guard let alert, !levels.isEmpty else {
      return panel.thresholds.isEmpty ? [.well] : panel.thresholds.map { .init(value: $0.value, color: $0.color) }
    }
    if alert.isAbove { return [.well] + levels }
    // Below the lowest threshold is the worst; each threshold is where the next better colour begins.
    var steps = levels + [.well]
    for index in steps.indices { steps[index].value = index == 0 ? nil : levels[index - 1].value }
    return steps
  }

  /// Nil for a level without a threshold.
  private func step(_ level: Alert.Level) -> ResolvedPanel.Threshold? {
    level.threshold.map { .init(value: $0, color: color(level.severity), severity: level.severity.name) }
  }

  /// The most urgent is red.
  func color(_ severity: SeverityLevel) -> String {
    if severity.pages || severity.name == severities.first?.name { return "red" }
    return severity.name == severities.last?.name && severities.count > 2 ? "blue" : "orange"
  }
}
