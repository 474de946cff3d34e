import Documents

/// Where people open what has pages: as the spec says, else on the machine that runs it.
package struct Pages: Sendable {
  /// Where the folder of runbooks can be read.
  package let runbooks: WebAddress?
  package let grafana: WebAddress
  package let prometheus: WebAddress
  package let alertmanager: WebAddress

  init(_ urls: Addresses, on target: any Target) {
    runbooks = urls.runbooks
    grafana = urls.grafana ?? WebAddress(target.published(.grafana))
    prometheus = urls.prometheus ?? WebAddress(target.published(.prometheus))
    alertmanager = urls.alertmanager ?? WebAddress(target.published(.alertmanager))
  }

  /// A dashboard, with the service chosen on it where the owner is one: components have no variable. Nil where nobody says at which
  /// address people open Grafana: an alert is read on another machine.
  func dashboard(_ dashboard: DashboardName, of owner: Owner, project: String) -> String? {
    guard grafana.isReachable else { return nil }
    let url = "\(grafana.base)/d/\(Naming.dashboardUID(project: project, dashboard))"
    return owner.kind == .service ? "\(url)?var-service=\(owner.name)" : url
  }

  func runbook(_ runbook: String) -> String {
    if let address = WebAddress(runbook) { return address.description }
    return (runbooks?.base ?? "runbooks") + "/\(runbook).md"
  }
}

extension WebAddress {
  /// Whether others than this machine's own users can follow it: a notification is read elsewhere.
  package var isReachable: Bool {
    let host = host.lowercased()
    return host != "localhost" && !host.hasSuffix(".localhost") && !host.hasPrefix("127.") && host != "[::1]"
      && host != "::1" && host != "0.0.0.0"
  }
}
