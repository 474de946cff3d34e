import Documents
import Foundation
import Project
import Support
import Testing

/// The generated Python, run as a service would run it.
struct InstrumentationTests {
  /// It exposes exactly the metrics that the spec declares, and no label grows beyond its domain.
  @Test(arguments: GeneratedStack.specs)
  func exposesWhatIsDeclared(spec: String) throws {
    let folder = try TemporaryFolder()
    try generate(spec, folder)
    let (stack, _) = Stacks.resolve(try Repository.text(spec))
    let services = try #require(stack?.services)
    guard !services.isEmpty else { return }
    let exposed = try exposed(folder)
    #expect(exposed.count == services.count)
    for owner in services {
      let name = (owner.name.first?.isNumber == true ? "_" : "") + owner.name.replacing("-", with: "_")
      let lines = try #require(exposed[name + "_metrics"], Comment(rawValue: owner.name))
      let types = lines.filter { $0.hasPrefix("# TYPE ") }.map { String($0.split(separator: " ")[2]) }
      let declared = Set(owner.metrics.keys.filter { !$0.contains(":") }).subtracting(owner.exposedByLibraries)
      #expect(Set(types.map(base)) == Set(declared.map(base)))
      for (name, metric) in owner.metrics where metric.type == .counter && !name.hasPrefix("instrumentation_") {
        let most = metric.labels.values.reduce(1) { $0 * ($1.values.isEmpty ? $1.size : $1.size + 1) }
        #expect(lines.count { $0.hasPrefix("\(name){") } <= most, Comment(rawValue: name))
      }
    }
  }

  /// Metrics that name no scrape belong to the first one, where none is called `main`.
  @Test func scrapesOfAnyName() throws {
    let folder = try TemporaryFolder()
    let spec = """
      version: 1
      project: shop
      services: { api: { targets: ["api:80"], scrapes: { own-metrics: { path: /own } } } }
      receivers: { chat: { type: slack, channel: "#ops", webhook_url_file: secrets/chat } }

      """
    try folder.write(spec, to: "pharos.yml")
    let result = try Tool.run(Tool.pharos, ["generate", "--output", "stack"], in: folder.url)
    try #require(result.status == 0, Comment(rawValue: result.error))
    #expect(try exposed(folder)["api_metrics"]?.contains { $0.hasPrefix("http_requests_total{") } == true)
  }

  /// FastAPI with all that comes from PyPI; `make test-deps` puts it there where PyPI is reached.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: Self.pypi)))
  func service() throws {
    let folder = try TemporaryFolder()
    try generate("examples/agentic-startup-studio/pharos.yml", folder)
    let code = folder.file("stack/instrumentation/python").path
    let tests = Repository.file("Tests/Instrumentation").path
    let result = try Tool.run(
      Self.pypi, ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:logging", "--tb=short", tests],
      environment: ["INSTRUMENTATION": code, "PYTHONDONTWRITEBYTECODE": "1"])
    #expect(result.status == 0, Comment(rawValue: result.all))
    let types = try Tool.run(
      Self.pypi, ["-m", "mypy", "--strict", "--exclude", "crews", "pharos_instrumentation"],
      in: URL(fileURLWithPath: code))
    #expect(types.status == 0, Comment(rawValue: types.all))
  }

  private static let pypi = Repository.file(".build/instrumentation/newest/bin/python3").path

  private func generate(_ spec: String, _ folder: TemporaryFolder) throws {
    let result = try GeneratedStack.generate(spec, into: folder)
    try #require(result.status == 0, Comment(rawValue: result.error))
  }

  /// Lines of the exposition, by module.
  private func exposed(_ folder: TemporaryFolder) throws -> [String: [Substring]] {
    let result = try Tool.run(
      Tool.python,
      [
        Repository.file("Tests/EndToEnd/scripts/instrumentation.py").path,
        folder.file("stack/instrumentation/python").path,
      ])
    #expect(result.status == 0, Comment(rawValue: result.error))
    var modules: [String: [Substring]] = [:]
    var module = ""
    for line in result.output.split(separator: "\n") {
      if line.hasPrefix("== ") { module = String(line.dropFirst(3)) } else { modules[module, default: []].append(line) }
    }
    return modules
  }

  private func base(_ name: String) -> String {
    for suffix in ["_total", "_info"] where name.hasSuffix(suffix) { return String(name.dropLast(suffix.count)) }
    return name
  }
}
