import Documents
import Foundation
import Project
import Support
import Testing

/// The generated Python, run as a service would run it.
struct InstrumentationTests {
  /// It exposes exactly the metrics that the spec declares, and no label grows beyond its domain.
  @Test func exposesWhatIsDeclared() throws {
    let folder = try TemporaryFolder()
    #expect(try GeneratedStack.generate("examples/agentic-startup-studio/pharos.yml", into: folder).status == 0)
    let result = try Tool.run(
      Tool.python,
      [
        Repository.file("Tests/EndToEnd/scripts/instrumentation.py").path,
        folder.file("stack/instrumentation/python").path, "api_metrics",
      ])
    #expect(result.status == 0, Comment(rawValue: result.error))
    let exposed = result.output.split(separator: "\n").filter { $0.hasPrefix("# TYPE ") }.map {
      String($0.split(separator: " ")[2])
    }

    let (stack, _) = Stacks.resolve(try Repository.text("examples/agentic-startup-studio/pharos.yml"))
    let owner = try #require(stack?.services.first)
    let declared = owner.metrics.keys.filter { !$0.contains(":") }
    #expect(Set(exposed.map(base)) == Set(declared.map(base)))
    for (name, metric) in owner.metrics where metric.type == .counter && !metric.labels.isEmpty && !name.contains(":") {
      let series = result.output.split(separator: "\n").count { $0.hasPrefix("\(name){") }
      #expect(
        series <= metric.labels.values.reduce(1) { $0 * ($1.values.isEmpty ? $1.size : $1.size + 1) },
        Comment(rawValue: name))
    }
  }

  private func base(_ name: String) -> String {
    for suffix in ["_total", "_info"] where name.hasSuffix(suffix) { return String(name.dropLast(suffix.count)) }
    return name
  }
}
