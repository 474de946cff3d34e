import Documents
import Formats
import PromQL

extension Rule {
  static let rawCounter = Rule(
    "promql/raw-counter", .warning, "a counter used without `rate` or `increase`",
    why: """
      A counter's value says how much has happened since its process started: it only grows, and falls to zero at a restart. \
      What matters is how fast it grows. An info in dashboards: a panel may show how many there were of what hardly ever happens.
      """,
    parameters: [
      .init(
        "by_name",
        "Whether a metric that neither the project nor a public exporter is known for is a counter when its name ends in `_total`; many a gauge is called so.",
        default: false)
    ],
    bad: [
      .alert("⟦http_requests_total⟧ > 100", settings: "by_name: true"),
      .alert("sum(⟦errors_total⟧) / sum(rate(requests_total[5m])) > 0.1", settings: "by_name: true"),
      .alert("max_over_time(⟦errors_total⟧[1h]) > 5", settings: "by_name: true"),
      .alert("⟦process_cpu_seconds_total⟧ > 0.9"),
      .alert("⟦hits_total⟧ / (hits_total + misses_total) < 0.5", settings: "by_name: true"),
      .alert("process_resident_memory_bytes > 2e9 and ⟦process_cpu_seconds_total⟧ > 0.9"),
    ],
    good: [
      .alert("http_requests_total > 100"), .alert("mallocs_total - frees_total > 1e6", settings: "by_name: true"),
      .alert("rate(http_requests_total[5m]) > 100"), .alert("changes(restarts_total[1h]) > 3"),
      .alert("absent(http_requests_total)"), .alert("up == 0 unless on (job) http_requests_total"),
      .alert("count(http_requests_total) > 100"), .alert("errors_total - errors_total offset 1h > 5"),
      .alert("ever_failed_total > 0"), .alert("disk_bytes_used / disk_bytes_total > 0.9"),
      .alert("apache_uptime_seconds_total / 60 < 1"),
    ],
    check: .query { query, reporter in
      let catalogue = reporter.knowledge.catalogue
      let byName = reporter.settings.flag("by_name") == true
      guard let expression = query.expression else { return }
      // A rule that only gives a metric another name.
      if case .selector = expression.unwrapped, !query.isOfDashboard { return }
      let uses = expression.countersReadRaw.filter { use in
        // What is counted for a resource of Kubernetes begins with the resource.
        (catalogue.isCounter(use.name) ?? byName) && !use.name.hasPrefix("kube_")
      }
      guard let use = uses.first else { return }
      reporter.report(
        "`\(use.name)` is a counter: its value grows with the time that the process has been running", in: query,
        at: use.range,
        help: "ask for its growth: `rate(\(use.name)[5m])`, or `increase(\(use.name)[1h])` for a number of events",
        notes: uses.dropFirst().map {
          reporter.note("another", at: query.range($0.range), in: query.source)
        },
        // A panel may well show how many there were, of what hardly ever happens.
        as: query.isOfDashboard ? .info : nil)
    })
}
