import Documents
import Formats
import PromQL

extension Rule {
  static let metricSuffix = Rule(
    "metric/suffix", .warning, "a metric without its suffix, or with one too many",
    why: """
      `node_cpu_seconds` is nothing that the node exporter exposes; `node_cpu_seconds_total` is. A query on a metric that does not exist \
      gives nothing and no error. Which names there are say public exporters, and the other rules of the project.
      """,
    bad: [
      .alert("rate(⟦node_cpu_seconds⟧[5m]) > 1"), .alert("⟦node_memory_MemAvailable⟧ < 1e9"),
      .alert("⟦go_goroutines_total⟧ > 1000"),
      .alert(
        "rate(⟦shop_orders⟧[5m]) == 0 or rate(shop_orders_total[1h]) == 0 or rate(shop_orders_total[1d]) == 0 or rate(shop_orders_total[5m]) > 5"
      ),
    ],
    good: [
      .alert("rate(node_cpu_seconds_total[5m]) > 1"),
      .alert("rate(shop_orders[5m]) == 0 or rate(shop_orders_total[1h]) == 0"),
      .alert(
        "shop_orders > 5 or rate(shop_orders_total[1h]) > 1 or rate(shop_orders_total[1d]) > 1 or rate(shop_orders_total[1w]) > 1"
      ),
    ],
    check: .project { facts, reporter in
      // Where all metrics are known, `metric/unknown` says which do not exist.
      if reporter.knowledge.catalogue.isComplete { return }
      let known = MetricNames(facts)
      let hasOwnQueries = facts.configuration.compose.contains { $0.services.contains(where: \.hasOwnQueries) }
      let misnamed = facts.metrics.misnamed.filter {
        !known.contains($0.name) && !(hasOwnQueries && $0.name.hasPrefix("pg_"))
      }
      // Several at once are no slips, but names of an older release, which may be the one that runs.
      let isOlder = Set(misnamed.map(\.name)).count > 2
      for use in misnamed {
        guard let meant = PublicMetrics.neighbour(of: use.name) else { continue }
        reporter.report(
          "the exporter has no metric `\(use.name)`: it calls it `\(meant)`", at: use.range, in: use.source,
          // What the collector writes behind a name is a setting of its own; of what it receives it writes `_total` behind every counter.
          help: "write `\(meant)`",
          as: isOlder || use.name.hasPrefix("otelcol_") || use.name == meant + "_total" ? .info : nil)
      }
      let told = Set(misnamed.map(\.name))
      for (name, rises) in Dictionary(grouping: facts.metrics.rises, by: \.name)
      where rises.count == 1 && !told.contains(name) {
        guard let meant = facts.metrics.counter(calledOtherwise: name), !known.contains(name) else { continue }
        reporter.report(
          "nothing else here reads `\(name)`: everywhere else it is `\(meant)`",
          at: rises[0].place.range(rises[0].metric), in: rises[0].place.source, help: "write `\(meant)`")
      }
    })
}

extension MetricFacts {
  /// What the rest of the project calls a counter.
  fileprivate func counter(calledOtherwise name: String) -> String? {
    ["_total", "_seconds_total", "_bytes_total"].map { name + $0 }.first { (counters[$0] ?? 0) >= 3 }
  }
}
