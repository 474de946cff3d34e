import Documents

/// Intervals and timeouts against each other.
enum TimingChecks {
  /// How far an instant query looks back, <https://prometheus.io/docs/prometheus/latest/querying/basics/#staleness>.
  static let lookback = PrometheusDuration.minutes(5)

  @Sendable static func run(_ context: inout SpecContext) {
    let settings = context.spec.prometheus
    interval(settings.scrapeInterval, ["prometheus", "scrape_interval"], &context)
    if settings.evaluationInterval >= lookback {
      context.report(
        .interval,
        "rules evaluated every \(settings.evaluationInterval) leave gaps: Prometheus looks back \(lookback)",
        help: "stay below \(lookback)",
        at: ["prometheus", "evaluation_interval"])
    }
    for place in context.connections { check(place.connection, place.path, &context) }
  }

  private static func check(_ connection: Connection, _ path: Path, _ context: inout SpecContext) {
    if let own = connection.interval { interval(own, path + ["interval"], &context) }
    let every = connection.interval ?? context.spec.prometheus.scrapeInterval
    let isKnown =
      connection.interval != nil
      || !context.isBroken(["prometheus", "scrape_interval"], path + ["interval"])
        && !context.isMistyped(["prometheus"])
    if isKnown, let timeout = connection.timeout, timeout > every {
      context.report(
        .timeout, "a timeout of \(timeout) is longer than the interval of \(every)",
        help: "make it shorter: Prometheus refuses it", at: path + ["timeout"])
    }
  }

  private static func interval(_ interval: PrometheusDuration, _ path: Path, _ context: inout SpecContext) {
    guard interval >= lookback else { return }
    context.report(
      .interval, "scraped every \(interval), series vanish between scrapes: Prometheus looks back \(lookback)",
      help: "stay below \(lookback), 2m at most is usual", at: path)
  }
}
