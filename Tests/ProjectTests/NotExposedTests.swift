import Documents
import Foundation
import Project
import Support
import Testing

/// What a stack has for services that do not expose all metrics of their packs.
struct NotExposedTests {
  private static func resolve(_ services: String, and more: String = "") -> (stack: Stack?, findings: [Finding]) {
    Stacks.resolve(
      """
      version: 1
      project: shop
      services:
      \(services)
      receivers:
        slack: { type: slack, channel: "#alerts", webhook_url_file: secrets/slack_webhook_url }
      \(more)
      """)
  }

  private static func stack(_ services: String, and more: String = "") throws -> Stack {
    let resolved = resolve(services, and: more)
    return try #require(resolved.stack, "\(resolved.findings.map(\.message))")
  }

  private static func service(_ name: String = "web", packs: String, lacking: String = "") -> String {
    "  \(name): { targets: [\"\(name):8000\"], packs: [\(packs)], not_exposed: [\(lacking)] }"
  }

  private static func alerts(_ stack: Stack, of owner: String = "web") -> Set<String> {
    Set(stack.alerts.filter { $0.owner?.name == owner }.map(\.name))
  }

  private static func records(_ stack: Stack) -> Set<String> {
    Set(stack.ruleFiles.flatMap(\.groups).flatMap(\.records).map(\.name))
  }

  private static func panels(_ stack: Stack) -> [ResolvedPanel] { stack.dashboards.flatMap(\.panels) }

  @Test func whatNeedsAMetricIsLeftOut() throws {
    let all = try Self.stack(Self.service(packs: "http")),
      part = try Self.stack(Self.service(packs: "http", lacking: "http_request_duration_seconds"))
    #expect(Self.alerts(all).subtracting(Self.alerts(part)) == ["HighResponseTime"])
    let lost = Self.records(all).subtracting(Self.records(part))
    #expect(lost.count == 3 && lost.allSatisfy { $0.contains("duration") }, "\(lost)")
    let titles = Set(Self.panels(all).map(\.title)).subtracting(Self.panels(part).map(\.title))
    #expect(titles.contains("Distribution of response times") && !titles.contains("Error ratio"), "\(titles)")
    #expect(part.services[0].metrics["http_request_duration_seconds"] == nil)
    // Nothing links to a runbook of nothing, and no panel opens one.
    #expect(all.runbooks.contains { $0.name == "performance-issues" })
    #expect(!part.runbooks.contains { $0.name == "performance-issues" })
  }

  /// No file, row or dashboard stays without anything in it.
  @Test func groupsVanish() throws {
    let stack = try Self.stack(
      Self.service(
        packs: "business",
        lacking:
          "user_registrations_total, active_sessions, orders_total, payments_total, revenue_total, api_calls_total, feature_uses_total, feature_adoption_ratio"
      ))
    #expect(Self.alerts(stack).contains("ActiveUsersDrop"))
    let business = try #require(stack.dashboards.first { $0.name == .business })
    #expect(
      Set(business.panels.map(\.title)) == ["Active users", "Active users against an hour ago", "Users and sessions"])
    #expect(business.rows.allSatisfy { !$0.panels.isEmpty })
    #expect(stack.ruleFiles.allSatisfy { $0.groups.allSatisfy { !$0.records.isEmpty || !$0.alerts.isEmpty } })
    let without = try Self.stack(
      Self.service(packs: "security", lacking: "auth_failed_attempts_total, auth_attempts_total"))
    let rows = try #require(without.dashboards.first { $0.name == .security }).rows.map(\.title)
    #expect(!rows.contains("Sign-in"), "\(rows)")
  }

  /// A panel keeps the queries that have an answer.
  @Test func queriesAreLeftOutOneByOne() throws {
    let titled = { (stack: Stack, title: String) in
      Self.panels(stack).first { $0.title == title }?.queries.map(\.expression.text) ?? []
    }
    let stack = try Self.stack(Self.service(packs: "ai", lacking: "model_fallbacks_total"))
    let queries = titled(stack, "Retries and fallbacks")
    #expect(queries.count == 1 && queries[0].contains("model_retries_total"), "\(queries)")
    // Another service has an answer.
    let two = try Self.stack(
      Self.service(packs: "ai", lacking: "model_fallbacks_total") + "\n" + Self.service("api", packs: "ai"))
    #expect(titled(two, "Retries and fallbacks").count == 2)
  }

  /// A matcher needs its label; a group by one that is not there is a group all the same.
  @Test func labelsAreLackedToo() throws {
    let stack = try Self.stack(
      Self.service(
        packs: "ai, security",
        lacking: "\"model_inference_duration_seconds{model}\", \"auth_failed_attempts_total{reason}\""))
    let alerts = Self.alerts(stack)
    #expect(alerts.contains("ModelInferenceSlow") && alerts.contains("HighFailedLogins"))
    #expect(!alerts.contains("FailedLoginBurst") && !alerts.contains("SignInsFailing"))
    #expect(stack.services[0].metrics["auth_failed_attempts_total"]?.labels.isEmpty == true)
    // Nor does its text have a hole.
    let slow = stack.alerts.first { $0.name == "ModelInferenceSlow" }?.levels.first?.summary
    #expect(slow?.hasPrefix("the model answers web slowly") == true, "\(slow ?? "")")
  }

  /// `errors or 0 * requests` says that none failed yet, and not that nobody counts them.
  @Test func aZeroStandsForNothingThatIsNotCounted() throws {
    let stack = try Self.stack(Self.service(packs: "ai", lacking: "\"model_requests_total{status}\""))
    let titles = stack.dashboards.first { $0.name == .ai }?.panels.map(\.title) ?? []
    #expect(titles.contains("Requests a second"))
    #expect(!titles.contains("Failed requests") && !titles.contains("Success ratio"), "\(titles)")
  }

  @Test func ownersAreToldApart() throws {
    let stack = try Self.stack(
      Self.service(packs: "http", lacking: "http_requests_total") + "\n" + Self.service("api", packs: "http"))
    #expect(!Self.alerts(stack).contains("HighErrorRate") && Self.alerts(stack, of: "api").contains("HighErrorRate"))
    #expect(Self.panels(stack).contains { $0.title == "Error ratio" })
    // An exporter's panels name the components that have them.
    let caches = try Self.stack(
      Self.service(packs: ""),
      and: """
        components:
          old: { pack: redis, targets: [old:6379], not_exposed: [redis_commands_duration_seconds_total] }
          new: { pack: redis, targets: [new:6379] }
        """)
    let queries = Self.panels(caches).first { $0.title == "Time by command" }?.queries.map(\.expression.text) ?? []
    #expect(queries.contains { $0.contains("new") && !$0.contains("old") }, "\(queries)")
  }

  /// Where tokens are not counted, nothing can be said of what they cost.
  @Test func costsFollowTheTokens() throws {
    let cost = """
      cost: { currency: USD, monthly_budget: 10, models: { m: { input_per_million_tokens: 1, output_per_million_tokens: 2 } } }
      """
    let stack = { (lacking: String) in try Self.stack(Self.service(packs: "ai", lacking: lacking), and: cost) }
    #expect(try Self.alerts(stack("")).contains("MonthlyBudgetExceeded"))
    let part = try stack("model_tokens_total")
    #expect(!part.alerts.contains { $0.category == "cost" })
    #expect(!Self.panels(part).contains { $0.title == "Monthly budget" })
    // All of it is told.
    let told = Set(part.leftOut(of: try #require(part.services.first)).map(\.name))
    #expect(
      told.isSuperset(of: ["MonthlyBudgetExceeded", "SpendSpike", "Monthly budget", "service:model_spend:rate5m"]))
  }

  /// An alert that is gone neither mutes nor is muted.
  @Test func inhibitionsFollow() throws {
    let names = { (stack: Stack) in "\(stack.inhibitions)" }
    let service = { (lacking: String) in
      """
        web:
          targets: ["web:8000"]
          objectives: { ratio: { type: ratio, target: 99%, window: 28d, bad: 'sum(rate(b_total[$window]))', total: 'sum(rate(a_total[$window]))' } }
          health: { path: /health }
          not_exposed: [\(lacking)]
      """
    }
    #expect(try names(Self.stack(service(""))).contains("HighErrorRate"))
    #expect(try !names(Self.stack(service("http_requests_total"))).contains("HighErrorRate"))
  }

  /// One finding for each owner, with how many and the first of each.
  @Test func whatIsLeftOutIsTold() throws {
    let infos = Self.resolve(
      Self.service(packs: "http", lacking: "http_request_duration_seconds, http_response_size_bytes")
    ).findings.filter { $0.kind.id == "spec/not-exposed" }
    let message = try #require(infos.first?.message)
    #expect(infos.count == 1 && infos[0].severity == .info)
    #expect(message.contains("1 alert (`HighResponseTime`)") && message.contains("3 recording rules (`"), "\(message)")
    // What the spec does not ask for is not left out.
    let idle = Self.resolve(Self.service(packs: "http", lacking: "http_requests_total")).findings
    let other = try #require(idle.first { $0.kind.id == "spec/not-exposed" }?.message)
    #expect(other.contains("4 alerts"), "\(other)")
  }

  /// An alert that reads another service, or several, has an answer while one of them exposes what it asks for.
  @Test(arguments: [
    ("rate(http_requests_total{service=\"web\"}[5m]) > 1", true), ("rate(http_requests_total[5m]) > 1", false),
    ("rate(http_requests_total{service=~\"a.*\"}[5m]) > 1", false),
    ("rate(http_requests_total{service!=\"api\"}[5m]) > 1", true),
    ("service:http_requests:rate5m{service=\"web\"} > 1", true),
    ("rate(http_requests_total{service=\"web\"}[5m]) > 1 or up == 0", false),
    ("sum(http_requests_in_progress) > 1", false),
  ])
  func ownAlertsAreHeldAgainstWhoExposes(expression: String, isLost: Bool) throws {
    let alert = """
      alerts:
        Own: { service: web, expr: '\(expression)', severity: warning, summary: S., description: D., runbook: r }
      """
    let findings = Self.resolve(
      Self.service(packs: "http", lacking: "http_requests_total") + "\n" + Self.service("api", packs: "http"),
      and: alert
    ).findings.filter { $0.kind.id == "spec/missing-metric" }
    #expect(findings.isEmpty != isLost, "\(findings.map(\.message))")
  }
}
