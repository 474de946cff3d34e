import Documents

/// Series for the unit tests of an objective, with the labels that it counts; named once for all cases.
struct ObjectiveSeries {
  private enum Kind {
    case counters([(name: String, counts: Events)])
    case probe(String)
    case ratio(RatioSeries)
  }

  enum Events { case good, bad, all }

  private let kind: Kind
  /// What the label of endpoints and that of the status are called.
  private let endpointLabel: String
  private let statusLabel: String

  /// Nil where only the author of the expressions knows which series make a budget burn.
  init?(_ resolved: ResolvedObjective) {
    let own = resolved.objective.match.map { ($0, $1[0]) }
    func counter(_ metric: String, _ counts: Events, _ labels: (String, String)...) -> (name: String, counts: Events) {
      let target = [("job", resolved.owner.name), ("instance", "test:80")]
      let name = Self.name(metric, of: resolved.owner, target + own + labels)
      return (resolved.owner.names?.series.exposed(name)?.text ?? name, counts)
    }
    let metric = resolved.objective.requestMetric ?? ""
    endpointLabel = resolved.owner.exposedName(of: "endpoint", in: metric)
    statusLabel = resolved.owner.exposedName(of: "status", in: metric)
    switch resolved.objective.indicator {
    case .availability:
      let requests = "http_requests_total"
      kind = .counters([counter(requests, .good, ("status", "200")), counter(requests, .bad, ("status", "500"))])
    case .latency(let bound):
      let (bucket, count) = ("http_request_duration_seconds_bucket", "http_request_duration_seconds_count")
      kind = .counters([
        counter(bucket, .good, ("le", bound.seconds.digits)), counter(bucket, .all, ("le", "+Inf")),
        counter(count, .all),
      ])
    case .probe(let probe):
      let labels = [("probe", probe), ("instance", "up")]
      kind = .probe(Self.name("probe_success", [("job", "probe")], of: resolved.owner, labels))
    case .ratio:
      guard let series = resolved.rates.flatMap(RatioSeries.init) else { return nil }
      kind = .ratio(series)
    case .unread: kind = .counters([])
    }
  }

  private static func name(
    _ metric: String, _ first: [(String, String)] = [], of owner: Owner, _ labels: [(String, String)]
  ) -> String {
    let all = first + [(owner.label.name, owner.label.value), ("team", owner.team)] + labels
    return "\(metric){\(all.map { "\($0.0)=\(JSONWriter.quoted($0.1))" }.joined(separator: ", "))}"
  }

  /// A case of a steady share of bad events.
  /// - Parameters:
  ///   - badShare: how much of all events is bad, from 0 to 1.
  ///   - rate: events a second, of which there are as many more as is usual; none at all for 0.
  ///   - missing: series that are not there.
  func testCase(
    _ title: String, badShare: Double, lasting time: PrometheusDuration, atLeast rate: Double,
    without missing: Events? = nil, expected: [TestCase.Firing]
  ) -> TestCase {
    var interval = PrometheusDuration.minutes(1)
    let series: [(series: String, values: String)]
    switch kind {
    case .probe(let name):
      // A share of probes fails: so many of a hundred targets are down. Each sample is a probe.
      if rate > 0 { interval = min(interval, PrometheusDuration(milliseconds: max(1, Int(1000 / rate)))) }
      let probes = time.milliseconds / interval.milliseconds
      series = rate > 0 ? [(name, "\((1 - badShare).plainDecimal)x\(probes)")] : []
    case .counters, .ratio:
      series = lines(badShare, time, rate > 0 ? max(rate.rounded(.up), 100) : 0, without: missing)
    }
    return TestCase(title: title, interval: interval, series: series, evaluationTime: time, expected: expected)
  }

  /// Requests that are counted without a status, so that none shows as bad.
  func unanswered(lasting time: PrometheusDuration, expected: [TestCase.Firing]) -> TestCase {
    var test = testCase("no status", badShare: 0, lasting: time, atLeast: 1, without: .bad, expected: expected)
    test.series = test.series.map { ($0.series.replacing(", \(statusLabel)=\"200\"", with: ""), $0.values) }
    return test
  }

  /// A case of so few bad events that they are no alert, though a large share of all.
  func few(_ events: Int, badShare: Double, lasting time: PrometheusDuration) -> TestCase {
    let series: [(series: String, values: String)]
    switch kind {
    case .probe(let name):
      let minutes = time.milliseconds / PrometheusDuration.minutes(1).milliseconds
      let failures = min(events, minutes)
      series = [(name, "1x\(minutes - failures)" + String(repeating: " 0", count: failures))]
    case .counters, .ratio:
      series = lines(badShare, time, Double(events) / (badShare * time.approximateSeconds))
    }
    return TestCase(
      title: "few bad events", interval: .minutes(1), series: series, evaluationTime: time, expected: [])
  }

  /// Counters in steps of a minute.
  private func lines(_ badShare: Double, _ time: PrometheusDuration, _ rate: Double, without missing: Events? = nil)
    -> [(series: String, values: String)]
  {
    let minutes = time.milliseconds / PrometheusDuration.minutes(1).milliseconds
    switch kind {
    case .counters(let counters):
      return counters.filter { $0.counts != missing }.map { counter in
        let perSecond =
          switch counter.counts {
          case .good: rate * (1 - badShare)
          case .bad: rate * badShare
          case .all: rate
          }
        return (counter.name, "0+\((perSecond * 60).plainDecimal)x\(minutes)")
      }
    case .ratio(let series):
      return series.lines(badShare: badShare, minutes: minutes, rate: rate, without: missing)
    case .probe: return []
    }
  }

  /// What the two records that all others are made of give of young counters, beside those of somebody else and of scrapes.
  func recorded(_ resolved: ResolvedObjective) -> TestCase? {
    if case .probe = kind { return nil }
    // Four of the five minutes that the rates are taken over.
    let time = PrometheusDuration.minutes(4)
    let (rate, badShare, seen) = (100.0, 0.25, 0.8)
    var series = lines(badShare, .minutes(5), rate)
    if case .counters = kind {
      let owner = resolved.owner.label
      let own = "\(owner.name)=\(JSONWriter.quoted(owner.value))"
      let other = "\(owner.name)=\"elsewhere\""
      series += series.map { ($0.series.replacing(own, with: other), $0.values) }
      if let path = resolved.owner.scrapes.values.first?.path, !resolved.objective.namesEndpoints(of: resolved.owner) {
        series += lines(badShare, .minutes(5), rate).map { line in
          (line.series.replacing(own, with: "\(own), \(endpointLabel)=\(JSONWriter.quoted(path))"), line.values)
        }
      }
    }
    var perSecond = 1.0
    resolved.rates?.total.tree.visit { node in
      if case .call(let call) = node, call.function.name == "increase" { perSecond = 300 }
    }
    let (name, value) = (resolved.owner.label.name, resolved.owner.label.value)
    return TestCase(
      title: "recorded events of \(resolved.name)", interval: .minutes(1), series: series,
      queries: [("events", 1), ("bad_events", badShare)].map { events, share in
        .rounded(
          .selector("objective:\(events):rate5m", []), 3, time: time,
          labels: [("objective", resolved.name), (name, value), ("team", resolved.owner.team)],
          gives: rate * seen * share * perSecond)
      })
  }
}
