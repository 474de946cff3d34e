/// Where a part of the stack answers. Which address that is, the target knows.
package struct Endpoint: Hashable, Sendable {
  /// Name of the workload.
  package var part: String
  package var port: Int

  package init(_ part: String, port: Int) { (self.part, self.port) = (part, port) }

  // Ports that no scrape of a pack says, or that configurations of other parts name; each as the configuration that is generated sets it.
  package static let grafana = Endpoint("grafana", port: 3000)
  package static let prometheus = Endpoint("prometheus", port: 9090)
  package static let alertmanager = Endpoint("alertmanager", port: 9093)
  package static let heartbeat = Endpoint("heartbeat", port: 8080)
  /// Who asks from outside.
  package static let prober = Endpoint("blackbox", port: 9115)
  package static let loki = Endpoint("loki", port: 3100)
  /// Where applications send spans by gRPC.
  package static let collector = Endpoint("otel-collector", port: 4317)
  /// Where the collector serves the metrics that it was sent, and those that it makes of spans.
  package static let collected = Endpoint("otel-collector", port: 8889)
  /// Where the collector sends spans by gRPC, and where people and Grafana ask for traces.
  package static let traceStore = Endpoint("jaeger", port: 4317)
  package static let traceQueries = Endpoint("jaeger", port: 16686)
}
