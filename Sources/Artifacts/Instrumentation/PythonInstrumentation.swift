import Documents
import Project
import Regeneration

/// `instrumentation/`: the code by which a service exposes exactly the metrics that the spec declares.
enum PythonInstrumentation {
  @Sendable static func generate(_ stack: Stack) -> [Artifact] {
    if stack.instrumentation.isEmpty { return [] }
    let needed = stack.instrumentation.keys.sorted().filter { isNeeded($0, stack) }
    var artifacts = needed.compactMap { copy($0, stack) }
    let reserved = ReservedValues(stack)
    artifacts += stack.services.map {
      .text("\(package)/\(ServiceModule.name($0)).py", ServiceModule(owner: $0, reserved: reserved, stack: stack).text)
    }
    // That it has types: <https://peps.python.org/pep-0561/>.
    artifacts.append(.text("\(package)/py.typed", "# \(Header.owned(stack))\n"))
    artifacts.append(.text("instrumentation/python/requirements.txt", requirements(stack)))
    artifacts.append(.text("instrumentation/README.md", InstrumentationReadme.text(stack)))
    return artifacts
  }

  static let package = "instrumentation/python/pharos_instrumentation"

  /// Modules that only some services use.
  private static let packs = [
    "browser/pharos-rum.js": "rum", "rum.py": "rum", "models.py": "ai", "agents.py": "agents", "crews.py": "agents",
  ]

  private static func isNeeded(_ path: String, _ stack: Stack) -> Bool {
    if path.hasSuffix("/tracing.py") { return stack.tracing != nil }
    if path.hasSuffix("/unexposed.py") {
      let reserved = ReservedValues(stack)
      return stack.services.contains { ServiceModule(owner: $0, reserved: reserved, stack: stack).hasStandIns }
    }
    guard let pack = packs.first(where: { path.hasSuffix($0.key) })?.value else { return true }
    return stack.services.contains { $0.packs.contains(pack) }
  }

  private static func copy(_ path: String, _ stack: Stack) -> Artifact? {
    stack.instrumentation[path].map { source in
      let comment = path.hasSuffix(".js") ? "//" : "#"
      return .text(path, "\(comment) \(Header.owned(stack))\n" + source.text(0..<source.bytes.count))
    }
  }

  /// The oldest releases that the generated code is tested with; the newest are those of the day.
  private static func requirements(_ stack: Stack) -> String {
    var lines = ["# \(Header.owned(stack))", "fastapi>=0.110", "prometheus-client>=0.18"]
    if stack.tracing != nil {
      lines += [
        "opentelemetry-sdk>=1.27", "opentelemetry-exporter-otlp-proto-grpc>=1.27",
        "opentelemetry-exporter-otlp-proto-http>=1.27",
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
