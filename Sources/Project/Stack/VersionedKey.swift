import Documents

/// A key of a generated configuration that not every version of its reader takes. What is a flag, a metric, a rule or a panel says `since:` in
/// its pack instead.
package struct VersionedKey: Sendable {
  /// The pack of what reads the configuration.
  package let pack: String
  /// As people say it.
  package let name: String
  /// The first version that takes it.
  package let since: SoftwareVersion

  private init(_ pack: String, _ name: String, since: String) {
    self.pack = pack
    self.name = name
    self.since = SoftwareVersion(since)!
  }

  /// <https://github.com/prometheus/prometheus/blob/v3.14.0/CHANGELOG.md>, 2.55.0.
  package static let scrapeHeaders = VersionedKey("prometheus", "headers of a scrape", since: "2.55.0")
  /// `url_file` of a webhook, <https://github.com/prometheus/alertmanager/blob/v0.34.0/CHANGELOG.md>, 0.26.0.
  package static let webhookAddressFile = VersionedKey("alertmanager", "`url_file` of a webhook", since: "0.26.0")
  /// <https://github.com/prometheus/blackbox_exporter/blob/v0.28.0/CHANGELOG.md>, 0.20.0.
  package static let grpcProbe = VersionedKey("blackbox", "a probe of the type `grpc`", since: "0.20.0")
  /// <https://github.com/grafana/loki/blob/v3.7.6/docs/sources/setup/upgrade/_index.md>, 3.4.0.
  package static let objectStore = VersionedKey("loki", "`use_thanos_objstore`", since: "3.4.0")
  /// `otlp_config`, by which Loki makes labels of attributes, <https://github.com/grafana/loki/blob/v3.7.6/docs/sources/release-notes/v3-0.md>.
  package static let otlpLogs = VersionedKey("loki", "the endpoint of OTLP", since: "3.0.0")
  /// The connector's name; `spanmetrics` before, which still works:
  /// <https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.159.0/connector/spanmetricsconnector/factory.go>
  package static let connectorByWords = VersionedKey("otel-collector", "the connector `span_metrics`", since: "0.158.0")
  /// <https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.159.0/connector/spanmetricsconnector/README.md>
  package static let spanLimit = VersionedKey("otel-collector", "`aggregation_cardinality_limit`", since: "0.125.0")
  /// The exporters' names, `otlp_http` as well; before, they are `otlp` and `otlphttp`.
  /// <https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/exporter/otlpexporter/README.md>
  package static let exporterByProtocol = VersionedKey("otel-collector", "the exporter `otlp_grpc`", since: "0.144.0")
}

/// A spec with the packs that it uses.
protocol VersionedSpec {
  var spec: Spec { get }
  var packs: [String: Pack] { get }
}

extension VersionedSpec {
  /// The version of a pack's software: what the spec says, else the pinned one; nil for what has none.
  package func version(of pack: String) -> SoftwareVersion? { spec.versions[pack] ?? packs[pack]?.version }

  /// Whether the version of a pack's software has what came with another. What has no version has everything.
  package func has(_ pack: String, since: SoftwareVersion) -> Bool { version(of: pack).map { since <= $0 } ?? true }

  package func takes(_ key: VersionedKey) -> Bool { has(key.pack, since: key.since) }
}

extension Resolver: VersionedSpec {}
extension ResolvedSpec: VersionedSpec {}

extension Stack {
  /// Whether the version that reads a generated configuration takes a key.
  package func takes(_ key: VersionedKey) -> Bool { resolved.takes(key) }

  /// Whether the version of a pack's software has what came with another.
  package func has(_ pack: String, since: SoftwareVersion) -> Bool { resolved.has(pack, since: since) }
}
