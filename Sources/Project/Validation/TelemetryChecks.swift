import Documents

/// Logs and traces: what their stores would refuse, and sampling that changes nothing.
enum TelemetryChecks {
  /// <https://grafana.com/docs/loki/latest/operations/storage/retention/#configuring-the-retention-period>
  private static let shortestLogRetention = PrometheusDuration.hours(24)

  @Sendable static func run(_ context: inout SpecContext) {
    if context.spec.logging != nil || context.isMistyped(["logging"]) { logs(&context) }
    if let sampling = context.spec.tracing?.tailSample { tailSample(sampling, &context) }
  }

  private static func logs(_ context: inout SpecContext) {
    let path: Path = ["retention", "logs"]
    guard context.spec.retention.logs < shortestLogRetention else { return }
    context.report(
      .logRetention, "Loki keeps logs for 24h at least, and would not start with \(context.spec.retention.logs)",
      help: "set `logs: 24h` or more", at: path)
  }

  /// A trace is kept when one of the policies says so, and all of them draw alike.
  private static func tailSample(_ sampling: Tracing.TailSample, _ context: inout SpecContext) {
    let path: Path = ["tracing", "tail_sample"]
    guard !context.isBroken(path + ["errors"], path + ["rest"]) else { return }
    // Where all are kept there is nothing to choose from.
    if sampling.rest == 1 {
      let keys = [("errors", sampling.errors < 1), ("slower_than", sampling.slowerThan != nil)]
      for (key, isSaid) in keys where isSaid {
        context.report(
          .tailSample, "all traces are kept: `\(key)` has no effect",
          help: "keep fewer of the rest, such as `rest: 10%`, or remove `\(key)`", at: path + [.key(key)])
      }
    } else if sampling.errors < sampling.rest {
      let rest = Ratio.percentage(sampling.rest)
      context.report(
        .tailSample,
        "\(rest) of all traces are kept, those with errors among them: a smaller share of these has no effect",
        help: "set `errors` to more than \(rest), such as `errors: 100%`", at: path + ["errors"])
    }
  }
}
