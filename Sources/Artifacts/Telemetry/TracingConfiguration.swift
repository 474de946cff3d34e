import Documents
import Project
import Regeneration

/// The configuration of what collects traces and of what keeps them: both are built on the OpenTelemetry collector.
enum TracingConfiguration {
  @Sendable static func generate(_ stack: Stack) throws -> [Artifact] {
    guard let tracing = stack.providedTracing else { return [] }
    return [
      .yaml(
        "otel-collector/config.yml",
        CollectorConfiguration(stack, tracing).tree,
        "Applications send OTLP to \(stack.address(of: .collector) ?? "") (gRPC) or :4318 (HTTP).", expands: true, stack
      ),
      .yaml(
        "jaeger/config.yml", JaegerConfiguration(target: stack.target, retention: stack.retention.traces).tree,
        "Where traces are kept and searched.", expands: true, stack),
    ]
  }

  /// What a process says of itself.
  ///
  /// From 0.152 on a reader that says nothing leaves units and `_total` out, before it did not; so each of its switches is set, the first two alike:
  /// without units the exporter leaves names alone altogether, whatever is said of suffixes
  /// (<https://github.com/open-telemetry/opentelemetry-go/blob/exporters/prometheus/v0.67.0/exporters/prometheus/config.go>). Defaults:
  /// <https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/service/telemetry/otelconftelemetry/internal/migration/v0.3.0.go>.
  static func ownTelemetry(_ listener: HostPort) -> Tree {
    [
      "metrics": [
        "level": "normal",
        "readers": [
          [
            "pull": [
              "exporter": [
                "prometheus": [
                  "host": .string(listener.host), "port": .integer(listener.port), "without_type_suffix": false,
                  "without_units": false, "without_scope_info": true,
                ]
              ]
            ]
          ]
        ],
      ],
      "logs": ["encoding": "json"],
    ]
  }

  /// Of the container's memory. Beyond the limit less the spike everything is refused, and the sender tries again:
  /// <https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/processor/memorylimiterprocessor/README.md>.
  static let memoryLimiter: Tree = ["check_interval": "1s", "limit_percentage": 80, "spike_limit_percentage": 16]
}

extension PrometheusDuration {
  /// As Go reads durations, without days: `168h`.
  var goDescription: String {
    let units = [("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)]
    var rest = milliseconds
    let parts = units.compactMap { name, size -> String? in
      defer { rest %= size }
      return rest >= size ? "\(rest / size)\(name)" : nil
    }
    return parts.isEmpty ? "0s" : parts.joined()
  }
}
