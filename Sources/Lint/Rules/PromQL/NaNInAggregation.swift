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
      where division.givesNaN && !division.isFiltered && falls(division.operation.rhs) && isOwn(division, aggregation) {
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

  /// Whether it falls to zero in ordinary times, as rates of idle things do; sizes do not.
  private static func falls(_ divisor: Expr) -> Bool {
    var isRate = false
    divisor.visit { node in
      if case .call(let call) = node, ["rate", "irate", "increase"].contains(call.function.name) { isRate = true }
    }
    return isRate
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

extension Aggregation {
  /// Whether series of several instances come together; where each stays apart, only labels are dropped.
  var joinsInstances: Bool {
    guard let grouping, !grouping.isWithout else { return true }
    return !grouping.labels.contains { label in
      label.isPlaceholder || label.name.split(separator: "_").contains { Self.instanceWords.contains(String($0)) }
    }
  }

  /// Whether each group has one series, which one that is NaN cannot spoil.
  fileprivate var leavesSeriesApart: Bool {
    guard let labels = operand.labels().all else { return false }
    let names = grouping?.labels.map(\.name) ?? []
    return labels.allSatisfy { names.contains($0) != grouping?.isWithout ?? false }
  }

  /// Words in names of labels that tell instances apart: `pod`, `node_name`, `exported_instance`.
  private static let instanceWords: Set<String> = [
    "instance", "pod", "host", "hostname", "node", "nodename", "broker", "server", "machine", "member",
  ]
}
