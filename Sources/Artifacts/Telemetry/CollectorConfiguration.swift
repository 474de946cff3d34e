import Documents
import Project

/// `otel-collector/config.yml`: takes in OTLP, samples whole traces, and hands them to the store.
struct CollectorConfiguration {
  let target: any Target
  let tracing: Tracing
  let environment: String
  /// Where the store takes spans.
  let store: String
  /// What the exporter to it is called: `otlp_grpc`, or `otlp` before 0.144,
  /// <https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/exporter/otlpexporter/README.md>.
  let exporterName: String

  var tree: Tree {
    [
      "extensions": ["health_check": ["endpoint": listener(13133)]],
      "receivers": [
        "otlp": ["protocols": ["grpc": ["endpoint": listener(4317)], "http": ["endpoint": listener(4318)]]]
      ],
      "processors": processors,
      "exporters": .mapping([.init(exporterName, exporter)]),
      "service": [
        "extensions": ["health_check"],
        "pipelines": [
          "traces": [
            "receivers": ["otlp"], "processors": .strings(processorNames), "exporters": .strings([exporterName]),
          ]
        ],
        "telemetry": TracingConfiguration.ownTelemetry(target.listener(of: endpoint(8888))),
      ],
    ]
  }

  private func endpoint(_ port: Int) -> Endpoint { Endpoint(Endpoint.collector.part, port: port) }

  private func listener(_ port: Int) -> Tree { .string(target.listener(of: endpoint(port)).description) }

  private var sampling: TailSampling? { tracing.tailSample.flatMap(TailSampling.init) }

  /// The memory limiter comes first and batches last, so that memory is bounded on entry and nothing is batched that is not kept:
  /// <https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/processor/batchprocessor/README.md>.
  private var processorNames: [String] {
    ["memory_limiter"] + (sampling == nil ? [] : ["tail_sampling"]) + ["resource", "batch"]
  }

  private var processors: Tree {
    .compact([
      "memory_limiter": TracingConfiguration.memoryLimiter,
      "tail_sampling": sampling?.tree,
      // What the application says itself stays: https://opentelemetry.io/docs/specs/semconv/resource/deployment-environment/
      "resource": [
        "attributes": [["key": "deployment.environment.name", "value": .string(environment), "action": "insert"]]
      ],
      // Bounded well below what the store accepts in one message.
      "batch": ["timeout": "1s", "send_batch_size": 1024, "send_batch_max_size": 2048],
    ])
  }

  private var exporter: Tree {
    [
      "endpoint": .string(store),
      // Both ends are on the stack's own network.
      "tls": ["insecure": true],
      // Long enough for a restart of the store with its checks. The queue is measured in spans: by default it would be a thousand batches of any
      // size. https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/exporter/exporterhelper/README.md
      "retry_on_failure": ["max_elapsed_time": "10m"],
      "sending_queue": ["sizer": "items", "queue_size": 100_000],
    ]
  }
}

/// Which traces are kept once they are complete; a trace is kept when one of the policies says so.
///
/// <https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.159.0/processor/tailsamplingprocessor/README.md>
struct TailSampling {
  let settings: Tracing.TailSample

  /// None where everything is kept anyhow: there is nothing to wait for.
  init?(_ settings: Tracing.TailSample) {
    guard settings.rest < 1 else { return nil }
    self.settings = settings
  }

  var tree: Tree {
    [
      // Times the rate of new traces it stays below `num_traces`: at 1,000 a second half of it is in use.
      "decision_wait": "10s",
      "num_traces": 20_000,
      // Late spans share the fate of their trace; ten times as many decisions as traces are remembered, as config.go recommends.
      "decision_cache": ["sampled_cache_size": 200_000, "non_sampled_cache_size": 200_000],
      "policies": .list([errors, slow, rest].compactMap { $0 }),
    ]
  }

  /// Policies hash the trace's id alike, so that the larger share includes the smaller: one below that of the rest changes nothing.
  private var errors: Tree? {
    guard settings.errors > settings.rest else { return nil }
    let isError: Tree = ["name": "error", "type": "status_code", "status_code": ["status_codes": ["ERROR"]]]
    guard settings.errors < 1 else { return isError.merging(["name": "errors"]) }
    return ["name": "errors", "type": "and", "and": ["and_sub_policy": [isError, share("share", settings.errors)]]]
  }

  /// From the start of the first span to the end of the last.
  private var slow: Tree? {
    settings.slowerThan.map {
      ["name": "slow", "type": "latency", "latency": ["threshold_ms": .integer($0.milliseconds)]]
    }
  }

  private var rest: Tree { share("rest", settings.rest) }

  private func share(_ name: String, _ ratio: Decimal) -> Tree {
    [
      "name": .string(name), "type": "probabilistic",
      "probabilistic": ["sampling_percentage": .number((ratio * 100).digits)],
    ]
  }
}
