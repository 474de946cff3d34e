import Documents

/// Logs and traces: what their stores would refuse, and sampling that changes nothing.
enum TelemetryChecks {
  /// <https://grafana.com/docs/loki/latest/operations/storage/retention/#configuring-the-retention-period>
  private static let shortestLogRetention = PrometheusDuration.hours(24)

  @Sendable static func run(_ context: inout SpecContext) {
    if context.spec.logging != nil || context.isMistyped(["logging"]) { logs(&context) }
    for (name, service) in context.spec.services { sent(by: name, service, &context) }
    if let sampling = context.spec.tracing?.tailSample { tailSample(sampling, &context) }
  }

  /// Somebody must take what services send: the collector, and for logs Loki behind it.
  private static func sent(by name: String, _ service: Service, _ context: inout SpecContext) {
    let place: Path = ["services", .key(name)]
    let asked = service.otlp.indices.map { ("what `\(name)` sends by OTLP", place + ["otlp", .index($0)]) }
    let made = service.packs.enumerated().filter { context.resolved.packs[$1]?.source == .spans }
      .map { index, pack in ("the spans that `\(pack)` is made of", place + ["packs", .index(index)]) }
    if !context.resolved.runs(Endpoint.collector.part), !context.isBroken(["tracing"], ["deploy", "provide"]) {
      for (what, path) in asked + made {
        context.report(
          .notCollected, "no collector of the stack takes \(what)",
          help: context.spec.tracing == nil ? "add `tracing: {}`" : "add `tracing` to `deploy.provide`", at: path)
      }
    }
    if service.otlp.contains(.metrics), context.reading.node(at: place + ["scrapes"]) != nil {
      context.report(
        .noEffect, "`\(name)` sends its metrics and is not scraped: `scrapes` has no effect",
        help: "remove it, or remove `metrics` from `otlp`", at: place + [.name("scrapes")])
    }
    guard let logs = service.otlp.firstIndex(of: .logs) else { return }
    let path = place + ["otlp", .index(logs)]
    if context.spec.logging == nil || !context.resolved.provides(.logging) {
      guard !context.isBroken(["logging"], ["deploy", "provide"]) else { return }
      context.report(
        .notCollected, "no Loki of the stack takes the logs that `\(name)` sends",
        help: context.spec.logging == nil ? "add `logging: {}`" : "add `logging` to `deploy.provide`", at: path)
    } else if !context.resolved.takes(.otlpLogs) {
      let key = VersionedKey.otlpLogs
      context.report(
        .version, "logs by OTLP are left out: Loki has \(key.name) since \(key.since)",
        help: "remove `logs`, or run a newer Loki", at: path, notes: [("the version", ["versions", "loki"])])
    }
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
