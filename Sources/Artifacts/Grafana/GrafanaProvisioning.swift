import Documents
import Project
import Regeneration

/// `grafana/provisioning/`: data sources with fixed uids, correlated with each other, and where the dashboards are.
enum GrafanaProvisioning {
  @Sendable static func generate(_ stack: Stack) -> [Artifact] {
    guard stack.provides(.grafana) else { return [] }
    let tree: Tree = [
      "apiVersion": 1,
      "prune": true,
      "datasources": .list(DataSources(stack: stack).all),
    ]
    let dashboards = Workload.Folder("./grafana/dashboards", at: "/var/lib/grafana/dashboards")
    let folder = "pharos-\(stack.project)"
    let provider: Tree = [
      "apiVersion": 1,
      "providers": [
        [
          "name": "pharos", "orgId": 1, "folder": .string(stack.project),
          "folderUid": .string(String(folder.prefix(40))), "type": "file",
          "disableDeletion": false, "allowUiUpdates": false, "updateIntervalSeconds": 30,
          "options": ["path": .string(stack.target.path(of: dashboards))],
        ]
      ],
    ]
    return [
      .yaml(
        "grafana/provisioning/datasources/datasources.yml", tree,
        "Where Grafana reads from. A dollar sign is written twice: provisioning interpolates.", expands: true, stack),
      .yaml(
        "grafana/provisioning/dashboards/dashboards.yml", provider,
        "Dashboards of people's own belong in another folder.", expands: true, stack),
    ]
  }
}

/// The data sources of what the stack has. Keys: <https://grafana.com/docs/grafana/latest/administration/provisioning/#data-sources>
/// and the page of each data source.
private struct DataSources {
  let stack: Stack

  private var hasLogs: Bool { stack.providedLogging != nil }
  private var hasTraces: Bool { stack.providedTracing != nil }
  private var hasAlertmanager: Bool { stack.address(of: .alertmanager) != nil }

  var all: [Tree] {
    // Of a list of trees `nil` would be one, and Grafana does not start with an empty data source.
    [prometheus] + (hasAlertmanager ? [alertmanager] : []) + (hasLogs ? [loki] : []) + (hasTraces ? [jaeger] : [])
  }

  private func source(_ name: String, _ type: String, _ url: String, isDefault: Bool? = nil, _ settings: Tree) -> Tree {
    .compact([
      "name": .string(name), "type": .string(type), "uid": .string(type), "access": "proxy", "url": .string(url),
      "isDefault": isDefault.map { .boolean($0) }, "editable": false, "jsonData": settings,
    ])
  }

  private func address(_ endpoint: Endpoint) -> String { stack.address(of: endpoint).map { "http://\($0)" } ?? "" }

  private var prometheus: Tree {
    let url = stack.address(of: .prometheus).map { "http://\($0)" } ?? stack.pages.prometheus.base
    return source(
      "Prometheus", DataSource.prometheus, url, isDefault: true,
      .compact([
        "httpMethod": "POST", "prometheusType": "Prometheus",
        "timeInterval": .string(stack.prometheus.scrapeInterval.description),
        "manageAlerts": true, "alertmanagerUid": hasAlertmanager ? .string(DataSource.alertmanager) : nil,
        "exemplarTraceIdDestinations": hasTraces
          ? [["name": "trace_id", "datasourceUid": .string(DataSource.jaeger), "urlDisplayLabel": "Trace"]] : nil,
      ]))
  }

  private var alertmanager: Tree {
    source(
      "Alertmanager", DataSource.alertmanager, address(.alertmanager),
      ["implementation": "prometheus", "handleGrafanaManagedAlerts": false])
  }

  private var loki: Tree {
    source(
      "Loki", DataSource.loki, address(.loki),
      .compact([
        "maxLines": 1000, "timeout": 60, "manageAlerts": false,
        "derivedFields": hasTraces
          ? [
            [
              "name": "Trace", "matcherType": "label", "matcherRegex": "trace_id", "url": "${__value.raw}",
              "datasourceUid": .string(DataSource.jaeger), "urlDisplayLabel": "Trace",
            ]
          ] : nil,
      ]))
  }

  /// The service's name in traces is its name in metrics and logs.
  private static let serviceTag: Tree = [["key": "service.name", "value": "service"]]

  /// What is asked of the requests around a span, as far as some service measures it.
  private var measurements: [Tree] {
    let queries = [
      ("Requests", "http_requests_total", "sum by (status) (rate(http_requests_total{$__tags}[5m]))"),
      (
        "Response time, 95%", "http_request_duration_seconds",
        "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{$__tags}[5m])))"
      ),
    ]
    return queries.flatMap { name, metric, query -> [Tree] in
      let measured = stack.services.filter { $0.packs.contains("http") && !$0.notExposed.contains(Signal(metric)) }
      let ways = measured.reduce(into: OrderedMap<[String]>()) { ways, owner in
        let written = try? WrittenExpr(parsing: query, allowsPlaceholders: true).named(by: owner.names)
        ways[written?.text ?? query] = (ways[written?.text ?? query] ?? []) + [owner.name]
      }
      return ways.map { query, services in
        let of = ways.count > 1 ? ": \(services.joined(separator: ", "))" : ""
        return ["name": .string(name + of), "query": .string(query)]
      }
    }
  }

  private var jaeger: Tree {
    let requests = measurements
    return source(
      "Jaeger", DataSource.jaeger, address(.traceQueries),
      .compact([
        "tracesToLogsV2": hasLogs
          ? [
            "datasourceUid": .string(DataSource.loki), "spanStartTimeShift": "-5m", "spanEndTimeShift": "5m",
            "tags": Self.serviceTag,
            "customQuery": true, "query": "{${__tags}} | trace_id = \"${__trace.traceId}\"",
          ] : nil,
        "tracesToMetrics": requests.isEmpty
          ? nil
          : [
            "datasourceUid": .string(DataSource.prometheus), "spanStartTimeShift": "-15m", "spanEndTimeShift": "15m",
            "tags": Self.serviceTag, "queries": .list(requests),
          ],
        "nodeGraph": ["enabled": true], "spanBar": ["type": "Duration"],
      ]))
  }
}
