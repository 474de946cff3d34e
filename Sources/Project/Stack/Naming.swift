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
}

extension String {
  fileprivate func padded(to length: Int) -> String {
    count >= length ? self : self + String(repeating: "_", count: length - count)
  }
}
