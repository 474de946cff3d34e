import Documents
import PromQL

extension Resolver {
  /// Every objective with the rates of its bad and of all its events.
  func objectives(_ owners: [Owner]) -> [ResolvedObjective] {
    owners.filter { $0.kind == .service }.flatMap { owner -> [ResolvedObjective] in
      guard let service = spec.services[owner.name] else { return [] }
      return service.objectives.map { name, objective in
        ResolvedObjective(
          name: name, owner: owner, objective: objective, rates: Self.rates(objective, owner, owner.names))
      }
    }
  }

  private static let window = "5m"

  /// - Parameter names: what the owner calls the metrics of its packs; nil for the rates as those call them.
  static func rates(_ objective: Objective, _ owner: Owner, _ names: ServiceNames?) -> ResolvedObjective.Rates? {
    // Other names are reported.
    guard objective.match.keys.allSatisfy(Name.isLabel) else { return nil }
    let matchers = [LabelMatcher(owner.label.name, .equal, owner.label.value)] + objective.match.map(matcher)
    // Scrapes and health checks are answered well as long as anything is: they would make up for what users meet.
    let requests = matchers + (objective.namesEndpoints(of: owner) ? [] : Selection.requests.narrowing(owner))
    func rate(of metric: String, _ matchers: [LabelMatcher]) -> WrittenExpr {
      .call("rate", .selector(metric, matchers, over: window)).aggregated(.sum).named(by: names)
    }
    switch objective.indicator {
    case .availability:
      let bad = requests + [LabelMatcher("status", .regexMatch, "5..")]
      // Requests without a status say nothing of how they were answered.
      let answered = requests + [LabelMatcher("status", .notEqual, "")]
      return .init(
        bad: rate(of: "http_requests_total", bad), total: rate(of: "http_requests_total", requests),
        noneBad: nothing(of: rate(of: "http_requests_total", answered)))
    case .latency(let bound):
      let total = rate(of: "http_request_duration_seconds_count", requests)
      let good = rate(of: "http_request_duration_seconds_bucket", requests + [bucket(bound)])
      return .init(bad: total.joined(.subtract, good), total: total)
    case .probe(let probe):
      let own = [LabelMatcher("job", .equal, "probe")] + matchers + [LabelMatcher("probe", .equal, probe)]
      let probes = WrittenExpr.selector("probe_success", own, over: window)
      func perSecond(_ count: WrittenExpr) -> WrittenExpr { count.aggregated(.sum).joined(.divide, .number(300)) }
      let all = WrittenExpr.call("count_over_time", probes)
      return .init(
        bad: perSecond(all.joined(.subtract, .call("sum_over_time", probes))), total: perSecond(all))
    case .ratio(let bad, let total):
      guard let bad = written(bad), let total = written(total) else { return nil }
      return .init(bad: bad, total: total, noneBad: appearsWithTheFirst(bad.tree) ? nothing(of: total) : nil)
    case .unread: return nil
    }
  }

  /// Counters of errors appear with the first error: without any, as long as there are events at all, none are bad. What is a difference
  /// or a bucket is there as soon as there are events; where it is not, nothing is measured, which must show and not count as good.
  private static func appearsWithTheFirst(_ bad: Expr) -> Bool {
    // Behind `or vector(0)` there is a value in any case.
    guard bad.certainty != .always else { return false }
    var isSum = true
    bad.visit { node in
      if case .binary(let operation) = node, operation.op == .subtract { isSum = false }
    }
    return isSum && !bad.metricNames.contains { MetricPart.split($0.name)?.part == .bucket }
  }

  private static func nothing(of events: WrittenExpr) -> WrittenExpr {
    WrittenExpr.number(0).joined(.multiply, events.parenthesized)
  }

  /// Nil for what `ObjectiveChecks` reports.
  private static func written(_ text: String) -> WrittenExpr? {
    let text = try? ExpressionTemplate(text.trimmed()).instantiate { $0 == "window" ? .duration(window) : nil }
    return text.flatMap { try? WrittenExpr(parsing: $0) }
  }

  private static func matcher(_ name: String, _ values: [String]) -> LabelMatcher {
    values.count == 1
      ? LabelMatcher(name, .equal, values[0])
      : LabelMatcher(name, .regexMatch, values.map(Selector.quotedMeta).joined(separator: "|"))
  }

  /// Prometheus 3 writes the bound of a whole second as `1.0`, older ones as `1`.
  private static func bucket(_ bound: PrometheusDuration) -> LabelMatcher {
    let digits = bound.seconds.digits
    return digits.contains(".")
      ? LabelMatcher("le", .equal, digits) : LabelMatcher("le", .regexMatch, "\(digits)(\\.0)?")
  }
}

extension Objective {
  /// The metric of requests that it is measured by, as their pack calls it; nil where it is measured otherwise.
  var requestMetric: String? {
    switch indicator {
    case .availability: "http_requests_total"
    case .latency: "http_request_duration_seconds"
    case .probe, .ratio, .unread: nil
    }
  }

  /// Whether it says which endpoints it counts, by the label's name here or there.
  func namesEndpoints(of owner: Owner) -> Bool {
    guard let metric = requestMetric else { return match["endpoint"] != nil }
    return match["endpoint"] != nil || match[owner.exposedName(of: "endpoint", in: metric)] != nil
  }
}
