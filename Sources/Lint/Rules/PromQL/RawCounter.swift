import Documents
import Formats
import PromQL

extension Rule {
  static let rawCounter = Rule(
    "promql/raw-counter", .warning, "a counter used without `rate` or `increase`",
    why: """
      A counter's value says how much has happened since its process started: it grows for good and falls to zero at a restart. \
      What matters is how fast it grows.
      """,
    parameters: [
      .init(
        "by_name",
        "Whether a metric that no catalogue knows is a counter when its name ends in `_total`; many a gauge is called so.",
        default: false)
    ],
    bad: [
      .alert("⟦http_requests_total⟧ > 100", settings: "by_name: true"),
      .alert("sum(⟦errors_total⟧) / sum(rate(requests_total[5m])) > 0.1", settings: "by_name: true"),
      .alert("max_over_time(⟦errors_total⟧[1h]) > 5", settings: "by_name: true"),
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
      guard byName || catalogue.describesMetrics, let expression = query.expression else { return }
      expression.visitRawCounters { name, range in
        guard catalogue.isCounter(name) ?? byName else { return }
        reporter.report(
          "`\(name)` is a counter: its value only says how long the process has been running", in: query, at: range,
          help: "ask for its growth: `rate(\(name)[5m])`, or `increase(\(name)[1h])` for a number of events")
      }
    })
}

extension Expr {
  /// Functions that make sense of a counter's bare value, or ask only whether it is there.
  // https://prometheus.io/docs/prometheus/latest/querying/functions/
  private static let counterFunctions = Set(
    [
      "rate", "irate", "increase", "changes", "resets", "absent", "absent_over_time", "present_over_time",
      "count_over_time", "timestamp", "delta", "idelta", "deriv", "predict_linear", "ts_of_first_over_time",
      "ts_of_last_over_time",
      "ts_of_max_over_time", "ts_of_min_over_time", "start_timestamp",
    ].compactMap { Function.named($0).map { ObjectIdentifier($0) } })

  fileprivate func visitRawCounters(_ found: (String, Range<Int>) -> Void) {
    switch self {
    case .number, .string: break
    case .selector(let node): node.reportIfCounter(found)
    case .rangeSelector(let node): node.selector.reportIfCounter(found)
    case .call(let node):
      if Self.counterFunctions.contains(ObjectIdentifier(node.function)) { return }
      for argument in node.arguments { argument.visitRawCounters(found) }
    case .aggregation(let node):
      if [.count, .group, .countValues].contains(node.aggregator) { return }
      node.operand.visitRawCounters(found)
    case .binary(let node):
      if node.asksForPresence || node.comparesWithCapacity { return }
      node.lhs.visitRawCounters(found)
      if node.op != .unless && node.op != .and { node.rhs.visitRawCounters(found) }
    case .subquery(let node): node.operand.visitRawCounters(found)
    case .unary(let node): node.operand.visitRawCounters(found)
    case .parenthesized(let node): node.inner.visitRawCounters(found)
    }
  }
}

extension VectorSelector {
  fileprivate func reportIfCounter(_ found: (String, Range<Int>) -> Void) {
    guard let name = metricName, name.isCounter, let range = metricNameRange else { return }
    found(name, range)
  }
}

extension String {
  fileprivate var isCounter: Bool {
    // How long something has been up is read as it is.
    hasSuffix("_total") && !utf8.contains(UInt8(ascii: ":")) && !includes("uptime")
  }
}

extension BinaryOperation {
  /// A comparison with zero: whether there is any at all.
  var comparesWithZero: Bool {
    guard op.isComparison, case .number(let bound) = rhs.unwrapped else { return false }
    return bound.value == 0
  }

  /// Compares with zero, whether it ever happened; or takes the difference of two counters: since when, or how many are left.
  fileprivate var asksForPresence: Bool {
    if comparesWithZero { return true }
    if op == .subtract, lhs.bareNames.contains(where: \.isCounter), rhs.bareNames.contains(where: \.isCounter) {
      return true
    }
    guard op.isComparison, lhs.type == .vector, rhs.type == .vector else { return false }
    let names = Set(lhs.metricNames.map(\.name))
    return names.count == 1 && names == Set(rhs.metricNames.map(\.name))
  }

  /// `used / total`: a `_total` beside the bare value of something that is none is the size of a whole, not a count of events.
  fileprivate var comparesWithCapacity: Bool {
    guard op.isArithmetic, lhs.type == .vector, rhs.type == .vector else { return false }
    let bare = lhs.bareNames + rhs.bareNames
    return bare.contains(where: \.isCounter) && bare.contains { !$0.isCounter }
  }
}

extension Expr {
  /// Metrics whose value is taken as it is, perhaps aggregated.
  fileprivate var bareNames: [String] {
    switch unwrapped {
    case .selector(let node): node.metricName.map { [$0] } ?? []
    case .aggregation(let node): node.operand.bareNames
    case .binary(let node): node.lhs.bareNames + node.rhs.bareNames
    case .unary(let node): node.operand.bareNames
    default: []
    }
  }
}
