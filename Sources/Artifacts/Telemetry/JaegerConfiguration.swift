import Documents
import Project

/// `jaeger/config.yml`: takes traces from the collector, keeps them in files of its own, and shows them.
///
/// <https://github.com/jaegertracing/jaeger/blob/v2.19.0/cmd/jaeger/config-badger.yaml>
struct JaegerConfiguration {
  let target: any Target
  let retention: PrometheusDuration

  var tree: Tree {
    [
      "extensions": [
        "jaeger_storage": ["backends": ["traces": ["badger": badger]]],
        "jaeger_query": query,
        // Asked by the container's own health check only: its answer describes the inside.
        "healthcheckv2": ["use_v2": true, "http": ["endpoint": own(13133)]],
      ],
      "receivers": [
        // gRPC's own bound, 4 MiB, is less than a batch may have.
        "otlp": ["protocols": ["grpc": ["endpoint": listener(.traceStore), "max_recv_msg_size_mib": 16]]]
      ],
      "processors": ["memory_limiter": TracingConfiguration.memoryLimiter],
      "exporters": ["jaeger_storage_exporter": ["trace_storage": "traces"]],
      "service": [
        "extensions": ["jaeger_storage", "jaeger_query", "healthcheckv2"],
        "pipelines": [
          "traces": .commented(
            "No batches and no queue here: a span is acknowledged once it is stored, and else the collector sends it again.",
            ["receivers": ["otlp"], "processors": ["memory_limiter"], "exporters": ["jaeger_storage_exporter"]])
        ],
        "telemetry": TracingConfiguration.ownTelemetry(target.listener(of: endpoint(8888))),
      ],
    ]
  }

  private func endpoint(_ port: Int) -> Endpoint { Endpoint(Endpoint.traceStore.part, port: port) }

  private func listener(_ endpoint: Endpoint) -> Tree { .string(target.listener(of: endpoint).description) }

  /// For nobody else.
  private func own(_ port: Int) -> Tree { .string("127.0.0.1:\(target.listener(of: endpoint(port)).port)") }

  /// Keys: <https://github.com/jaegertracing/jaeger/blob/v2.19.0/internal/storage/v1/badger/config.go>.
  private var badger: Tree {
    let folder = target.path(of: .init("jaeger-data", at: "/tmp")) + "/jaeger"
    return [
      "ephemeral": false,
      // Below the only folder of the image that its user may write to; the volume is mounted there.
      "directories": ["keys": .string("\(folder)/keys"), "values": .string("\(folder)/values")],
      "ttl": ["spans": .string(retention.goDescription)],
    ]
  }

  /// Keys: <https://github.com/jaegertracing/jaeger/blob/v2.19.0/cmd/jaeger/internal/extension/jaegerquery/internal/flags.go>.
  private var query: Tree {
    [
      "base_path": "/",
      "storage": ["traces": "traces"],
      "http": ["endpoint": listener(.traceQueries)],
      // Nobody else asks by gRPC.
      "grpc": ["endpoint": own(16685)],
      // Searches are no traffic of the project.
      "enable_tracing": false,
    ]
  }
}
