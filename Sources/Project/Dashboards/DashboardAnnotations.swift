import PromQL

/// What happened, over the panels of a dashboard.
extension ResolvedDashboard.Annotation {
  /// Alerts that fired, and starts of the services' processes: after a deployment, as a rule.
  static func all(on dashboard: DashboardName) -> [ResolvedDashboard.Annotation] {
    let service = LabelMatcher("service", .regexMatch, "$service")
    let alerts = Self(
      name: "Alerts",
      query: .selector(
        "ALERTS",
        [LabelMatcher("alertstate", .equal, "firing"), LabelMatcher("alertname", .notEqual, "Watchdog")]
          + (dashboard.isOfServices ? [service] : [])),
      title: "{{alertname}}", text: "{{severity}} {{service}}{{component}} {{instance}}", color: "red")
    guard dashboard.isOfServices else { return [alerts] }
    // Every client library has it: <https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics>
    let starts = Self(
      name: "Starts",
      query: WrittenExpr.selector("process_start_time_seconds", [service]).joined(.multiply, .number(1000)),
      title: "{{service}} started", text: "{{instance}}", color: "blue", valuesAreTimes: true)
    return [alerts, starts]
  }
}
