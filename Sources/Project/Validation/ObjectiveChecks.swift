import Documents
import PromQL

/// Objectives that cannot be measured, or whose alerts can never fire.
enum ObjectiveChecks {
  @Sendable static func run(_ context: inout SpecContext) {
    for resolved in context.resolved.objectives {
      let path: Path = ["services", .key(resolved.owner.name), "objectives", .key(resolved.name)]
      target(resolved, path, &context)
      window(resolved, path, &context)
      switch resolved.objective.indicator {
      case .availability: metric("http_requests_total", resolved, path, &context)
      case .latency(let bound): latency(bound, resolved, path, &context)
      case .probe(let probe): check(probe, resolved, path, &context)
      case .unread: break
      case .ratio(let bad, let total):
        expression(bad, path + ["bad"], &context)
        expression(total, path + ["total"], &context)
        let isWellFormed = [("bad", bad), ("total", total)].allSatisfy { key, text in
          context.isRead(path + [.key(key)]) && Self.isWellFormed(text)
        }
        if isWellFormed, let rates = resolved.rates, RatioSeries(rates) == nil {
          context.report(
            .untestedObjective,
            "pharos can only show that the alerts of `\(resolved.name)` are silent while there are no series",
            help: "where both expressions are `sum(rate(counter{…}[$window]))`, burning budgets are tested as well",
            at: ["services", .key(resolved.owner.name), "objectives", .name(resolved.name)])
        }
      }
    }
  }

  private static func target(_ resolved: ResolvedObjective, _ path: Path, _ context: inout SpecContext) {
    let objective = resolved.objective
    guard context.isRead(path + ["target"]) else { return }
    guard objective.target < 1 else {
      context.report(
        .objectiveTarget, "a target of 100% leaves no error budget: nothing could ever be changed",
        help: "promise less, such as 99.9%", at: path + ["target"])
      return
    }
    guard objective.target > 0 else {
      context.report(
        .objectiveTarget, "a target of 0% is always met", help: "say which share must be good, such as 99.9%",
        at: path + ["target"])
      return
    }
    guard !context.isBroken(path + ["window"]) else { return }
    unreachable(objective, path, &context)
  }

  /// Says which pairs of windows are left out, as more than everything would have to be bad.
  private static func unreachable(_ objective: Objective, _ path: Path, _ context: inout SpecContext) {
    let kept = BurnRate.pairs(of: objective)
    let dropped = BurnRate.pairs(period: objective.window).filter { $0.threshold(objective) >= 1 }
    guard let fastest = dropped.first else { return }
    let windows = dropped.map { "\($0.long)" }.joined(separator: ", ")
    let pages = kept.contains { $0.rank == .page }
    context.report(
      .objectiveBurn,
      "no alert on burn rates over \(windows): \(fastest.factor) × \(Ratio.percentage(objective.errorBudget)) = \(Ratio.percentage(fastest.threshold(objective).rounded(4))) bad events is never exceeded"
        + (pages ? "" : "; nobody is paged"),
      help:
        "the budget is watched over \(kept.map { "\($0.long)" }.joined(separator: ", ")); all pairs of windows need a target above \(Ratio.percentage((1 - 1 / fastest.factor).rounded(4)))",
      at: path + ["target"])
  }

  private static func window(_ resolved: ResolvedObjective, _ path: Path, _ context: inout SpecContext) {
    let window = resolved.objective.window
    guard !context.isBroken(path + ["window"]) else { return }
    let isRetentionKnown = !context.isBroken(["retention", "metrics"]) && !context.isMistyped(["retention"])
    if isRetentionKnown, window > context.spec.retention.metrics {
      context.report(
        .objectiveWindow,
        "the objective looks back \(window), and metrics are kept for \(context.spec.retention.metrics)",
        help: "set `retention: { metrics: \(window) }` or more", at: path + ["window"],
        notes: [("the retention", ["retention", "metrics"])])
    }
    if BurnRate.pairs(period: window).isEmpty {
      context.report(
        .objectiveWindow, "a window of \(window) is too short for burn rates, which are made of rates over 5m",
        help: "use \(BurnRate.shortestPeriod) or more; 28d or 30d are usual", at: path + ["window"])
    }
  }

  private static func metric(_ name: String, _ resolved: ResolvedObjective, _ path: Path, _ context: inout SpecContext)
  {
    let place: Path = ["services", .key(resolved.owner.name)]
    let owner = resolved.owner.name
    guard context.resolved.job(of: owner) ?? context.resolved.job(bringing: owner) != nil else {
      guard !context.isBroken(place + ["scrapes"]) else { return }
      context.report(
        .objectiveMetric, "nothing of `\(resolved.owner.name)` is scraped to measure this by",
        help: "remove `scrapes: {}`, or use `type: probe`", at: path)
      return
    }
    let exposed = resolved.owner.exposedName(of: name)
    guard
      let metric = resolved.owner.metrics[exposed] ?? resolved.owner.metrics[MetricPart.split(exposed)?.metric ?? ""]
    else {
      // What is said to be not exposed is reported as such.
      guard !resolved.owner.notExposed.contains(Signal(name)), context.knowsPacks(of: resolved.owner),
        !context.isMistyped(place + ["metrics"])
      else { return }
      context.report(
        .objectiveMetric, "`\(resolved.owner.name)` exposes no `\(exposed)` to measure this by",
        help: "add the pack `http` to its `packs`, or use `type: ratio` with expressions of its own",
        at: path)
      return
    }
    // What the service says of the metric lies over what its pack does.
    let labels = place + ["metrics", .key(exposed), "labels"]
    for (label, values) in resolved.objective.match where !context.isBroken(labels) {
      guard let domain = metric.labels[resolved.owner.exposedName(of: label, in: name)] else {
        context.report(
          .objectiveMatch, "`\(exposed)` has no label `\(label)`",
          help: Spelling.help(for: label, among: metric.labels.keys), at: path + ["match", .name(label)])
        continue
      }
      guard !domain.values.isEmpty else { continue }
      for (index, value) in values.enumerated() where !domain.values.contains(value) {
        context.report(
          .objectiveMatch, "`\(label)` of `\(exposed)` is never `\(value)`",
          help: Spelling.help(for: value, among: domain.values), at: path + ["match", .key(label), .index(index)])
      }
    }
  }

  /// The bound must be a bucket, or the share below it cannot be counted.
  private static func latency(
    _ bound: PrometheusDuration, _ resolved: ResolvedObjective, _ path: Path, _ context: inout SpecContext
  ) {
    metric("http_request_duration_seconds", resolved, path, &context)
    let owner = resolved.owner
    let name = owner.exposedName(of: "http_request_duration_seconds")
    let exposed = owner.names?.exposedBound(bound.seconds, of: "http_request_duration_seconds") ?? bound.seconds
    let declared: Path = ["services", .key(resolved.owner.name), "metrics", .key(name), "buckets"]
    guard context.isRead(path + ["under"]), !context.isBroken(declared) else { return }
    guard let buckets = resolved.owner.metrics[name]?.buckets, !buckets.contains(exposed) else { return }
    let below = buckets.last { $0 < exposed }
    let above = buckets.first { $0 > exposed }
    let neighbours = [below, above].compactMap { $0.map { "\($0)" } }.joined(separator: " and ")
    context.report(
      .objectiveBucket,
      "\(bound) is not a bucket of `\(name)`; the nearest are \(neighbours) \(owner.metrics[name]?.unit ?? "seconds")",
      help: "use one of those, or declare the bound in `services.\(resolved.owner.name).metrics.\(name).buckets`",
      at: path + ["under"])
  }

  private static func check(_ probe: String, _ resolved: ResolvedObjective, _ path: Path, _ context: inout SpecContext)
  {
    guard context.resolved.prober != nil || context.resolved.probes.isEmpty else {
      guard context.knowsParts, context.knows("components", "managed", "targets") else { return }
      context.report(
        .objectiveProbe, "no blackbox exporter runs: `\(probe)` would never be probed", help: WatchChecks.proberHelp,
        at: path + ["probe"])
      return
    }
    guard let service = context.spec.services[resolved.owner.name] else { return }
    let health: Path = ["services", .key(resolved.owner.name), "health"]
    let checks = [
      ("health", service.health?.path, health + ["path"]),
      ("deep-health", service.health?.deepPath, health + ["deep_path"]),
    ]
    let own =
      checks.compactMap { name, path, _ in path.map { _ in name } }
      + context.spec.probes.filter { ($1.service ?? $0) == resolved.owner.name }.keys
    let mayBe =
      checks.contains { $0.0 == probe && context.isBroken($0.2) } || context.isMistyped(health)
      || !context.knows("probes", "service")
    guard !own.contains(probe), !mayBe else { return }
    context.report(
      .objectiveProbe, "`\(resolved.owner.name)` has no probe `\(probe)`",
      help: own.isEmpty ? "add `health: { path: /health }`" : Spelling.help(for: probe, among: own),
      at: path + ["probe"])
  }

  private static func expression(_ text: String, _ path: Path, _ context: inout SpecContext) {
    guard context.isRead(path) else { return }
    let template = ExpressionTemplate(text)
    for placeholder in template.placeholders where placeholder.name != "window" {
      context.report(
        .expression, [("unknown placeholder `$\(placeholder.name)`", placeholder.range)],
        help: "only `$window` is replaced", in: path)
    }
    if !template.placeholders.contains(where: { $0.name == "window" }) {
      context.report(
        .objectiveExpression, "the expression does not use `$window`",
        help: "write the range as `[$window]`: rates over several windows are made from it", at: path)
    }
    context.report(
      .expression, template.validated().errors.map { ($0.message, $0.range) }, help: "Prometheus would refuse it",
      in: path)
  }

  private static func isWellFormed(_ text: String) -> Bool {
    let template = ExpressionTemplate(text)
    return template.placeholders.allSatisfy { $0.name == "window" } && !template.placeholders.isEmpty
      && template.validated().errors.isEmpty
  }
}
