import Documents
import PharosCLI
import Project
import Support
import Targets
import Testing

/// A series that rules record is there as often as its expression leaves it, not once for each target.
struct CardinalityTests {
  /// An expression that a pack records, and how many series four targets in two jobs give.
  @Test(arguments: [
    ("sum by (service) (rate(tasks_total{$target}[5m]))", 1),
    ("sum by (job) (rate(tasks_total{$target}[5m]))", 2),
    ("sum by (job, kind) (rate(tasks_total{$target}[5m]))", 6),
    ("sum by (instance) (rate(tasks_total{$target}[5m]))", 4),
    ("sum without (instance) (rate(tasks_total{$target}[5m]))", 6),
    ("rate(tasks_total{$target}[5m])", 12),
    ("sum by (kind) (own:tasks:rate5m{$target})", 3),
    ("own:tasks:rate5m{$target} * 2", 6),
    ("vector(1)", 1),
  ])
  func recorded(expression: String, series: Int) throws {
    let stack = try stack(recording: expression)
    let owner = try #require(stack.services.first)
    let metric = try #require(owner.metrics["own:tasks:sum"])
    #expect(Cardinality(stack).series(of: "own:tasks:sum", metric, owner) == series)
  }

  @Test func scrapedIsThereForEachTarget() throws {
    let stack = try stack(recording: "vector(1)")
    let owner = try #require(stack.services.first)
    let cardinality = Cardinality(stack)
    #expect(cardinality.series(of: "tasks_total", try #require(owner.metrics["tasks_total"]), owner) == 12)
    let arithmetic = cardinality.arithmetic("own:tasks:sum", try #require(owner.metrics["own:tasks:sum"]), of: owner)
    #expect(arithmetic == "web × own:tasks:sum: recorded 1 = 1 series")
  }

  /// Objectives are recorded once for the service.
  @Test func objectivesAreCountedOnce() throws {
    func total(_ replicas: Int) throws -> Int {
      let spec = Stacks.minimal().replacing(
        "    targets: [web:8000]",
        with: """
              discovery: { dns: { names: [web], port: 80 } }
              replicas: \(replicas)
              packs: []
              objectives:
                quick: { type: ratio, target: 99%, bad: "sum(rate(a_total[$window]))", total: "sum(rate(b_total[$window]))" }
          """)
      let (stack, findings) = Stacks.resolve(spec)
      let resolved = try #require(stack, Comment(rawValue: TextReport.render(findings)))
      return Cardinality(resolved).total(of: resolved.services)
    }
    #expect(try total(4) == total(1))
  }

  private func stack(recording expression: String) throws -> Stack {
    let files = [
      "own/pack.yml": """
      name: own
      title: Own
      kind: signals
      summary: s.
      metrics:
        tasks_total: { type: counter, help: Tasks., labels: { kind: { max: 3 } } }
        own:tasks:rate5m: { type: gauge, help: Tasks., labels: { kind: { max: 3 } } }
        own:tasks:sum: { type: gauge, help: Tasks., labels: { kind: { max: 3 } } }

      """,
      "own/rules.yml": """
      records:
        - record: own:tasks:rate5m
          help: Tasks a second.
          expr: sum by (service, job, kind) (rate(tasks_total{$target}[5m]))
        - record: own:tasks:sum
          help: Tasks a second.
          expr: \(expression)

      """,
    ]
    let spec = """
      version: 1
      project: shop
      services:
        web:
          targets: [a:80, b:80, c:80, d:80]
          packs: [own]
          scrapes: { main: {}, slow: {} }
      receivers:
        slack: { type: slack, channel: "#alerts", webhook_url_file: secrets/slack_webhook_url }

      """
    let sources = Dictionary(uniqueKeysWithValues: files.map { ($0, SourceFile(name: $0, text: $1)) })
    let reading = Spec.read(SourceFile(name: "pharos.yml", text: spec))
    let (stack, findings) = Resolver.resolve(
      reading, packs: BuiltInPacks.files.overlaid(with: sources), targets: Targets.all)
    return try #require(stack, Comment(rawValue: TextReport.render(findings)))
  }
}
