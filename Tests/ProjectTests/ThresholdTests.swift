import Project
import Support
import Testing

/// What the spec says of one severity of an alert leaves the others as the pack has them.
struct ThresholdTests {
  @Test(arguments: [
    ("critical: 2%", ["critical 2%", "warning 1%"]),
    ("warning: 0.5%", ["critical 5%", "warning 0.5%"]),
    ("info: 0.1%", ["critical 5%", "warning 1%", "info 0.1%"]),
    ("critical: 2%, warning: 0.5%", ["critical 2%", "warning 0.5%"]),
    ("for: 7m", ["critical 5%", "warning 1%"]),
    ("warning: off", ["critical 5%"]),
    ("critical: \"off\", warning: 7%", ["warning 7%"]),
    ("critical: false", ["warning 1%"]),
    ("critical: off, warning: off", []),
  ])
  func levels(tuning: String, expected: [String]) throws {
    #expect(try Self.levels("HighErrorRate: { \(tuning) }", of: "HighErrorRate") == expected)
  }

  /// An alert that is off by itself comes with a threshold, not with a level that is taken away.
  @Test func offDoesNotTurnOn() throws {
    #expect(try Self.levels("NoTraffic: { enabled: true }", of: "NoTraffic").count == 1)
    #expect(try Self.levels("", of: "NoTraffic").isEmpty)
  }

  private static func levels(_ tuning: String, of alert: String) throws -> [String] {
    let spec = Stacks.minimal().replacingOccurrences(
      of: "    targets: [web:8000]\n", with: "    targets: [web:8000]\n    alerts: { \(tuning) }\n")
    let stack = try #require(Stacks.resolve(spec).stack)
    return stack.alerts.filter { $0.name == alert }.flatMap(\.levels)
      .map { [$0.severity.name, $0.thresholdText ?? ""].joined(separator: " ") }
  }
}
