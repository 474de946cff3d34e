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

  @Test(arguments: names)
  func saysWhereItsFactsAreFrom(name: String) throws {
    let pack = try #require(BuiltInPacks.files.read(name).pack)
    if pack.workload != nil { #expect(!pack.sources.isEmpty && pack.workload?.source != nil && pack.version != nil) }
    for (name, alert) in pack.alerts { #expect(alert.test != nil, "\(name) has no test") }
  }
}
