import Documents
import Foundation
import Project
import Support
import Testing
import Upgrades

/// Notes between versions and metrics that are gone, on made-up versions; the real ones are held at the end.
struct UpgradeTests {
  @Test func versionsHaveAnOrder() throws {
    let sorted = ["0.1.0", "v0.2.0-rc1", "0.2.0", "0.2.1", "v0.10", "1", "1.0.1", "12.0.0"]
    let versions = try sorted.map { try #require(SoftwareVersion($0)) }
    for (index, version) in versions.enumerated() {
      for later in versions[(index + 1)...] { #expect(version < later && !(later < version), "\(version) \(later)") }
    }
    #expect(SoftwareVersion("1.0") == SoftwareVersion("v1"))
    #expect(SoftwareVersion("12.0.0-alpine") == SoftwareVersion("12.0.0"))
    for text in ["", "v", "latest", "1..2", "1.x", "sha256:abc"] { #expect(SoftwareVersion(text) == nil, "\(text)") }
  }

  private static let next = """
    version: 0.2.0
    changes:
      - { what: Pages repeat every hour., why: Nobody should sleep through one. }
      - { what: Only for Redis., why: It is so., packs: [redis] }
    images:
      prometheus:
        from: v3.13.0
        to: v3.14.0
        notes: [The metric prometheus_old_total is gone.]
        source: https://example.org/notes
      redis: { from: v1, to: v2, notes: [] }
    metrics:
      prometheus_old: { pack: prometheus, instead: prometheus_new, note: It was renamed. }
      redis_old: { pack: redis, note: Nobody asked for it. }

    """

  private func release(_ text: String) throws -> Release {
    let (release, findings) = Release.read(SourceFile(name: "0.2.0.yml", text: text))
    return try #require(release, "\(findings.map(\.message))")
  }

  @Test func notesAreOfWhatTheStackHas() throws {
    let stack = try #require(Stacks.resolve(Stacks.minimal()).stack)
    let notes = UpgradeNotes([try release(Self.next)], for: stack).markdown
    #expect(
      notes == """
        ### pharos 0.2.0

        - Pages repeat every hour. Nobody should sleep through one.
        - `prometheus` `v3.13.0` → `v3.14.0` (<https://example.org/notes>)
          - The metric prometheus_old_total is gone.
        - metric `prometheus_old` is `prometheus_new` now: It was renamed.

        """)
  }

  @Test func releasesBetweenTwoVersions() throws {
    let releases = try ["0.3.0", "0.1.0", "0.2.0", "0.10.0"].map { try release("version: \($0)\n") }
    func between(_ a: String, _ b: String) throws -> [String] {
      releases.after(try #require(SoftwareVersion(a)), through: try #require(SoftwareVersion(b))).map(\.version)
    }
    #expect(try between("0.1.0", "0.3.0") == ["0.2.0", "0.3.0"])
    #expect(try between("0.0.9", "1.0") == ["0.1.0", "0.2.0", "0.3.0", "0.10.0"])
    #expect(try between("0.3.0", "0.3.0").isEmpty)
  }

  /// A project's own expressions that ask for what is gone are told of where they stand: in the spec, and in overlays.
  @Test func usesOfGoneMetricsHaveTheirPlaces() throws {
    let text = Stacks.minimal(
      adding: """
        alerts:
          Renamed:
            service: web
            expr: rate(prometheus_old_bucket{a="b"}[5m]) > 1
            severity: warning
            summary: s
            description: d
            runbook: r

        """)
    let stack = try #require(Stacks.resolve(Stacks.minimal()).stack)
    let gone = GoneMetrics(stack, [try release(Self.next)])
    let source = SourceFile(name: "pharos.yml", text: text)
    let uses = gone.uses(in: try #require(YAMLDocuments.readSingle(source).root), source)
    #expect(uses.map(\.rule) == ["upgrade/gone-metric"])
    #expect(uses.first?.start == Position(line: 11, column: 16))
    #expect(uses.first?.help == "ask for `prometheus_new`")

    let panel = SourceFile(
      name: "overview.json",
      text: #"{"panels": [{"targets": [{"expr": "sum(rate(prometheus_old{job=\"$job\"}[$w]))"}]}]}"#)
    let inPanel = gone.uses(in: try #require(JSONDocument.read(panel).root), panel)
    #expect(inPanel.map { panel.text($0.range) } == ["prometheus_old"])
  }

  /// A catalogue says which version was the last to expose a metric; the image that is pinned says which one runs.
  @Test(arguments: [("v0.1.0", 0), ("2.20.0", 0), ("2.21.0", 1)])
  func lastVersionsAreHeldAgainstImages(tag: String, count: Int) throws {
    let spec = Stacks.minimal(
      adding: "tracing: {}\nimages: { jaeger: \"example.org/jaeger:\(tag)\" }\n")
    let stack = try #require(Stacks.resolve(spec).stack)
    let source = SourceFile(name: "rules.yml", text: "expr: otelcol_processor_accepted_spans_total > 0\n")
    let uses = GoneMetrics(stack, []).uses(in: try #require(YAMLDocuments.readSingle(source).root), source)
    #expect(uses.count == count)
  }

  /// An image that the spec holds back lacks what later versions brought.
  @Test func outdatedPinsAreNamed() throws {
    func findings(_ tag: String) throws -> [Finding] {
      let text = Stacks.minimal(adding: "images: { prometheus: \"example.org/prometheus:\(tag)\" }\n")
      let reading = Spec.read(SourceFile(name: "pharos.yml", text: text))
      return OutdatedPins.findings(try #require(Stacks.resolve(text).stack), reading)
    }
    let old = try #require(try findings("v3.6.1").first)
    #expect(old.message.contains("`prometheus_sd_last_update_timestamp_seconds` (since 3.11.0)"))
    #expect(!old.message.contains("prometheus_tsdb_head_stale_series"))
    #expect(old.start == Position(line: 8, column: 23))
    #expect(try findings("v99.0.0").isEmpty)
    #expect(try findings("main").isEmpty)
  }

  @Test func wrongDataIsFound() throws {
    let source = SourceFile(name: "0.2.0.yml", text: "version: 0.2.0\nchanges: [{ what: a }]\nimage: {}\n")
    let (release, findings) = Release.read(source)
    #expect(release == nil && findings.count == 2)
  }

  @Test func everyReleaseIsNamedAfterItsFile() throws {
    for file in Repository.files(in: "templates/upgrades", ending: ".yml") {
      let (release, findings) = Release.read(
        SourceFile(name: file.lastPathComponent, text: try String(contentsOf: file, encoding: .utf8)))
      #expect(findings.isEmpty, "\(findings.map(\.message))")
      #expect(file.lastPathComponent == "\(try #require(release).version).yml")
    }
  }
}
