import Documents
import Formats

extension Rule {
  static let fastRefresh = Rule(
    "dashboard/refresh", .info, "a dashboard that refreshes more often than its data change",
    why: "Each refresh runs every query again, for every person who has it open, and shows the same samples.",
    bad: [
      Example(files: [
        "board.json": #"{"uid": "a", "title": "A", "panels": [], "schemaVersion": 41, "refresh": "⟦5s⟧"}"#,
        "datasources.yml": Example.dataSources(
          "name: Prometheus, type: prometheus, uid: p, jsonData: { timeInterval: 30s }"),
      ])
    ],
    good: [
      Example(files: [
        "board.json": #"{"uid": "a", "title": "A", "panels": [], "schemaVersion": 41, "refresh": "1m"}"#,
        "datasources.yml": Example.dataSources(
          "name: Prometheus, type: prometheus, uid: p, jsonData: { timeInterval: 30s }"),
      ])
    ],
    check: .project { facts, reporter in
      let told = facts.grafana.dataSources.filter { $0.type == "prometheus" }.compactMap(\.scrapeInterval)
      let known =
        told.compactMap { PrometheusDuration($0) }
        + [reporter.knowledge.stack?.prometheus.scrapeInterval].compactMap { $0 }
      guard let fastest = known.min() else { return }
      // What is sent to Prometheus comes when its sender sends.
      let servers = facts.configuration.prometheus
      if !servers.isEmpty, servers.allSatisfy(\.jobs.isEmpty) { return }
      for dashboard in facts.grafana.dashboards where dashboard.asksPrometheusOnly {
        guard let refresh = dashboard.refresh, let interval = PrometheusDuration(refresh.name),
          2 * interval.milliseconds <= fastest.milliseconds,
          interval.milliseconds > 0
        else { continue }
        reporter.report(
          "a refresh every \(refresh.name) shows nothing new: Prometheus scrapes every \(fastest)", at: refresh.range,
          in: dashboard.source, help: "refresh every \(fastest) at most, or not by itself")
      }
    })
}
