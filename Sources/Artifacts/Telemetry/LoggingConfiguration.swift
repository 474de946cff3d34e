import Documents
import Project
import Regeneration

/// `loki/loki.yml`, where the spec asks for logs and the stack runs them.
package enum LoggingConfiguration {
  @Sendable static func generate(_ stack: Stack) -> [Artifact] {
    guard stack.providedLogging != nil else { return [] }
    return [
      .yaml("loki/loki.yml", loki(stack), "One process, one tenant, everything on the volume loki-data.", stack)
    ]
  }

  /// Lines older than this are not taken: Loki would delete them at once, and its default is a week.
  package static func oldestLine(_ stack: Stack) -> PrometheusDuration { min(stack.retention.logs, .days(7)) }

  /// Keys of Loki 3.7, <https://github.com/grafana/loki/blob/v3.7.6/docs/sources/shared/configuration.md>.
  private static func loki(_ stack: Stack) -> Tree {
    let folder = stack.target.path(of: .init("loki-data", at: "/loki"))
    let takesObjectStore = stack.takes(.objectStore)
    let retention = Tree.string(stack.retention.logs.description)
    var limits: Tree = [
      "retention_period": retention, "max_query_lookback": retention,
      "reject_old_samples_max_age": .string(oldestLine(stack).description),
      // The pack's alert on streams refers to it.
      "max_global_streams_per_user": 5000,
    ]
    // The default allows questions over 30d1h.
    if stack.retention.logs > .days(30) {
      limits["max_query_length"] = .string("\(stack.retention.logs.milliseconds / 3_600_000 + 1)h")
    }
    if !stack.logSenders.isEmpty, let logging = stack.logging { limits["otlp_config"] = otlp(logging) }
    let tree: Tree = [
      "auth_enabled": false,
      "server": server(stack.target),
      "common": takesObjectStore ? common(folder) : common(folder).merging(["storage": oldStorage(folder)]),
      "schema_config": .commented(
        "An entry that has data is never changed; another with a later date is added.",
        [
          "configs": [
            [
              "from": "2024-01-01", "store": "tsdb", "object_store": "filesystem", "schema": "v13",
              "index": ["prefix": "index_", "period": "24h"],
            ]
          ]
        ]),
      "ingester": .commented(
        "Half of the container's memory: replaying the log after a start must fit.",
        ["wal": ["replay_memory_ceiling": "512MB"]]),
      "compactor": ["retention_enabled": true, "delete_request_store": "filesystem"],
      "limits_config": limits,
      "analytics": ["reporting_enabled": false],
    ]
    return (takesObjectStore ? tree.merging(storage(folder)) : tree).merging(ruler(stack, folder))
  }

  /// Lines that arrive by OTLP have the labels of all others; the collector names attributes so. What else a resource says is kept beside the line:
  /// <https://github.com/grafana/loki/blob/v3.7.6/docs/sources/send-data/otel/_index.md>.
  private static func otlp(_ logging: Logging) -> Tree {
    let labels: Tree = ["action": "index_label", "attributes": .strings(logging.labels)]
    return ["resource_attributes": ["ignore_defaults": true, "attributes_config": [labels]]]
  }

  /// Evaluates the alerts on log lines, from the folder of the one tenant, and sends them to the Alertmanager that Prometheus sends its own
  /// to: <https://github.com/grafana/loki/blob/v3.7.6/docs/sources/alert/_index.md>. Nobody changes rules by the API, which it would serve to all who
  /// reach it. The labels that Prometheus adds to its alerts are added to these as well.
  private static func ruler(_ stack: Stack, _ folder: String) -> Tree {
    guard stack.ruleFiles.contains(where: { $0.language == .logQL }) else { return [:] }
    let rules = Tree.string(stack.target.path(of: .init("./loki", at: "/etc/loki")) + "/rules")
    let labels = stack.prometheus.externalLabels
    let storage: Tree =
      stack.takes(.objectStore)
      ? ["ruler_storage": ["local": ["directory": rules]]]
      : ["common": ["storage": ["filesystem": ["rules_directory": rules]]]]
    let ruler: Tree = .compact([
      "rule_path": .string("\(folder)/rules-temporary"), "enable_api": false,
      "evaluation_interval": "1m",
      "alertmanager_url": stack.address(of: .alertmanager).map { .string("http://\($0)") },
      "enable_alertmanager_v2": true,
      "external_labels": labels.isEmpty ? nil : .mapping(labels.map { .init($0, .string($1)) }),
    ])
    return storage.merging(["ruler": ruler])
  }

  /// In a container it listens on all addresses by itself.
  private static func server(_ target: any Target) -> Tree {
    let (http, grpc) = (target.listener(of: .loki), target.listener(of: Endpoint(Endpoint.loki.part, port: 9095)))
    return .compact([
      "http_listen_address": target.isContainerized ? nil : .string(http.host), "http_listen_port": .integer(http.port),
      "grpc_listen_address": target.isContainerized ? nil : .string(grpc.host),
      "grpc_listen_port": target.isContainerized ? nil : .integer(grpc.port), "log_format": "json",
    ])
  }

  private static func common(_ folder: String) -> Tree {
    [
      "instance_addr": "127.0.0.1", "path_prefix": .string(folder), "replication_factor": 1,
      "ring": ["kvstore": ["store": "inmemory"]],
    ]
  }

  /// The clients that are on by default after 3.7, which then no longer read `common.storage.filesystem`. They read and write the same files:
  /// <https://grafana.com/docs/loki/latest/setup/migrate/migrate-storage-clients/#filesystem-storage-migration>.
  private static func storage(_ folder: String) -> Tree {
    [
      "storage_config": [
        "use_thanos_objstore": true, "object_store": ["filesystem": ["dir": .string("\(folder)/chunks")]],
      ],
      "ruler_storage": ["backend": "local", "local": ["directory": .string("\(folder)/rules")]],
    ]
  }

  private static func oldStorage(_ folder: String) -> Tree {
    [
      "filesystem": [
        "chunks_directory": .string("\(folder)/chunks"), "rules_directory": .string("\(folder)/rules"),
      ]
    ]
  }
}
