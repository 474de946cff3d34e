import Documents

/// A program whose files have words in common with those that pharos knows, told apart by what only it has.
package struct ForeignTool: Sendable {
  /// As messages name its files: "a configuration of Promtail".
  package let file: String

  private let isIt: @Sendable (Node) -> Bool

  /// - Returns: nil where no such program shows.
  package init?(_ root: Node) {
    guard let tool = Self.all.first(where: { $0.isIt(root) }) else { return nil }
    self = tool
  }

  private init(_ file: String, _ isIt: @escaping @Sendable (Node) -> Bool) {
    self.file = file
    self.isIt = isIt
  }

  /// Whether a mapping has all of some keys, and one of others where there are any.
  private static func has(_ all: [String], _ one: [String] = []) -> @Sendable (Node) -> Bool {
    { root in all.allSatisfy { root[$0] != nil } && (one.isEmpty || one.contains { root[$0] != nil }) }
  }

  /// Sources: the reference of each configuration in the documentation of its program.
  private static let all: [ForeignTool] = [
    // grafana/agent, pkg/metrics/instance/instance.go
    ForeignTool(
      "a configuration of Grafana Agent",
      has(
        ["scrape_configs"],
        ["host_filter", "write_stale_on_shutdown", "wal_truncate_frequency", "remote_flush_deadline"])),
    // grafana.com/docs/loki, send-data/promtail/configuration
    ForeignTool(
      "a configuration of Promtail",
      has(["scrape_configs"], ["positions", "clients", "client", "server", "limits_config"])),
    ForeignTool("a configuration of Promtail") { root in
      (root["scrape_configs"]?.sequence ?? []).contains { job in
        [
          "pipeline_stages", "journal", "syslog", "loki_push_api", "windows_events", "gcplog", "docker_sd_config",
          "heroku_drain",
        ]
        .contains { job[$0] != nil }
      }
    },
    // akash.network/docs/developers/deployment/akash-sdl
    ForeignTool("a deployment of Akash", has(["services", "profiles", "deployment"])),
    // github.com/resmoio/kubernetes-event-exporter, README.md
    ForeignTool("a configuration of an exporter of Kubernetes' events", has(["receivers"], ["logLevel", "logFormat"])),
    // grafana.com/docs/agent, static/configuration
    ForeignTool("a configuration of the Grafana Agent") { root in
      ["metrics", "prometheus", "logs", "loki"].contains { root[$0]?["configs"]?.sequence != nil }
        || root["integrations"]?.mapping != nil && root["server"] != nil
    },
    // opentelemetry.io/docs/collector/configuration
    ForeignTool("a configuration of the OpenTelemetry Collector") { root in
      root["receivers"]?.mapping != nil && (root["exporters"] != nil || root["service"]?["pipelines"] != nil)
        || root["service"]?["pipelines"]?.mapping != nil
    },
    // grafana.com/docs/loki and grafana.com/docs/mimir, configuration parameters
    ForeignTool("a configuration of Loki, Mimir or Cortex") { root in
      let parts = [
        "ingester", "distributor", "querier", "schema_config", "limits_config", "limits", "blocks_storage", "ruler",
        "ruler_storage", "compactor", "frontend", "query_range", "storage_config", "memberlist", "ingester_client",
      ]
      return root["server"]?.mapping != nil && parts.contains { root[$0]?.mapping != nil }
        || parts.count { root[$0]?.mapping != nil } > 1
    },
    // grafana.com/docs/mimir, references/http-api: the upload of a tenant's Alertmanager
    ForeignTool("an upload for Mimir's Alertmanager") { $0["alertmanager_config"]?.text != nil },
    // grafana.com/docs/grafana, alerting/set-up/provision-alerting-resources/file-provisioning
    ForeignTool("provisioned alerting of Grafana") { root in
      guard root["apiVersion"] != nil, root["kind"] == nil else { return false }
      let parts = [
        "contactPoints", "policies", "muteTimes", "deleteRules", "deleteContactPoints", "resetPolicies", "templates",
      ]
      if parts.contains(where: { root[$0]?.sequence != nil }) { return true }
      return (root["groups"]?.sequence ?? []).contains { $0["rules"]?.sequence != nil && $0["folder"] != nil }
    },
    // helm.sh/docs/topics/charts: Chart.yaml
    ForeignTool("a Helm chart's description") {
      $0["apiVersion"]?.text == "v2" && $0["name"] != nil && $0["kind"] == nil
    },
    // docs.github.com/actions, docs.gitlab.com/ci/yaml
    ForeignTool("a workflow of GitHub Actions") { $0["jobs"]?.mapping != nil && $0["on"] != nil },
    ForeignTool("an OpenAPI description") { ($0["openapi"] ?? $0["swagger"])?.text != nil && $0["paths"] != nil },
    ForeignTool("a file that SOPS has encrypted") { $0["sops"]?["mac"] != nil || $0["sops"]?["version"] != nil },
    // grafana.com/docs/pyroscope, configure-server/reference-configuration-parameters
    ForeignTool("a configuration of Pyroscope") { root in
      (root["scrape_configs"]?.sequence ?? []).contains { $0["profiling_config"] != nil }
    },
    ForeignTool("a configuration of Parca") { $0["object_storage"] != nil && $0["scrape_configs"] != nil },
    ForeignTool("a realm of Keycloak") { $0["realm"]?.text != nil },
    ForeignTool("a pipeline of Concourse") { root in
      root["jobs"]?.sequence != nil && (root["resources"] ?? root["resource_types"])?.sequence != nil
    },
  ]
}
