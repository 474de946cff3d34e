import Documents

/// Names and addresses that several artifacts must agree on.
package enum Naming {
  /// The job of a service's scrape: the service's name for `main`.
  package static func job(service: String, scrape: String) -> String {
    scrape == "main" ? service : "\(service)-\(scrape)"
  }

  /// A Grafana uid: 8 to 40 characters, stable.
  package static func dashboardUID(project: String, _ dashboard: DashboardName) -> String {
    let suffix = "-\(dashboard.rawValue)"
    return String(project.prefix(40 - suffix.count)).padded(to: 8 - suffix.count) + suffix
  }

  /// A dashboard, with the service chosen on it where the owner is one: components have no variable. Nil where nobody says at which
  /// address people open Grafana: an alert is read on another machine.
  static func dashboardURL(_ dashboard: DashboardName, of owner: Owner, project: String, urls: Addresses) -> String? {
    guard reachable(urls.grafana) else { return nil }
    let url = "\(grafanaURL(urls))/d/\(dashboardUID(project: project, dashboard))"
    return owner.kind == .service ? "\(url)?var-service=\(owner.name)" : url
  }

  package static func runbookURL(_ runbook: String, urls: Addresses) -> String {
    if let address = WebAddress(runbook) { return address.description }
    return (urls.runbooks?.base ?? "runbooks") + "/\(runbook).md"
  }

  /// Whether others than this machine's own users can follow an address: a notification is read elsewhere.
  package static func reachable(_ address: WebAddress?) -> Bool {
    guard let host = address?.host.lowercased() else { return false }
    return host != "localhost" && !host.hasSuffix(".localhost") && !host.hasPrefix("127.") && host != "[::1]"
      && host != "::1"
      && host != "0.0.0.0"
  }

  package static func grafanaURL(_ urls: Addresses) -> String { urls.grafana?.base ?? "http://localhost:3000" }
  package static func prometheusURL(_ urls: Addresses) -> String { urls.prometheus?.base ?? "http://localhost:9090" }
  package static func alertmanagerURL(_ urls: Addresses) -> String {
    urls.alertmanager?.base ?? "http://localhost:9093"
  }
}

extension String {
  fileprivate func padded(to length: Int) -> String {
    count >= length ? self : self + String(repeating: "_", count: length - count)
  }
}
