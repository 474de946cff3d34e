import Documents

/// `remote_write` and `remote_read`.
///
/// Source: github.com/prometheus/prometheus, config/config.go and storage/remote/{azuread,googleiam}.
enum RemoteStorageShape {
  static let write = HTTPClientShape.section(
    "remote_write",
    [
      "url": .url, "remote_timeout": .duration, "headers": HTTPClientShape.headers,
      "write_relabel_configs": RelabelShape.rules, "name": .string, "send_exemplars": .boolean,
      "send_native_histograms": .boolean, "round_robin_dns": .boolean,
      "protobuf_message": .choice(["prometheus.WriteRequest", "io.prometheus.write.v2.Request"]),
      "failed_request_logging": .boolean, "queue_config": .section(queue),
      "metadata_config": .section(
        SectionShape(
          "metadata_config", ["send": .boolean, "send_interval": .duration, "max_samples_per_send": .integer])),
      "sigv4": HTTPClientShape.sigv4, "azuread": azure,
      "google_iam": .section(SectionShape("google_iam", ["credentials_file": .string])),
    ],
    required: ["url"],
    checks: [
      Condition.atMostOnePresent("basic_auth", "authorization", "oauth2", "sigv4", "azuread", "google_iam")
    ])

  static let read = HTTPClientShape.section(
    "remote_read",
    [
      "url": .url, "remote_timeout": .duration, "chunked_read_limit": .natural, "headers": HTTPClientShape.headers,
      "read_recent": .boolean, "name": .string, "required_matchers": .labels, "filter_external_labels": .boolean,
    ], required: ["url"])

  private static let queue = SectionShape(
    "queue_config",
    [
      "capacity": positive, "max_shards": positive, "min_shards": positive, "max_samples_per_send": positive,
      "batch_send_deadline": .duration, "min_backoff": .duration, "max_backoff": .duration,
      "retry_on_http_429": .boolean, "sample_age_limit": .duration,
    ],
    checks: [
      { node in
        let least = node.number("min_shards") ?? 1, most = node.number("max_shards") ?? 50
        guard least > most, let entry = node.entry("min_shards") ?? node.entry("max_shards") else { return [] }
        return [
          FormatProblem("`min_shards` (\(Int(least))) is more than `max_shards` (\(Int(most)))", at: entry.value.range)
        ]
      },
      { node in
        let least = node.duration("min_backoff") ?? PrometheusDuration(milliseconds: 30)
        let most = node.duration("max_backoff") ?? .seconds(5)
        guard most < least, let entry = node.entry("max_backoff") ?? node.entry("min_backoff") else { return [] }
        return [FormatProblem("`max_backoff` (\(most)) is less than `min_backoff` (\(least))", at: entry.value.range)]
      },
    ])

  private static let positive = Shape.parsed { text in
    guard let value = ForeignScalars.number(Scalar(text: text, style: .plain)) else { return "`\(text)` is no number" }
    return value >= 1 ? nil : "this has to be more than 0"
  }

  private static let azure = Shape.section(
    SectionShape(
      "azuread",
      [
        "managed_identity": .section(SectionShape("managed_identity", ["client_id": DiscoveryShape.uuid])),
        "workload_identity": .section(
          SectionShape(
            "workload_identity",
            ["client_id": DiscoveryShape.uuid, "tenant_id": DiscoveryShape.uuid, "token_file_path": .string],
            checks: [Condition.filled("client_id", "tenant_id")])),
        "oauth": .section(
          SectionShape(
            "oauth", ["client_id": DiscoveryShape.uuid, "client_secret": .string, "tenant_id": .string],
            checks: [Condition.filled("client_id", "client_secret", "tenant_id")])),
        "sdk": .section(SectionShape("sdk", ["tenant_id": .string])),
        "certificate": .section(
          SectionShape(
            "certificate",
            [
              "client_id": DiscoveryShape.uuid, "tenant_id": .string, "certificate_path": .string,
              "certificate_key_path": .string, "certificate_password": .string, "send_certificate_chain": .boolean,
            ], checks: [Condition.filled("client_id", "tenant_id", "certificate_path")])),
        "cloud": .optionalChoice(["AzureChina", "AzureGovernment", "AzurePublic"]),
        "scope": DiscoveryShape.form(#"[\w\s:/.\-]+"#, "a scope"),
      ],
      checks: [
        Condition.atMostOnePresent("managed_identity", "workload_identity", "oauth", "sdk", "certificate"),
        { node in
          ["managed_identity", "workload_identity", "oauth", "sdk", "certificate"].contains { node.isPresent($0) }
            ? []
            : [
              FormatProblem(
                "`azuread` needs one way to authenticate", help: "add `managed_identity:`", at: Condition.start(node))
            ]
        },
      ]))
}
