/// What the comments above the sections of a first spec say.
enum SectionRemarks {
  static func services(_ draft: Draft) -> String {
    let keys = draft.services.values.map(\.keys)
    var remark = "What you run. A service is scraped at /metrics"
    if keys.contains(where: { $0["scrapes"]?.value == .mapping([]) }) {
      remark +=
        "; with `scrapes: {}` it is not, as nothing says that it has metrics, and is probed from outside instead"
    }
    remark += """
      . `packs` are the signals that it exposes, http_requests_total and its like if not said; monitoring/instrumentation/ holds code \
      that does so, and `pharos packs` lists them all.
      """
    if keys.contains(where: { $0["packs"]?.value == .list([]) }) {
      remark += " `packs: []` says that none is known: `pharos init --scrape` with its address finds out."
    }
    if draft.services.values.allSatisfy({ $0.objectives.isEmpty }) {
      remark += """
         Once the metrics are there, say what you promise:
          objectives:
            availability: { type: availability, target: 99.9%, window: 30d }
        """
    }
    return remark
  }

  static let noServices = """
    What you run, each where Prometheus reaches it. None is known yet; one looks like this:
      web: { targets: [web:8000], health: { path: /health } }
    """

  static func components(_ draft: Draft) -> String {
    let packs = draft.components.keys.map(draft.packName).uniqued()
    let remark = "What the services stand on. Each brings its exporter, alerts with tests, dashboards and runbooks."
    let setups = packs.compactMap { draft.packs[$0]?.setup.map(opening) }
    return ([remark] + setups).joined(separator: "\n\n")
  }

  /// All of a short text; of a long one the first paragraph, as the guide of the stack has the rest.
  private static func opening(_ setup: String) -> String {
    let lines = setup.trimmed().split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 6 else { return setup.trimmed() }
    let first = lines.prefix { !$0.isEmpty && !$0.hasPrefix("  ") }.joined(separator: " ")
    return "\(first) How, monitoring/docs/monitoring.md says."
  }

  static let probes = "Addresses that are asked from outside."
  static let receivers = """
    Where alerts go. Secrets are never written here; name the file that holds one, relative to monitoring/.
    """
  static let severities = "How fast a person has to act, most urgent first; `pages` marks what wakes somebody."
  static let routes = "Besides what the severities say (`mode: add`), or instead of it (`mode: replace`)."
  static let timeIntervals = "Spans of time in which a route can be muted."
  static let heartbeat = "Notifies an outside service that alerting works; the service raises an alarm when this stops."
  static let noHeartbeat = """
    No dead-man's switch yet: if Prometheus or Alertmanager stops, nobody is notified. With its address in a file:
      heartbeat: { url_file: secrets/heartbeat_url, every: 5m }
    """
  static let addresses = """
    Messages link to what people can open. Runbooks are files of this repository: with its address on the web, links lead to them.
      urls: { runbooks: https://github.com/ORG/REPO/blob/main/monitoring/runbooks, grafana: https://grafana.example.com }
    """
  static let knownAddresses = """
    Messages link to what people can open: runbooks at the address of the repository's remote, and `grafana`, once it has one.
    """
  static let alerts =
    "Alerts of your own. Those of the packs need no mention; they are tuned under their service or component."
  static let prometheus = "How Prometheus itself is set."
  static let unmonitored = """
    Not monitored, and why. What serves metrics after all goes under `services` with its port; docs/packs.md says how to bring a pack.
    """
  static let knownPatterns = "Metrics that the client libraries bring, so that rules may read them."
  static let knownMetrics = "Metrics that imported rules read and nothing here exposes; from elsewhere, it seems."
}
