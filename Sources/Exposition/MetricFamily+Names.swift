extension MetricFamily {
  /// As samples and queries call it: OpenMetrics leaves the suffix of counters and info metrics to the samples.
  public func name(in format: ExpositionFormat) -> String {
    guard format == .openMetrics else { return name }
    switch type {
    case .counter where !name.hasSuffix("_total"): return name + "_total"
    case .info where !name.hasSuffix("_info"): return name + "_info"
    default: return name
    }
  }

  /// Labels besides those of buckets and quantiles.
  public var ownLabels: [LabelValues] {
    labels.filter { !($0.name == "le" && type == .histogram) && !($0.name == "quantile" && type == .summary) }
  }

  /// Metrics that client libraries bring by themselves: <https://prometheus.io/docs/instrumenting/writing_clientlibs/#standard-and-runtime-collectors>
  public static let runtimePrefixes = [
    "process_", "go_", "promhttp_", "python_", "nodejs_", "jvm_", "dotnet_", "ruby_", "erlang_vm_",
  ]

  /// Whether a series tells when a metric was made: client libraries add it beside counters and their like, and nothing asks for it.
  ///
  /// - Parameter isKnown: whether there is a metric of a name.
  public static func isCreation(_ series: String, where isKnown: (String) -> Bool) -> Bool {
    guard series.hasSuffix("_created") else { return false }
    let base = String(series.dropLast("_created".count))
    return isKnown(base) || isKnown(base + "_total")
  }
}
