import Documents
import PromQL

extension Rule {
  static let nanInAggregation = Rule(
    "promql/nan", .warning, "an aggregation over a division that can give NaN",
    why:
      "0 / 0 is NaN, and one NaN makes the whole sum NaN: a single idle instance blanks the panel, or silences the alert.",
    bad: [.alert("avg(⟦rate(errors_total[5m]) / rate(requests_total[5m])⟧) > 0.1")],
    good: [
      .alert("avg(rate(errors_total[5m]) / (rate(requests_total[5m]) > 0)) > 0.1"),
      .alert("sum(rate(errors_total[5m])) / sum(rate(requests_total[5m])) > 0.1"),
      .alert("sum(rate(errors_total[5m]) / 60) > 0.1"),
      .alert("sum(disk_used_bytes / disk_size_bytes) > 0.9"),
      .alert("max(rate(errors_total[5m]) / rate(requests_total[5m])) > 0.1"),
    ],
    check: .aggregation { aggregation, query, reporter in
      guard [.sum, .avg, .stddev, .stdvar].contains(aggregation.aggregator) else { return }
      guard case .binary = aggregation.operand.unwrapped, aggregation.joinsInstances else { return }
      for division in aggregation.operand.zeroDivisions
      where division.givesNaN && !division.isFiltered && falls(division.operation.rhs) && isOwn(division, aggregation) {
        reporter.report(
          "where both sides are zero this is NaN, which makes the whole \(aggregation.aggregator.rawValue) NaN",
          in: query,
          at: division.operation.range, help: "divide by what is above zero: `/ (… > 0)`, or aggregate both sides first"
        )
      }
    })

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
    return !grouping.labels.contains { ["instance", "pod", "host", "node", "broker"].contains($0.name) }
  }
}
