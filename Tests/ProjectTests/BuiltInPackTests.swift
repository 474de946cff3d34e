import Documents
import PharosCLI
import Project
import PromQL
import Support
import Testing

/// Every built-in pack, checked as a project's own would be.
struct BuiltInPackTests {
  static let names = BuiltInPacks.files.packNames

  @Test(arguments: names)
  func isSound(name: String) {
    let findings = BuiltInPacks.files.check(name)
    #expect(findings.isEmpty, Comment(rawValue: TextReport.render(findings)))
  }

  /// Alerts mute what there is, and none that mutes them.
  @Test(arguments: [
    ("HighErrorRate", []), ("HighErrorRat", ["no pack has an alert `HighErrorRat`"]),
    ("HealthCheckFailing", []),
    ("ServiceDown", ["`ServiceDown` mutes `Stalled`: while both fire, nobody would be notified"]),
    ("Stalled", ["`Stalled` mutes `Stalled`: while both fire, nobody would be notified"]),
    ("Other", ["`Other` mutes `Stalled`: while both fire, nobody would be notified"]),
  ])
  func mutesWhatThereIs(target: String, messages: [String]) {
    func alert(_ name: String, _ mutes: String) -> String {
      """
        \(name):
          help: Nothing moves.
          category: availability
          severity: page
          mutes: [\(mutes)]
          expr: up{$target} == 0
          summary: Nothing moves.
          description: Nothing moves.
          runbook: service-down
          test: { series: [{ series: up, value: value }], fires: 0, healthy: 1 }

      """
    }
    let files = BuiltInPacks.files.overlaid(with: [
      "own/pack.yml": SourceFile(
        name: "own/pack.yml", text: "name: own\ntitle: Own\nkind: signals\nsummary: Our own signals.\n"),
      "own/rules.yml": SourceFile(
        name: "own/rules.yml",
        text: "alerts:\n" + alert("Stalled", target) + (target == "Other" ? alert("Other", "Stalled") : "")),
    ])
    let found = files.check("own").filter { $0.rule == "pack/mutes" }.map(\.message)
    #expect(Set(found).isSuperset(of: messages) && found.isEmpty == messages.isEmpty, "\(found)")
  }

  @Test(arguments: names)
  func saysWhereItsFactsAreFrom(name: String) throws {
    let pack = try #require(BuiltInPacks.files.read(name).pack)
    if pack.workload != nil { #expect(!pack.sources.isEmpty && pack.workload?.source != nil && pack.version != nil) }
    for (name, alert) in pack.alerts {
      #expect(alert.test != nil || alert.lines?.counted.isEmpty == false, "\(name) has no test")
    }
  }

  /// Alerts that no panel draws, and why.
  private static let undrawn = ["Watchdog": "It always fires, and asks for no series."]

  /// Who follows an alert to its dashboard sees there what it compares.
  @Test(arguments: names)
  func drawsEveryAlert(name: String) throws {
    let pack = try #require(BuiltInPacks.files.read(name).pack)
    let records = Dictionary(uniqueKeysWithValues: pack.records.map { ($0.name, $0.expression) })
    /// The metrics of an expression, and those of the records that it reads.
    func metrics(_ text: String) -> Set<String> {
      let names = ExpressionTemplate(text).validated().expression?.metricNames.map(\.name) ?? []
      return names.reduce(into: Set(names)) { all, name in records[name].map { all.formUnion(metrics($0)) } }
    }
    for (name, alert) in pack.alerts where Self.undrawn[name] == nil {
      let panels = pack.rows.filter { $0.dashboard == alert.dashboard }.flatMap(\.panels)
        .filter { $0.alerts.contains(name) }
      let queries = panels.flatMap(\.queries).filter { $0.language == alert.language }
      #expect(!queries.isEmpty, "no panel on \(alert.dashboard ?? "a dashboard") is about \(name)")
      guard alert.language == .promQL else { continue }
      let shown = queries.reduce(into: Set<String>()) { $0.formUnion(metrics($1.expression)) }
      #expect(!shown.isDisjoint(with: metrics(alert.expression)), "no panel shows what \(name) compares")
    }
  }

  /// What is not drawn must be worth its reason.
  @Test func reasonsForWhatIsNotDrawnAreCurrent() {
    let alerts = Self.names.compactMap { BuiltInPacks.files.read($0).pack?.alerts.keys }.joined()
    #expect(Set(Self.undrawn.keys).isSubset(of: Set(alerts)))
  }

  @Test func panelDrawsTheThresholdsOfItsAlert() throws {
    let findings = BuiltInPacks.files.overlaid(with: [
      "redis/dashboards.yml": SourceFile(
        name: "redis/dashboards.yml",
        text: """
          rows:
            - dashboard: infrastructure
              title: Redis
              panels:
                - title: Clients
                  description: Clients that are connected.
                  unit: short
                  shows: [RedisDown, RedisClientsHigh, RedisDwn]
                  queries: [{ expr: 'redis_connected_clients{$target}' }]
          """)
    ]).check("redis")
    #expect(
      findings.map(\.message) == [
        "`RedisClientsHigh` has thresholds, which this panel would not draw", "this pack has no alert `RedisDwn`",
      ])
  }
}
