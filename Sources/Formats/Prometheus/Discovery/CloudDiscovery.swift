import Documents
import RE2

/// Mechanisms that ask a provider of machines.
///
/// Source: github.com/prometheus/prometheus, the packages below discovery/; the forms of Scaleway's ids are those of its SDK,
/// github.com/scaleway/scaleway-sdk-go, validation.
extension DiscoveryShape {
  static let clouds: [String: SectionShape] = amazon.merging(others) { first, _ in first }

  private static let amazonAccess: [String: Shape] = [
    "region": .string, "endpoint": .string, "access_key": .string, "secret_key": .string, "profile": .string,
    "role_arn": .string, "external_id": .string,
  ].merging(polling) { first, _ in first }

  private static let amazon: [String: SectionShape] = [
    "aws": http(
      "aws", amazonAccess,
      [
        "role": .choice(["ec2", "ecs", "elasticache", "lightsail", "msk", "rds"]), "filters": .entries(filter),
        "clusters": .strings,
      ], Condition.filled("role")),
    "ec2": http(
      "ec2", amazonAccess,
      [
        "filters": .entries(
          .section(
            SectionShape("a filter", ["name": .string, "values": .strings], checks: [Condition.filled("values")])))
      ]),
    "ecs": http("ecs", amazonAccess, amazonClusters),
    "elasticache": http("elasticache", amazonAccess, amazonClusters),
    "lightsail": http("lightsail", amazonAccess, [:]),
    "msk": http("msk", amazonAccess, amazonClusters),
    "rds": http("rds", amazonAccess, amazonClusters.merging(["filters": .entries(filter)]) { first, _ in first }),
  ]

  private static let amazonClusters: [String: Shape] = ["clusters": .strings, "request_concurrency": .integer]

  private static let others: [String: SectionShape] = [
    "azure": http(
      "azure", polling,
      [
        "environment": .string, "subscription_id": .string, "tenant_id": .string, "client_id": .string,
        "client_secret": .string, "resource_group": .string,
        "authentication_method": .choice(["OAuth", "ManagedIdentity", "SDK", "WorkloadIdentity"]),
      ],
      Condition.filled("subscription_id"),
      Condition.when(
        "authentication_method", is: "OAuth", orMissing: true,
        Condition.filled("tenant_id", "client_id", "client_secret"))),
    "digitalocean": http("digitalocean", polling, ["role": .choice(["droplets", "databases"])]),
    "gce": plain(
      "gce", polling, ["project": .string, "zone": .string, "filter": .string, "tag_separator": .string],
      Condition.filled("project", "zone")),
    "hetzner": http(
      "hetzner", polling, ["role": .choice(["robot", "hcloud"]), "label_selector": .string], Condition.filled("role")),
    "ionos": http("ionos", polling, ["datacenter_id": .string], Condition.filled("datacenter_id")),
    "linode": http("linode", polling, ["tag_separator": .string, "region": .string]),
    "oci": http(
      "oci", ["refresh_interval": .positiveDuration, "port": .integer],
      [
        "auth": .choice(["api_key", "instance_principal"]), "tenancy": .string, "user": .string, "fingerprint": .string,
        "key_file": .string, "key_passphrase": .string, "key_passphrase_file": .string, "region": .string,
        "compartments": .list(.parsed { $0.isEmpty ? "a compartment cannot be empty" : nil }),
      ],
      Condition.filled("region"),
      Condition.when(
        "auth", is: "api_key", orMissing: true, Condition.filled("tenancy", "user", "fingerprint", "key_file")),
      Condition.when(
        "auth", is: "api_key", orMissing: true, Condition.atMostOne("key_passphrase", "key_passphrase_file")),
      Condition.when("auth", is: "instance_principal") { node in
        ["tenancy", "user", "fingerprint", "key_file", "key_passphrase", "key_passphrase_file"].filter {
          node.isFilled($0)
        }.prefix(1).map { key in
          FormatProblem(
            "`\(key)` has no place beside `auth: instance_principal`", at: node.entry(key)?.key.range ?? node.range)
        }
      }),
    "outscale": http(
      "outscale", polling,
      [
        "endpoint": .string, "region": .string, "access_key": .string, "secret_key": .string,
        "secret_key_file": .string,
      ],
      Condition.notEmptied("region"), Condition.filled("access_key"),
      Condition.oneOf("secret_key", "secret_key_file"), Condition.atMostOne("secret_key", "secret_key_file")),
    "ovhcloud": plain(
      "ovhcloud", refresh,
      [
        "endpoint": .string, "application_key": .string, "application_secret": .string, "consumer_key": .string,
        "service": .choice(["dedicated_server", "vps"]),
      ],
      Condition.notEmptied("endpoint"),
      Condition.filled("application_key", "application_secret", "consumer_key", "service")),
    "scaleway": http(
      "scaleway", polling,
      [
        "project_id": id, "api_url": .string,
        "zone": form("[a-z]{2}-[a-z]{3}-[1-9]", "a zone, such as `fr-par-1`"),
        "access_key": form("SCW[A-Z0-9]{17}", "an access key: `SCW` and 17 capitals or digits"),
        "secret_key": id, "secret_key_file": .string, "name_filter": .string, "tags_filter": .strings,
        "role": .choice(["instance", "baremetal"]),
      ],
      Condition.filled("role", "project_id"), Condition.oneOf("secret_key", "secret_key_file"),
      Condition.atMostOne("secret_key", "secret_key_file"), Condition.filled("access_key")),
    "stackit": http(
      "stackit", polling,
      [
        "project": .string, "region": .string, "endpoint": .url, "service_account_key": .string,
        "private_key": .string, "service_account_key_path": .string, "private_key_path": .string,
        "credentials_file_path": .string,
      ],
      { node in
        node["region"]?.text == "" && !node.isFilled("endpoint")
          ? [FormatProblem("`endpoint` or `region` has to be set", at: node["region"]?.range ?? node.range)] : []
      }),
    "vultr": http("vultr", polling, [:]),
  ]

  /// A text of a form, or none.
  static func form(_ pattern: String, _ what: String) -> Shape {
    let pattern = try? Pattern(pattern)
    return .parsed { text in text.isEmpty || pattern?.matches(text) != false ? nil : "`\(text)` is not \(what)" }
  }

  /// As github.com/google/uuid reads one: with or without hyphens, braces, `urn:uuid:`.
  static let uuid = form(
    #"(urn:uuid:)?[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|\{[0-9a-fA-F-]{36}\}|[0-9a-fA-F]{32}"#, "a UUID")

  private static let id = form(
    "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}", "a UUID")
}
