import Artifacts
import Project
import Support
import Testing

/// What the collector and Jaeger call their metrics depends on switches of the generated configurations; the packs must say the same.
struct TelemetryNamesTests {
  @Test(arguments: ["otel-collector", "jaeger"])
  func namesHaveTheirUnits(name: String) throws {
    let (stack, findings) = Stacks.resolve(Stacks.minimal(adding: "tracing: {}\n"))
    let resolved = try #require(stack, Comment(rawValue: "\(findings)"))
    let artifacts = try StackArtifacts.generate(resolved)
    let configuration = try #require(artifacts.first { $0.path == "\(name)/config.yml" })
    let text = String(decoding: try configuration.contents.bytes, as: UTF8.self)
    #expect(
      text.contains("without_type_suffix: false") && text.contains("without_units: false"), Comment(rawValue: text))

    for (metric, entry) in try #require(resolved.packs[name]).metrics {
      if let unit = entry.unit { #expect(metric.contains("_\(unit)"), "\(metric) is in \(unit)") }
      if entry.type == .counter { #expect(metric.hasSuffix("_total"), Comment(rawValue: metric)) }
    }
  }
}
