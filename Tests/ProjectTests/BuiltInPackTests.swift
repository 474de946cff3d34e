import Documents
import PharosCLI
import Project
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
}
