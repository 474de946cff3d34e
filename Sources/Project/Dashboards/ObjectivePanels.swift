import Documents
import PromQL

/// What burn-rate alerts compare: the share of bad events over each of their long windows, with a line where each window fires.
///
/// Objectives with the same lines share a panel, on which the services are chosen.
struct ObjectivePanels {
  let stack: Stack
  let alerts: [Alert]

  func panels() -> [ResolvedPanel] {
    var groups: OrderedMap<ResolvedObjective> = [:]
    for objective in stack.objectives {
      let pairs = BurnRate.pairs(of: objective.objective)
      guard !pairs.isEmpty else { continue }
      let key = ([objective.objective.target.digits] + pairs.map { "\($0.long)" }).joined(separator: " ")
      if groups[key] == nil { groups[key] = objective }
    }
    return groups.values.map { panel($0.objective) }
  }

  private func panel(_ objective: Objective) -> ResolvedPanel {
    let pairs = BurnRate.pairs(of: objective)
    let colors = PanelThresholds(severities: stack.severities)
    let lines = pairs.map { pair in
      let severity = stack.severities[pair.rank.index(in: stack.severities)]
      return ResolvedPanel.Threshold(
        value: pair.threshold(objective), color: colors.color(severity), severity: severity.name)
    }
    return ResolvedPanel(
      position: GridPosition(width: 24, height: 8),
      title: "Bad events where \(Ratio.percentage(objective.target)) are to be good",
      description: .text(
        "Share of bad events over each window of the alert, which fires where a window stays above its own line and the last minutes do as well. "
          + "The lines are, from above, those of \(pairs.map { "\($0.long)" }.joined(separator: ", "))."),
      kind: .chart(.timeseries),
      queries: pairs.map { pair in
        .init(
          expression: .promQL(ratio(over: pair.long, of: objective)),
          legend: "{{service}} {{objective}} over \(pair.long)", format: .timeSeries, isInstant: false)
      },
      unit: "percentunit", minimum: 0,
      thresholds: [.well] + lines.sorted { $0.value ?? 0 < $1.value ?? 0 }, drawsThresholds: true,
      links: .runbooks(of: alerts))
  }

  /// Of the chosen services' objectives with this target.
  private func ratio(over window: PrometheusDuration, of objective: Objective) -> WrittenExpr {
    let chosen = [LabelMatcher("service", .regexMatch, "$service")]
    let sameTarget = WrittenExpr.selector("objective:target:ratio", chosen).compared(.equal, to: objective.target)
    return .selector("objective:error_ratio:rate\(window)", chosen).joined(.and, sameTarget, .ownLine)
  }
}
