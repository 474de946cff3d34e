import Documents

/// Some readers fill in variables where a value has `$`, and take two for one:
///
/// - some targets;
/// - Grafana's provisioning, <https://grafana.com/docs/grafana/latest/administration/provisioning/#use-environment-variables>;
/// - the OpenTelemetry collector, and Jaeger, which is one, <https://opentelemetry.io/docs/collector/configuration/#environment-variables>;
/// - the replacement of a relabelling step, which is Go's `Regexp.Expand`, <https://pkg.go.dev/regexp#Regexp.Expand>.
///
/// Alertmanager, Alloy and the blackbox exporter fill in nothing, Loki only with `-config.expand-env`, and Prometheus only in `external_labels`, where the
/// spec has none.
extension String {
  /// As such a reader takes it for this text.
  package var withDollarsDoubled: String {
    guard utf8.contains(UInt8(ascii: "$")) else { return self }
    return split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$")
  }
}

extension Tree {
  /// The same for every text in it.
  package var withDollarsDoubled: Tree {
    switch self {
    case .string(let text): .string(text.withDollarsDoubled)
    case .list(let items): .list(items.map(\.withDollarsDoubled))
    case .mapping(let entries): .mapping(entries.map { Entry($0.key, $0.value.withDollarsDoubled) })
    case .commented(let comment, let tree): .commented(comment, tree.withDollarsDoubled)
    case .null, .boolean, .integer, .number: self
    }
  }
}
