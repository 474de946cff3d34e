import Documents

/// Declarations of metrics: complete, bounded, with sane buckets.
enum MetricChecks {
  @Sendable static func run(_ context: inout SpecContext) {
    for (name, service) in context.spec.services {
      for (metric, declaration) in service.metrics {
        check(metric, declaration, ["services", .key(name), "metrics"], name, &context)
      }
    }
    budgets(&context)
  }

  private static func check(
    _ name: String, _ metric: Metric, _ place: Path, _ service: String, _ context: inout SpecContext
  ) {
    let path = place + [.key(name)]
    let owner = context.resolved.owner(service: service, component: nil)
    // What an unknown pack has may be refined here.
    let mayRefine =
      owner.map { owner in
        !context.knowsPacks(of: owner) || owner.packs.contains { context.resolved.packs[$0]?.metrics[name] != nil }
          || owner.metrics[name]?.type != nil && owner.exposedByLibraries.contains(name)
      } ?? false
    if metric.type == nil, !mayRefine, !context.isBroken(path + ["type"]) {
      context.report(
        .missingKey, "the key `type` is missing",
        help: "add `type:` (counter, gauge, histogram…); only a pack's metric can leave it out",
        at: place + [.name(name)])
    }
    if metric.help == nil, !mayRefine, !context.isBroken(path + ["help"]) {
      context.report(
        .missingKey, "the key `help` is missing", help: "say in one sentence what it counts or measures",
        at: place + [.name(name)])
    }
    let type = owner?.metrics[name]?.type ?? metric.type
    if type == .histogram, owner?.metrics[name]?.buckets.isEmpty ?? true, !context.isBroken(path + ["buckets"]) {
      context.report(
        .buckets, "a histogram needs `buckets`",
        help: "declare the bounds that questions are asked about, such as an objective's", at: place + [.name(name)])
    }
    for bucket in metric.misplacedBuckets {
      context.report(
        .buckets, "\(bucket.bound) does not come after \(bucket.before)", help: "list the bounds in rising order",
        at: path + ["buckets", .index(bucket.index)])
    }
    for (label, domain) in metric.labels
    where !domain.isBounded
      && !context.isBroken(path + ["labels", .key(label), "values"], path + ["labels", .key(label), "max"])
    {
      context.report(
        .unboundedLabel, "the label `\(label)` has no upper bound",
        help: "add `values: […]` or `max: N`; a label that cannot be bounded does not belong on a metric",
        at: path + ["labels", .name(label)])
    }
    for label in Metric.targetLabels where metric.labels[label] != nil {
      context.report(
        .targetLabel, "`\(label)` is a label of the target, which Prometheus attaches",
        help: "remove it, or rename it", at: path + ["labels", .name(label)])
    }
  }

  /// What always has a place among the values of a label leaves one for whatever else there is.
  @Sendable static func reserved(_ context: inout SpecContext) {
    let reserved = ReservedValues(context.resolved.objectives, context.ruleFiles.alerts)
    for owner in context.resolved.services {
      for (name, metric) in owner.metrics {
        for (label, domain) in metric.labels {
          guard let limit = domain.max else { continue }
          let values = reserved.values(of: label, in: name, of: owner)
          guard values.count >= limit else { continue }
          let place: Path = ["services", .key(owner.name), "metrics", .key(name), "labels"]
          context.report(
            .reservedValues,
            "`\(label)` of `\(name)` takes \(limit) values at most, and \(values.count) of them always have a place: what is kept, and what objectives and alerts match",
            help:
              "raise `max` to \(values.count + 1) or more in `services.\(owner.name).metrics.\(name).labels.\(label)`",
            at: context.reading.node(at: place + [.key(label)]) == nil
              ? ["services", .key(owner.name)] : place + [.key(label)])
        }
      }
    }
  }

  /// Values of one label, series of one metric, and series in all over their budgets, with the arithmetic.
  private static func budgets(_ context: inout SpecContext) {
    let budgets = context.spec.budgets
    for (service, definition) in context.spec.services where !context.isBroken(["budgets", "label_values"]) {
      for (name, metric) in definition.metrics {
        for (label, domain) in metric.labels where domain.isBounded && domain.size > budgets.labelValues {
          context.report(
            .labelValues,
            "\(service) × \(name): `\(label)` takes \(domain.size.grouped) values, budget \(budgets.labelValues.grouped)",
            help: "group its values into classes, leave it out, or raise `budgets.label_values`",
            at: ["services", .key(service), "metrics", .key(name), "labels", .key(label)])
        }
      }
    }
    let cardinality = Cardinality(context.ruleFiles, jobs: context.resolved.jobs)
    var total = 0
    for owner in context.resolved.services {
      // Bounds of other people's software are far above what it exposes.
      total += cardinality.total(of: [owner])
      if context.isBroken(["budgets", "series_per_metric"]) { continue }
      let isCounted = !context.isBroken(
        ["services", .key(owner.name), "replicas"], ["services", .key(owner.name), "targets"])
      for (name, metric) in owner.metrics where isCounted {
        let series = cardinality.series(of: name, metric, owner)
        guard series > budgets.seriesPerMetric else { continue }
        let path: Path = ["services", .key(owner.name), "metrics", .key(name)]
        context.report(
          .seriesPerMetric,
          "\(cardinality.arithmetic(name, metric, of: owner)), budget \(budgets.seriesPerMetric.grouped)",
          severity: .warning,
          help: "lower the labels' bounds, leave a label out, or raise `budgets.series_per_metric`", at: path)
      }
    }
    guard total > budgets.series else { return }
    context.report(
      .series,
      "\(cardinality.sum(of: context.resolved.services)) = \(total.grouped) series of all services, budget \(budgets.series.grouped)",
      help: "begin with what has the most, or raise `budgets.series`", at: ["budgets", "series"])
  }
}
