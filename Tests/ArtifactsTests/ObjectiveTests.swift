import Documents
import Project
import Support
import Testing

/// What is recorded of objectives, and what is not.
struct ObjectiveTests {
  private func stack(_ objective: String, _ more: String = "") throws -> Stack {
    let (stack, findings) = Stacks.resolve(
      Stacks.minimal(adding: "retention: { metrics: 30d }\n").replacing(
        "web:\n",
        with:
          "web:\n    packs: [http]\n    health: { path: /health }\n    objectives: { own: { target: 99%, \(objective) } }\n\(more)"
      ))
    return try #require(stack, Comment(rawValue: "\(findings.map(\.message))"))
  }

  private func bad(_ objective: String) throws -> String {
    let stack = try stack(objective)
    return try #require(ObjectiveRules.counted(by: stack.objectives[0], stack)[1].expression?.text)
  }

  /// A counter of errors that is not there is none; a bucket or the part of a difference that is not there is no measure.
  @Test(arguments: [
    ("type: availability", true), ("type: latency, under: 1s", false), ("type: probe", false),
    ("type: ratio, bad: 'sum(rate(a_total[$window]))', total: 'sum(rate(b_total[$window]))'", true),
    (
      "type: ratio, bad: 'sum(rate(b_total[$window])) - sum(rate(a_total[$window]))', total: 'sum(rate(b_total[$window]))'",
      false
    ),
    ("type: ratio, bad: 'sum(rate(a_bucket{le=\"+Inf\"}[$window]))', total: 'sum(rate(a_count[$window]))'", false),
    ("type: ratio, bad: 'sum(rate(a_total[$window])) or vector(0)', total: 'sum(rate(b_total[$window]))'", false),
  ])
  func absenceIsNoZero(objective: String, isZero: Bool) throws {
    #expect(try bad(objective).contains("0 * ") == isZero)
  }

  /// Scrapes and health checks make no availability; an objective on an endpoint is about that one.
  @Test func countsUsersRequests() throws {
    #expect(try bad("type: availability").contains(#"endpoint!~"/metrics|/health""#))
    let one = try bad("type: availability, match: { endpoint: /health }")
    #expect(one.contains(#"endpoint="/health""#) && !one.contains("!~"))
  }

  /// Few bad events are no alert, and what is a ticket waits; a page never does.
  @Test(arguments: [("", 5), (", minimum_bad_events: 20", 20), (", minimum_bad_events: 0", 0)])
  func guards(key: String, minimum: Int) throws {
    let stack = try stack("type: availability\(key)")
    let alert = try #require(stack.alerts.first { $0.name == "ErrorBudgetBurn" })
    let texts = alert.levels.compactMap { $0.expression?.text }
    #expect(texts.count == 2)
    for text in texts { #expect(text.contains(">= \(minimum)\n") == (minimum > 0)) }
    #expect(!texts[0].contains("present_over_time"))
    #expect(texts[1].contains("[12h] offset 12h)") && texts[1].contains("[1d12h] offset 1d12h)"))
  }

  /// `increase` counts by the window that it is taken over, `rate` by the second.
  @Test(arguments: [("rate", "[1h:1m]) * 60 >= 5"), ("increase", "[1h:1m]) * 0.2 >= 5")])
  func countsEvents(function: String, clause: String) throws {
    let stack = try stack(
      "type: ratio, bad: 'sum(\(function)(a_total[$window]))', total: 'sum(\(function)(b_total[$window]))'")
    let alert = try #require(stack.alerts.first { $0.name == "ErrorBudgetBurn" })
    #expect(alert.levels[0].expression?.text.contains(clause) == true)
  }

  /// Where one severity is all there is, it has every pair of windows.
  @Test func oneSeverity() throws {
    let text = Stacks.minimal(
      adding: "retention: { metrics: 30d }\nseverities: [{ name: all, pages: true, respond_within: 1h }]\n"
    ).replacing(
      "web:\n", with: "web:\n    packs: [http]\n    objectives: { own: { type: availability, target: 99% } }\n")
    let stack = try #require(Stacks.resolve(text).stack)
    let alert = try #require(stack.alerts.first { $0.name == "ErrorBudgetBurn" })
    #expect(alert.levels.count == 1 && alert.levels[0].expression?.text.contains("rate3d") == true)
  }
}
