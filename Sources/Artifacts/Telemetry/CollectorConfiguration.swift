import Documents
import Project

/// `otel-collector/config.yml`: takes in OTLP, and hands each signal to where it is kept, traces sampled as a whole.
struct CollectorConfiguration {
  private let stack: Stack
  private let tracing: Tracing
  private let spans: SpanMetrics?

  init(_ stack: Stack, _ tracing: Tracing) {
    self.stack = stack
    self.tracing = tracing
    spans = SpanMetrics(stack)
  }

  var tree: Tree {
    .compact([
      "extensions": ["health_check": ["endpoint": listener(13133)]],
      "receivers": [
        "otlp": ["protocols": ["grpc": ["endpoint": listener(4317)], "http": ["endpoint": listener(4318)]]]
      ],
      "connectors": spans.map { .mapping([.init($0.name, $0.tree)]) },
      "processors": processors,
      "exporters": exporters,
      "service": [
        "extensions": ["health_check"],
        "pipelines": pipelines,
        "telemetry": TracingConfiguration.ownTelemetry(stack.target.listener(of: endpoint(8888))),
      ],
    ])
  }

  private func endpoint(_ port: Int) -> Endpoint { Endpoint(Endpoint.collector.part, port: port) }

  private func listener(_ port: Int) -> Tree { .string(stack.target.listener(of: endpoint(port)).description) }

  private var sampling: TailSampling? { tracing.tailSample.flatMap(TailSampling.init) }
  private var takesMetrics: Bool { stack.metricSenders.contains { $0.sent.contains(.metrics) } }
  private var servesMetrics: Bool { !stack.metricSenders.isEmpty }
  private var takesLogs: Bool { !stack.logSenders.isEmpty }

  // MARK: Pipelines

  /// The memory limiter comes first and batches last, so that memory is bounded on entry and nothing is batched that is not kept:
  /// <https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/processor/batchprocessor/README.md>.
  private var pipelines: Tree {
    let traces = pipeline(["otlp"], (sampling == nil ? [] : ["tail_sampling"]) + ["resource", "batch"], to: storeName)
    let metrics = (takesMetrics ? ["otlp"] : []) + (spans.map { [$0.name] } ?? [])
    return .compact([
      "traces": traces,
      "traces/metrics": spans.map {
        .commented("All that arrive are counted, whatever is kept.", pipeline(["otlp"], [], to: $0.name))
      },
      "metrics": servesMetrics ? pipeline(metrics, ["resource", "batch"], to: "prometheus") : nil,
      "logs": takesLogs
        ? pipeline(["otlp"], ["resource"] + (labels.isEmpty ? [] : ["resource/logs"]) + ["batch"], to: lokiName) : nil,
    ])
  }

  private func pipeline(_ receivers: [String], _ processors: [String], to exporter: String) -> Tree {
    [
      "receivers": .strings(receivers), "processors": .strings(["memory_limiter"] + processors),
      "exporters": .strings([exporter]),
    ]
  }

  private var processors: Tree {
    .compact([
      "memory_limiter": TracingConfiguration.memoryLimiter,
      "tail_sampling": sampling?.tree,
      // What the application says itself stays: https://opentelemetry.io/docs/specs/semconv/resource/deployment-environment/
      "resource": [
        "attributes": [
          ["key": "deployment.environment.name", "value": .string(stack.environment), "action": "insert"]
        ]
      ],
      "resource/logs": takesLogs && !labels.isEmpty ? ["attributes": .list(labels)] : nil,
      // Bounded well below what the store accepts in one message.
      "batch": ["timeout": "1s", "send_batch_size": 1024, "send_batch_max_size": 2048],
    ])
  }

  /// What lines of logs are labelled by, as attributes of those names. Others than these two a resource may have by itself.
  private var labels: [Tree] {
    let sources = ["service": "service.name", "environment": "deployment.environment.name"]
    return (stack.logging?.labels ?? []).compactMap { label in
      sources[label].map { ["key": .string(label), "from_attribute": .string($0), "action": "upsert"] }
    }
  }

  // MARK: Exporters

  /// What exporters are called: <https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/exporter/otlpexporter/README.md>.
  private var storeName: String { stack.takes(.exporterByProtocol) ? "otlp_grpc" : "otlp" }
  private var lokiName: String { stack.takes(.exporterByProtocol) ? "otlp_http" : "otlphttp" }

  private var exporters: Tree {
    .mapping(
      [
        .init(
          storeName,
          Tree.mapping([
            .init("endpoint", .string(stack.address(of: .traceStore) ?? "")),
            // Both ends are on the stack's own network.
            .init("tls", ["insecure": true]),
          ]).merging(Self.patience))
      ]
        + (servesMetrics ? [.init("prometheus", prometheus)] : [])
        // The path of each signal is added: https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/exporter/otlphttpexporter/README.md
        + (takesLogs
          ? [
            .init(
              lokiName,
              Tree.mapping([.init("endpoint", .string("http://\(stack.address(of: .loki) ?? "")/otlp"))])
                .merging(Self.patience))
          ] : []))
  }

  /// Long enough for a restart of the store with its checks. The queue is measured in items: by default it would be a thousand batches of any
  /// size. <https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/exporter/exporterhelper/README.md>
  private static let patience: Tree = [
    "retry_on_failure": ["max_elapsed_time": "10m"],
    "sending_queue": ["sizer": "items", "queue_size": 100_000],
  ]

  /// Exemplars are served in OpenMetrics only. What is not sent any more stays for `metric_expiration`, five minutes by default:
  /// <https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.159.0/exporter/prometheusexporter/README.md>.
  private var prometheus: Tree {
    ["endpoint": listener(Endpoint.collected.port), "enable_open_metrics": true, "metric_expiration": "5m"]
  }
}
