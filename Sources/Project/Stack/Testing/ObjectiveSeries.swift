import Documents

/// Series for the unit tests of an objective, with the labels that it counts; named once for all cases.
struct ObjectiveSeries {
  private enum Kind {
    case counters([(name: String, counts: Events)])
    case probe(String)
    case ratio(RatioSeries)
  }

  private enum Events { case good, bad, all }

  private let kind: Kind

  /// Nil where only the author of the expressions knows which series make a budget burn.
  init?(_ resolved: ResolvedObjective) {
    let own = resolved.objective.match.map { ($0, $1[0]) }
    func counter(_ metric: String, _ counts: Events, _ labels: (String, String)...) -> (name: String, counts: Events) {
      let target = [("job", resolved.owner.name), ("instance", "test:80")]
      return (Self.name(metric, of: resolved.owner, target + own + labels), counts)
    }
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

  /// - Parameters:
  ///   - badShare: how much of all events is bad, from 0 to 1.
  ///   - rate: events a second.
  func lines(badShare: Double, minutes: Int, rate: Double = 100) -> [(series: String, values: String)] {
    switch kind {
    case .counters(let counters):
      return counters.map { counter in
        let perSecond =
          switch counter.counts {
          case .good: rate * (1 - badShare)
          case .bad: rate * badShare
          case .all: rate
          }
        return (counter.name, "0+\((perSecond * 60).plainDecimal)x\(minutes)")
      }
    case .probe(let name):
      // A share of probes fails: so many of a hundred targets are down.
      return rate > 0 ? [(name, "\((1 - badShare).plainDecimal)x\(minutes)")] : []
    case .ratio(let series): return series.lines(badShare: badShare, minutes: minutes, rate: rate)
    }
  }
}
