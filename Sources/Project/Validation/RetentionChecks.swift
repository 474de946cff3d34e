import Documents

/// Retention against what looks back, and disk against series and time.
enum RetentionChecks {
  /// Bytes that Prometheus needs for a sample on disk, at the upper end of what its documentation says,
  /// <https://prometheus.io/docs/prometheus/latest/storage/#operational-aspects>.
  static let bytesPerSample = 2

  @Sendable static func run(_ context: inout SpecContext) {
    checkSpending(&context)
    checkSize(&context)
  }

  private static func checkSpending(_ context: inout SpecContext) {
    let retention = context.spec.retention.metrics
    guard context.spec.cost != nil, !context.isBroken(["retention", "metrics"]), !context.isMistyped(["retention"]),
      retention < Cost.month
    else { return }
    context.report(
      .costWindow, "costs are summed up over \(Cost.month), and metrics are kept for \(retention)",
      help: "set `retention: { metrics: \(Cost.month) }` or more", at: ["retention", "metrics"],
      notes: [("the prices", ["cost"])])
  }

  /// The disk must hold what the spec comes to, and what its budget lets it grow to.
  private static func checkSize(_ context: inout SpecContext) {
    guard let size = context.spec.retention.metricsSize, !context.isBroken(["retention", "metrics"]),
      !context.isBroken(["prometheus", "scrape_interval"]), !context.isMistyped(["prometheus"])
    else { return }
    let retention = context.spec.retention.metrics
    let interval = context.spec.prometheus.scrapeInterval
    let isBudgetRead = !context.isBroken(["budgets", "series"]) && !context.isMistyped(["budgets"])
    let budget = isBudgetRead ? context.spec.budgets.series : 0
    // Bounds of other people's software are far above what it exposes: the budget has room for that.
    let estimate = Cardinality(context.ruleFiles, jobs: context.resolved.jobs).total(of: context.resolved.services)
    let series = max(estimate, budget)
    let samples = retention.milliseconds / max(interval.milliseconds, 1)
    let (needed, overflow) = series.multipliedReportingOverflow(by: samples * bytesPerSample)
    guard overflow || needed > size.bytes else { return }
    let days = Decimal(size.bytes) / Decimal(max(series, 1) * bytesPerSample) * interval.seconds / 86_400
    context.report(
      .metricsSize,
      "\(size) are full after \(days.rounded(1)) days, before the \(retention) are over: \(series.grouped) series (\(estimate > budget ? "the services' bounds" : "the budget")) × \(samples.grouped) samples × \(bytesPerSample) bytes = \(ByteSize(bytes: overflow ? Int.max : needed).approximate)",
      help:
        "raise `metrics_size`, shorten `metrics`, or lower \(estimate > budget ? "the labels' bounds" : "`budgets.series`")",
      at: ["retention", "metrics_size"])
  }
}

extension ByteSize {
  /// Rounded to a whole number of the largest fitting unit, for messages.
  var approximate: String {
    for (name, power) in [("TB", 40), ("GB", 30), ("MB", 20)] where bytes >= 1 << power {
      return "\((Decimal(bytes) / Decimal(1 << power)).rounded(1)) \(name)"
    }
    return "\(bytes) B"
  }
}
