import Documents
import Formats

/// The rules that look at dashboards and provisioning, and what they are asked about.
struct GrafanaChecks {
  private var dashboards: [Walker.Asked<@Sendable (Dashboard, inout Reporter) -> Void>] = []
  private var variables: [Walker.Asked<@Sendable (DashboardVariable, Dashboard, inout Reporter) -> Void>] = []
  private var panels: [Walker.Asked<@Sendable (Panel, inout Reporter) -> Void>] = []
  private var targets: [Walker.Asked<@Sendable (PanelTarget, inout Reporter) -> Void>] = []
  private var provisioning: [Walker.Asked<@Sendable (GrafanaProvisioning, inout Reporter) -> Void>] = []

  /// Takes on a rule, if it is one of these.
  mutating func add(_ check: Rule.Check, _ reporter: Reporter) {
    switch check {
    case .dashboard(let check): dashboards.append(Walker.Asked(check: check, reporter: reporter))
    case .variable(let check): variables.append(Walker.Asked(check: check, reporter: reporter))
    case .panel(let check): panels.append(Walker.Asked(check: check, reporter: reporter))
    case .target(let check): targets.append(Walker.Asked(check: check, reporter: reporter))
    case .grafanaProvisioning(let check): provisioning.append(Walker.Asked(check: check, reporter: reporter))
    default: break
    }
  }

  var findings: [Finding] {
    dashboards.flatMap(\.reporter.findings) + variables.flatMap(\.reporter.findings)
      + panels.flatMap(\.reporter.findings) + targets.flatMap(\.reporter.findings)
      + provisioning.flatMap(\.reporter.findings)
  }

  mutating func visit(_ document: Document) {
    for dashboard in document.dashboards {
      for i in dashboards.indices { dashboards[i].check(dashboard, &dashboards[i].reporter) }
      for variable in dashboard.variables {
        for i in variables.indices { variables[i].check(variable, dashboard, &variables[i].reporter) }
      }
      for panel in dashboard.panels {
        for i in panels.indices { panels[i].check(panel, &panels[i].reporter) }
        for target in panel.targets {
          for i in targets.indices { targets[i].check(target, &targets[i].reporter) }
        }
      }
    }
    if let files = document.grafanaProvisioning {
      for i in provisioning.indices { provisioning[i].check(files, &provisioning[i].reporter) }
    }
  }
}
