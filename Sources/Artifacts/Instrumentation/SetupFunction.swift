import Documents
import Project

/// `setup` of a service's module. What it does stands there in full: a reader sees which parts are at work and can leave one out.
struct SetupFunction {
  let module: ServiceModule
  let metrics: OrderedMap<Metric>

  private var owner: Owner { module.owner }
  private var stack: Stack { module.stack }

  var text: String {
    (["def setup("] + parameters.map { "    \($0)," } + [") -> None:"]
      + (documentation + body).map { $0.isEmpty ? "" : "    \($0)" })
      .joined(separator: "\n") + "\n"
  }

  private var parameters: [String] {
    var parameters: [String] = []
    if owner.healthPath != nil { parameters.append("checks: _health.Checks | None = None") }
    if owner.deepHealthPath != nil {
      parameters += ["deep_checks: _health.Checks | None = None", "version: str = \"\""]
    }
    if module.has("rum") {
      parameters += [
        "pages: Sequence[str] = \(ServiceModule.tuple(pages.map(JSONWriter.quoted)))", "rum_path: str = \"/rum\"",
        "rum_origins: Collection[str] = ()",
      ]
    }
    return ["app: FastAPI"] + (parameters.isEmpty ? [] : ["*"]) + parameters
  }

  /// Pages that the spec names.
  private var pages: [String] {
    guard let domain = metrics["page_loads_total"]?.labels["page"] else { return [] }
    let named = domain.values + module.reserved.values(of: "page", in: "page_loads_total", of: owner)
    return named.filter { $0 != "other" }.uniqued()
  }

  private var documentation: [String] {
    var lines = [
      "\"\"\"Exposes the metrics above, measures and traces requests, and writes logs as JSON.", "",
      "Call it once, after all `add_middleware`, so that what they do is measured too.",
    ]
    if owner.healthPath != nil || owner.deepHealthPath != nil {
      lines += [
        "Health is answered here where checks are given, if only `{}`; otherwise the application's own route does it."
      ]
    }
    if module.has("rum") {
      lines += ["Browsers report under `rum_path` about `pages`, names or templates such as \"/shop/{product}\"."]
    }
    return lines + ["\"\"\""]
  }

  private var body: [String] {
    let identity = "service=\(JSONWriter.quoted(owner.name)), environment=\(JSONWriter.quoted(stack.environment))"
    var lines = ["_logs.configure(\(identity))"]
    if let tracing = stack.tracing {
      // Here, so that tests of the application need no OpenTelemetry to import its metrics.
      lines += [
        "from . import tracing as _tracing", "", "_tracing.configure(",
        "    \(identity), ratio=\(tracing.headSample.digits),",
        "    host=\(JSONWriter.quoted(collectorHost)), unsampled=UNCOUNTED_PATHS,", ")",
      ]
    }
    lines += ["answers = {"]
    for (path, names) in scrapesByPath {
      let registries = names.map { "SCRAPES[\(JSONWriter.quoted($0))]" }.joined(separator: ", ")
      lines.append("    \(JSONWriter.quoted(path)): _registry.endpoint(\(registries)),")
    }
    lines.append("}")
    if let path = owner.healthPath {
      lines += ["if checks is not None:", "    answers[\(JSONWriter.quoted(path))] = _health.endpoint(checks)"]
    }
    if let path = owner.deepHealthPath {
      lines += [
        "if deep_checks is not None:",
        "    answers[\(JSONWriter.quoted(path))] = _health.deep_endpoint(deep_checks, version)",
      ]
    }
    if module.has("rum") { lines += realUsers }
    return lines + middleware
  }

  private var scrapesByPath: OrderedMap<[String]> {
    var paths: OrderedMap<[String]> = [:]
    for (name, scrape) in owner.scrapes { paths[scrape.path] = (paths[scrape.path] ?? []) + [name] }
    return paths
  }

  private var collectorHost: String {
    (stack.address(of: .collector) ?? "otel-collector").split(separator: ":").first.map(String.init) ?? "otel-collector"
  }

  private var middleware: [String] {
    let given = PythonIntegrations.http.compactMap { argument, name in
      metrics[name].flatMap { _ in
        owner.names?.names(name) == true ? nil : "\(argument)=\(PythonName.of(name))"
      }
    }
    return [
      "app.add_middleware(", "    _http.Middleware,", "    metrics=_http.HTTPMetrics(",
    ] + given.map { "        \($0)," } + [
      "    ),",
      "    answers=answers,", "    uncounted=UNCOUNTED_PATHS,",
    ] + (stack.tracing == nil ? [] : ["    trace=_tracing.server_span,"]) + [")"]
  }

  private var realUsers: [String] {
    ["rum = _rum.Metrics("]
      + [
        "    loads=\(module.given("page_loads_total")),", "    errors=\(module.given("javascript_errors_total")),",
        "    values={",
      ]
      + PythonIntegrations.vitals.compactMap { kind, metric, factor in
        metrics[metric].map { _ in "        \(JSONWriter.quoted(kind)): (\(module.given(metric)), \(factor))," }
      } + [
        "    },", ")", "answers[rum_path] = _rum.endpoint(_rum.Receiver(rum, pages), rum_origins)",
      ]
  }
}
