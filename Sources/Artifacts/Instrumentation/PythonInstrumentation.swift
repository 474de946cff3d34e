import Documents
import Project
import Regeneration

/// `instrumentation/`: the code by which a service exposes exactly the metrics that the spec declares.
enum PythonInstrumentation {
  @Sendable static func generate(_ stack: Stack) -> [Artifact] {
    let shared =
      ["pharos_metrics.py", "pharos_http.py", "pharos_logging.py", "pharos_health.py"]
      + (stack.tracing == nil ? [] : ["pharos_tracing.py"]) + (usesRUM(stack) ? ["pharos_rum.py"] : [])
    var artifacts = shared.compactMap { copy("python/\($0)", comment: "#", stack) }
    if usesRUM(stack) { artifacts += [copy("browser/pharos-rum.js", comment: "//", stack)].compactMap { $0 } }
    let reserved = ReservedValues(stack)
    artifacts += stack.services.map {
      .text("instrumentation/python/\(MetricsModule.name($0)).py", MetricsModule.text($0, reserved, stack))
    }
    artifacts.append(.text("instrumentation/python/requirements.txt", requirements(stack)))
    artifacts.append(.text("instrumentation/README.md", readme(stack)))
    return artifacts
  }

  private static func usesRUM(_ stack: Stack) -> Bool { stack.services.contains { $0.packs.contains("rum") } }

  private static func copy(_ path: String, comment: String, _ stack: Stack) -> Artifact? {
    stack.instrumentation["instrumentation/\(path)"].map { source in
      .text("instrumentation/\(path)", "\(comment) \(Header.owned(stack))\n" + source.text(0..<source.bytes.count))
    }
  }

  private static func requirements(_ stack: Stack) -> String {
    var lines = ["# \(Header.owned(stack))", "prometheus-client>=0.16"]
    if stack.tracing != nil {
      lines += ["opentelemetry-sdk>=1.27", "opentelemetry-exporter-otlp-proto-grpc>=1.27"]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func readme(_ stack: Stack) -> String {
    let example = stack.services.first.map(MetricsModule.name) ?? "service_metrics"
    let tracing =
      stack.tracing.map { tracing in
        "\npharos_tracing.configure(service=\"\(stack.services.first?.name ?? "api")\", environment=\"\(stack.environment)\", ratio=\(tracing.headSample))"
      } ?? ""
    return """
      <!-- \(Header.owned(stack)) -->

      # Instrumentation

      A service imports its own module and exposes exactly the metrics that the spec declares, each label within its declared domain: a value
      outside it is counted as `other`, and a status code as its class. Values that objectives and alerts match always have a place. Requests of
      scrapes and health checks are not counted: they are no traffic.

      | service | module | endpoints |
      |---|---|---|
      \(stack.services.map { Markdown.row([$0.name, "`python/\(MetricsModule.name($0)).py`", $0.scrapes.map { Markdown.code($1.path) }.joined(separator: ", ")]) }.joined(separator: "\n"))

      ```python
      import pharos_http, pharos_logging, pharos_metrics\(stack.tracing == nil ? "" : ", pharos_tracing")
      import \(example) as metrics

      pharos_logging.configure(service="\(stack.services.first?.name ?? "api")", environment="\(stack.environment)")\(tracing)
      app.add_middleware(pharos_http.PharosMiddleware, metrics=metrics)

      @app.get("/metrics")
      def scrape():
          body, content_type = pharos_metrics.expose(metrics.MAIN)
          return Response(body, media_type=content_type)
      ```

      `pharos_health.py` has health and deep health as the probes expect them.

      """
  }
}

/// The module of one service.
private enum MetricsModule {
  static func name(_ owner: Owner) -> String { PythonName.of(owner.name) + "_metrics" }

  static func text(_ owner: Owner, _ reserved: ReservedValues, _ stack: Stack) -> String {
    let metrics = owner.metrics.filter { name, _ in !name.contains(":") }
    var lines = [
      "# \(Header.owned(stack))", "\"\"\"Metrics of the service \(owner.name).\"\"\"", "",
      "from pharos_metrics import \(functions(metrics).joined(separator: ", "))", "",
    ]
    for (name, scrape) in owner.scrapes {
      lines.append("# Answers \(scrape.path).\n\(registry(name)) = registry()")
    }
    lines += [
      "", "# What scrapes and health checks ask for; the middleware does not count it.",
      "UNCOUNTED_PATHS = [\(owner.machinePaths.map(JSONWriter.quoted).joined(separator: ", "))]",
    ]
    for (name, metric) in metrics {
      lines += ["", declaration(name, metric) { reserved.values(of: $0, in: name, of: owner) }]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func functions(_ metrics: OrderedMap<Metric>) -> [String] {
    (metrics.values.map { function($0) } + ["registry"]).uniqued().sorted()
  }

  private static func function(_ metric: Metric) -> String {
    switch metric.type {
    case .counter: "counter"
    case .histogram: "histogram"
    case .summary: "summary"
    case .info: "info"
    default: "gauge"
    }
  }

  private static func registry(_ scrape: String) -> String { PythonName.of(scrape.uppercased()) }

  /// - Parameter kept: the values of a label that always have a place.
  private static func declaration(_ name: String, _ metric: Metric, kept: (String) -> [String]) -> String {
    func list(_ values: [String]) -> String { "[\(values.map(JSONWriter.quoted).joined(separator: ", "))]" }
    var arguments = [JSONWriter.quoted(name), JSONWriter.quoted(metric.help ?? name)]
    let labels = metric.labels.map { label, domain in
      "\(JSONWriter.quoted(label)): "
        + (!domain.values.isEmpty
          ? list(domain.values) : kept(label).isEmpty ? "\(domain.size)" : "(\(domain.size), \(list(kept(label))))")
    }
    arguments += ["{\(labels.joined(separator: ", "))}", registry(metric.scrape ?? "main")]
    if metric.type == .histogram {
      arguments.append("buckets=[\(metric.buckets.map(\.digits).joined(separator: ", "))]")
    }
    return "\(PythonName.of(name)) = \(function(metric))(\n    \(arguments.joined(separator: ",\n    ")),\n)"
  }
}
