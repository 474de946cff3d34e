import Documents
import Project

/// Fixed uids of the data sources, which dashboards and correlations refer to.
enum DataSource {
  static let prometheus = "prometheus"
  static let loki = "loki"
  static let jaeger = "jaeger"
  static let alertmanager = "alertmanager"
}

extension DashboardSource {
  /// How panels refer to it: what the dashboard's variable chooses, or the only one.
  var reference: Tree {
    switch self {
    case .prometheus: ["type": .string(type), "uid": "${datasource}"]
    case .loki: ["type": .string(type), "uid": .string(uid)]
    }
  }

  /// Grafana's name of the plugin that reads it.
  var type: String {
    switch self {
    case .prometheus: "prometheus"
    case .loki: "loki"
    }
  }

  var uid: String {
    switch self {
    case .prometheus: DataSource.prometheus
    case .loki: DataSource.loki
    }
  }

  var name: String {
    switch self {
    case .prometheus: "Prometheus"
    case .loki: "Loki"
    }
  }
}
