import Documents
import Formats
import PromQL

extension Rule {
  static let nanInAggregation = Rule(
    "promql/nan", .warning, "an aggregation over a division that can give NaN",
    why:
      "0 / 0 is NaN, and one NaN makes the whole sum NaN: a single idle instance blanks the panel, or silences the alert.",
    bad: [
      .alert("avg(⟦rate(errors_total[5m]) / rate(requests_total[5m])⟧) > 0.1"),
      .target(
        #"avg by (job) (⟦rate(errors_total{job="$job", instance=~"$instance"}[5m]) / rate(requests_total[5m])⟧)"#,
        variables: #"{"name": "job", "type": "custom"}, {"name": "instance", "type": "custom"}"#),
    ],
    good: [
      .alert("avg(rate(errors_total[5m]) / (rate(requests_total[5m]) > 0)) > 0.1"),
      .alert("sum(rate(errors_total[5m])) / sum(rate(requests_total[5m])) > 0.1"),
      .alert("sum(rate(errors_total[5m]) / 60) > 0.1"),
      .alert("sum(disk_used_bytes / disk_size_bytes) > 0.9"),
      .alert(
        #"avg(rate(node_cpu_seconds_total{mode="user"}[5m]) / on (instance) group_left sum by (instance) (rate(node_cpu_seconds_total[5m]))) > 0.1"#
      ),
      .alert("max(rate(errors_total[5m]) / rate(requests_total[5m])) > 0.1"),
      .alert("avg(sum by (job) (rate(errors_total[5m])) / sum by (job) (rate(requests_total[5m]) > 0)) > 0.1"),
      .alert("avg(rate(errors_total[5m]) / (rate(requests_total[5m]) + 1)) > 0.1"),
      .alert("avg(rate(errors_total[5m]) / clamp_min(sum by (job) (rate(requests_total[5m])), 1)) > 0.1"),
      .alert("avg(rate(errors_total[5m]) / (rate(requests_total[5m]) != 0)) > 0.1"),
      .alert("avg(round(rate(errors_total[5m]) / rate(requests_total[5m])) and rate(requests_total[5m]) > 0) > 0.1"),
      .alert("sum(rate(errors_total[5m]) / rate(requests_total[5m]) > bool 0.5) > 3"),
      .target("avg by ($label) (rate(errors_total[5m]) / rate(requests_total[5m]))"),
      .target(
        #"avg by (shop) (rate(errors_total{shop=~"$shop"}[5m]) / rate(requests_total{shop=~"$shop"}[5m]))"#,
        variables: #"{"name": "shop", "type": "custom", "query": "a,b"}"#),
      .alert("avg by (node_name) (rate(errors_total[5m]) / rate(requests_total[5m])) > 0.1"),
      .alert("avg by (job) (sum by (job) (rate(errors_total[5m])) / sum by (job) (rate(requests_total[5m]))) > 0.1"),
    ],
    check: .aggregation { aggregation, query, reporter in
      guard [.sum, .avg, .stddev, .stdvar].contains(aggregation.aggregator) else { return }
      guard case .binary = aggregation.operand.unwrapped, aggregation.joinsInstances,
        !aggregation.leavesSeriesApart, !groupsByChoice(aggregation, query)
      else { return }
      for division in aggregation.operand.zeroDivisions
      // Rates fall to zero in ordinary times, when nothing happens; sizes do not.
      where division.givesNaN && !division.isFiltered && division.operation.rhs.hasRise
        && !isOfCPU(division.operation.rhs)
        && isOwn(division, aggregation)
      {
        reporter.report(
          "where both sides are zero this is NaN, which makes the whole \(aggregation.aggregator.rawValue) NaN",
          in: query,
          at: division.operation.range, help: "divide by what is above zero: `/ (… > 0)`, or aggregate both sides first"
        )
      }
    })

  /// Whether people choose in a dashboard by labels that all are kept: each line is about one of what they chose.
  private static func groupsByChoice(_ aggregation: Aggregation, _ query: Query) -> Bool {
    guard let grouping = aggregation.grouping, !grouping.isWithout else { return false }
    // The expression itself lacks matchers that a variable decides.
    let chosen = (query.result.expression?.selectors ?? []).flatMap(\.matchers).filter {
      query.hasVariable(in: $0.range)
    }
    return !chosen.isEmpty && chosen.allSatisfy { matcher in grouping.labels.contains { $0.name == matcher.name } }
  }

  /// The time of a processor in all of its states passes whatever happens.
  private static func isOfCPU(_ divisor: Expr) -> Bool {
    divisor.selectors.allSatisfy { selector in
      selector.metricName?.includes("cpu") == true
        && !selector.matchers.contains { ["mode", "type", "state", "cpu"].contains($0.name) }
    }
  }

  /// Not inside another aggregation further in, which reports it itself.
  private static func isOwn(_ division: ZeroDivision, _ aggregation: Aggregation) -> Bool {
    var isInner = false
    aggregation.operand.visit { node in
      if case .aggregation(let inner) = node, inner.range.lowerBound <= division.operation.range.lowerBound,
        division.operation.range.upperBound <= inner.range.upperBound
      {
        isInner = true
      }
    }
    return !isInner
  }
}
