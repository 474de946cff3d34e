import Documents
import Formats
import PromQL

extension Rule {
  static let rateOfGauge = Rule(
    "promql/rate-of-gauge", .warning, "`rate`, `irate`, `increase` or `resets` of a gauge",
    why: """
      These are for counters: whenever the value falls they take it for a restart and add what it has fallen to. Of a gauge the result \
      means nothing. Which metrics are gauges says the spec, an exposition of the run, or the program that exposes them everywhere.
      """,
    bad: [
      .alert("⟦rate⟧(process_resident_memory_bytes[5m]) > 1e6"), .alert("⟦increase⟧(process_open_fds[1h]) > 100"),
      .alert("sum(⟦rate⟧(node_memory_MemFree_bytes[5m])) > 1000"),
      .alert("⟦rate⟧(pg_stat_activity_count[5m]) > 1"),
      Example(
        files: [
          "rules.yml": Example.alertText("⟦rate⟧(queue_depth[5m]) > 5"),
          "page.prom": "# TYPE queue_depth gauge\nqueue_depth 5\n",
        ]),
    ],
    good: [
      .alert("deriv(process_resident_memory_bytes[5m]) > 1e6"), .alert("delta(process_open_fds[1h]) > 100"),
      .alert("rate(process_cpu_seconds_total[5m]) > 0.9"), .alert("rate(queue_depth[5m]) > 5"),
      .alert("changes(process_start_time_seconds[1h]) > 3"),
      .alert("rate(container_last_seen[5m]) == 0"),
      // What is 0 or 1 falls as often as it is reset.
      .alert("resets(up[1h]) > 3"),
    ],
    check: .project { facts, reporter in
      for rise in facts.metrics.rises {
        let exposed = facts.metrics.exposed[rise.name]?.type
        if rise.function == "resets" && rise.name == PrometheusSeries.up || isTime(rise.name) { continue }
        guard reporter.knowledge.catalogue.type(of: rise.name) == .gauge && exposed == nil || exposed == .gauge else {
          continue
        }
        let counterpart = counterparts[rise.function] ?? "deriv"
        reporter.report(
          "`\(rise.name)` is a gauge: `\(rise.function)` takes each fall of it for a restart",
          at: rise.place.range(rise.part),
          in: rise.place.source, help: "write `\(counterpart)`, or `rate` of a counter")
      }
    })

  /// A time, which does not fall: how fast it rises says whether it is written anew.
  private static func isTime(_ name: String) -> Bool {
    name.hasSuffix("_time_seconds") || name.hasSuffix("_last_seen") || name.includes("_timestamp")
  }

  private static let counterparts = ["rate": "deriv", "irate": "idelta", "increase": "delta", "resets": "changes"]
}
