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
    let owner = context.stack.owners.first { $0.kind == .service && $0.name == service }
    let isRefinement = owner?.packs.contains { context.stack.packs[$0]?.metrics[name] != nil } ?? false
    if metric.type == nil, !isRefinement {
      context.report(
        "missing-key", "the key `type` is missing",
        help: "add `type:` (counter, gauge, histogram…); only a pack's metric can leave it out",
        at: place + [.name(name)])
    }
    if metric.help == nil, !isRefinement {
      context.report(
        "missing-key", "the key `help` is missing", help: "say in one sentence what it counts or measures",
        at: place + [.name(name)])
    }
    let type = owner?.metrics[name]?.type ?? metric.type
    if type == .histogram, owner?.metrics[name]?.buckets.isEmpty ?? true {
      context.report(
        "buckets", "a histogram needs `buckets`",
        help: "declare the bounds that questions are asked about, such as an objective's", at: place + [.name(name)])
    }
    for bucket in metric.misplacedBuckets {
      context.report(
        "buckets", "\(bucket.bound) does not come after \(bucket.before)", help: "list the bounds in rising order",
        at: path + ["buckets", .index(bucket.index)])
    }
    for (label, domain) in metric.labels where !domain.isBounded {
      context.report(
        "unbounded-label", "nothing bounds the values of `\(label)`",
        help: "add `values: […]` or `max: N`; a label that cannot be bounded does not belong on a metric",
        at: path + ["labels", .name(label)])
    }
    for label in Metric.targetLabels where metric.labels[label] != nil {
      context.report(
        "target-label", "`\(label)` is a label of the target, which Prometheus attaches",
        help: "remove it, or rename it", at: path + ["labels", .name(label)])
    }
  }

  /// Values of one label, series of one metric, and series in all over their budgets, with the arithmetic.
  private static func budgets(_ context: inout SpecContext) {
    let budgets = context.spec.budgets
    for (service, definition) in context.spec.services {
      for (name, metric) in definition.metrics {
        for (label, domain) in metric.labels where domain.isBounded && domain.size > budgets.labelValues {
          context.report(
            "label-values",
            "\(service) × \(name): `\(label)` takes \(domain.size.grouped) values, budget \(budgets.labelValues.grouped)",
            severity: .warning,
            help: "group its values into classes, leave it out, or raise `budgets.label_values`",
            at: ["services", .key(service), "metrics", .key(name), "labels", .key(label)])
        }
      }
    }
    for owner in context.stack.services {
      for (name, metric) in owner.metrics {
        let series = metric.seriesPerTarget * owner.replicas
        guard series > budgets.seriesPerMetric else { continue }
        let path: Path = ["services", .key(owner.name), "metrics", .key(name)]
        context.report(
          "series-per-metric",
          "\(Cardinality.arithmetic(name, metric, of: owner)), budget \(budgets.seriesPerMetric.grouped)",
          severity: .warning,
          help: "lower the labels' bounds, leave a label out, or raise `budgets.series_per_metric`", at: path)
      }
    }
    // Bounds of other people's software are far above what it exposes.
    let total = Cardinality.total(of: context.stack.services)
    guard total > budgets.series else { return }
    context.report(
      "series",
      "\(Cardinality.sum(of: context.stack.services)) = \(total.grouped) series of all services, budget \(budgets.series.grouped)",
      severity: .warning, help: "begin with what has the most, or raise `budgets.series`", at: ["budgets", "series"])
  }
}

/// How many series there are, shown as arithmetic.
package enum Cardinality {
  /// `api × http_requests_total: method 7 × endpoint 40 × status 12 × targets 2 = 6720 series`.
  package static func arithmetic(_ name: String, _ metric: Metric, of owner: Owner) -> String {
    var factors = metric.labels.map { "\($0) \($1.size.grouped)" }
    switch metric.type {
    case .histogram: factors.append("buckets and sums \(metric.bucketCount + 2)")
    case .summary: factors.append("quantiles and sums \(metric.quantiles.count + 2)")
    default: break
    }
    factors.append("targets \(owner.replicas)")
    return
      "\(owner.name) × \(name): \(factors.joined(separator: " × ")) = \((metric.seriesPerTarget * owner.replicas).grouped) series"
  }

  /// Series of these, by the bounds of their catalogues. What is optional does not count.
  package static func total(of owners: [Owner]) -> Int { owners.reduce(0) { $0 + total($1) } }

  private static func total(_ owner: Owner) -> Int {
    owner.metrics.values.reduce(0) { $0 + ($1.isOptional ? 0 : $1.seriesPerTarget) } * owner.replicas
  }

  /// The total by owner, those with the most first: `api 40,000 + db 1,200 + 3 others 900`.
  static func sum(of owners: [Owner]) -> String {
    let parts = owners.map { (name: $0.name, series: total($0)) }.filter { $0.series > 0 }
      .sorted { ($1.series, $0.name) < ($0.series, $1.name) }
    let shown = parts.prefix(4).map { "\($0.name) \($0.series.grouped)" }
    let others = parts.dropFirst(4)
    let rest = others.isEmpty ? [] : ["\(others.count) others \(others.reduce(0) { $0 + $1.series }.grouped)"]
    return (shown + rest).joined(separator: " + ")
  }
}
