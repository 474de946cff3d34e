import Artifacts
import Documents
import Foundation
import Project
import Support
import Testing

/// What the generated texts say to people.
struct GuideTests {
  /// Prose of the spec is shown as it was written: `texts.yml` has what Markdown and HTML would make something else of.
  @Test(arguments: [
    ("docs/monitoring.md", #"Team: a|b \<script\>$HOME\</script\> $1 \[x\](javascript:1) \`id\`."#),
    ("docs/monitoring.md", #"| \<i\> | \*Bold\* &amp; \<b\>, \`code\` and a \| bar. |"#),
    ("docs/monitoring.md", #"| 1. *kind* \| \<b\>waits\</b\> for $HOME |"#),
    ("docs/monitoring.md", #"[runbook](https://wiki.example/a%28b%29%7Cc)"#),
    ("docs/monitoring.md", #"body matches ```` ``` \| $HOME <b> ````"#),
    ("docs/monitoring.md", #"Where kind is $HOME or a|b "c" \\ or {{ if }}: also m."#),
    ("runbooks/README.md", #"| Other | db: - \`db\` \*is\* \[down\](x) |"#),
    ("runbooks/other.md", #"\+ … \<img src=x onerror=alert(1)\>"#),
    ("instrumentation/README.md", #"``/`\|<b>``"#),
  ])
  func proseOfTheSpecIsText(page: String, text: String) throws {
    let written = try self.text(page, of: try Repository.text("Tests/EndToEnd/specs/texts.yml"))
    #expect(written.contains(text), Comment(rawValue: written))
  }

  /// What would turn around or hide what stands beside it.
  @Test func nothingIsHidden() throws {
    let written = try text(
      "docs/monitoring.md",
      of: Self.minimal
        + "services: { api: { targets: ['api:80'], metrics: { a_total: { type: counter, help: \"gi\\u202Eb \\uFEFFend\" } } } }\n"
    )
    #expect(written.contains("gib end") && !VisibleText.hasHidden(Array(written.utf8)))
  }

  private func text(_ path: String, of spec: String) throws -> String {
    let (stack, _) = Stacks.resolve(spec)
    let artifacts = try StackArtifacts.generate(try #require(stack))
    let file = try #require(artifacts.first { $0.path == path })
    return String(decoding: try file.contents.bytes, as: UTF8.self)
  }

  private static let minimal = """
    version: 1
    project: shop
    receivers: { slack: { type: slack, channel: "#alerts", webhook_url_file: secrets/s } }

    """

  private static var reference: String {
    get throws { try Repository.text("examples/agentic-startup-studio/pharos.yml") }
  }

  /// Thresholds have the unit of what is compared, and alerts on objectives name theirs.
  @Test(arguments: [
    "| CertificateExpiringSoon | site | A TLS certificate runs out soon. | below 3 days |",
    "| HighFailedLogins | api | Many attempts to sign in fail. | above 0.5/s |",
    "| ScrapeSamplesHigh | api | A target exposes very many series. | above 50,000 |",
    "is too high. | above 10m | 15m |",
    "| ErrorBudgetBurn | api, objective availability |", "| above 14.4× over 1h or 6× over 6h |",
    "| ObjectiveDataAbsent | api, objective latency |", "or 36 hours of everything failing", "2,880 |",
    "n_alertmanager -- Watchdog --> n_heartbeat[\"Heartbeat relay\"]",
  ])
  func guide(line: String) throws {
    #expect(try text("docs/monitoring.md", of: Self.reference).contains(line))
  }

  @Test func subjectsInRunbooks() throws {
    #expect(
      try text("runbooks/error-budget-burn.md", of: Self.reference).contains(
        "| ErrorBudgetBurn of api, objective latency | critical |"))
    let index = try text("runbooks/README.md", of: Self.reference)
    #expect(index.contains("Somebody is woken, and acts within 5m.") && index.contains("Somebody acts within 1h."))
  }

  /// Outside of a message nothing fills in the templates of an alert.
  @Test func templatesInTexts() throws {
    let spec =
      Self.minimal + """
        services: { web: { targets: [w:80] } }
        alerts:
          QueueStuck:
            service: web
            expr: min by (queue) (depth) > 100
            severity: warning
            summary: "The queue {{ $labels.queue }} does not drain"
            description: "{{ $value | humanize }} jobs{{ if eq $value 1.0 }} only{{ end }} wait in {{ .Labels.queue }}{{ 1 }}."
            runbook: queue-stuck
        known_metrics: [depth]

        """
    for (path, line) in [
      ("runbooks/queue-stuck.md", "\n*value* jobs only wait in *queue*….\n"),
      ("runbooks/queue-stuck.md", "**QueueStuck** of web: The queue *queue* does not drain ("),
      ("runbooks/README.md", "web: The queue *queue* does not drain |"),
      ("docs/monitoring.md", "| The queue *queue* does not drain |"),
    ] {
      #expect(try text(path, of: spec).contains(line), Comment(rawValue: line))
    }
  }

  /// In a description Grafana fills in variables, and renders Markdown and HTML.
  @Test func helpTextsOfMetricsStayText() throws {
    let spec =
      Self.minimal + """
        services:
          web:
            targets: [w:80]
            metrics: { orders: { type: gauge, help: "Of $service, ${team} and [[service]]: [a](https://b), <img src=x> &lt; a_b *c*" } }

        """
    let description =
      ##"Of &#36;service, &#36;{team} and \\[\\[service\\]\\]: \\[a\\](https://b), \\<img src=x\\> &amp;lt; a_b \\*c\\*"##
    #expect(try text("grafana/dashboards/application.json", of: spec).contains(#""description": "\#(description)""#))
  }

  /// What the stack does not run is not sent a signal.
  @Test func operationOfAnotherPrometheus() throws {
    let guide = try text("docs/monitoring.md", of: try Repository.text("Tests/EndToEnd/specs/own-prometheus.yml"))
    #expect(guide.contains("docker compose up --detach --wait") && !guide.contains("--signal HUP"))
    #expect(
      try text("docs/monitoring.md", of: Self.reference).contains(
        "docker compose kill --signal HUP prometheus alertmanager    # take changed rules"))
  }

  /// The guide and validation count the same series and compare them with the same budget.
  @Test(arguments: [50_000, 1_000])
  func series(budget: Int) throws {
    let spec = Self.minimal + "services: { web: { targets: [w:80] } }\nbudgets: { series: \(budget) }\n"
    let (stack, findings) = Stacks.resolve(spec)
    let resolved = try #require(stack)
    let series = Cardinality(resolved).total(of: resolved.services)
    #expect(series > 1_000 && series < 50_000)
    #expect(
      try text("docs/monitoring.md", of: spec).contains(
        "at most \(series.grouped) series; the budget for that is \(budget.grouped)"))
    #expect(findings.contains { $0.rule == "spec/series" } == (series > budget))
  }

  @Test func pathsOfRunbooks() throws {
    let hint = "Messages name runbooks by their path"
    let spec = Self.minimal + "services: { web: { targets: [w:80] } }\n"
    #expect(try text("docs/monitoring.md", of: spec).contains(hint))
    #expect(try !text("docs/monitoring.md", of: Self.reference).contains(hint))
    for (urls, isLinked) in [("", false), ("urls: { runbooks: https://w.example/r }\n", true)] {
      let board = try text("grafana/dashboards/application.json", of: spec + urls)
      #expect(board.contains("\"title\": \"Runbook\"") == isLinked && !board.contains("\"runbooks/"))
    }
  }

  /// The commands that write secrets are ones that a shell takes.
  @Test func secrets() throws {
    let spec =
      Self.minimal + """
        services:
          web:
            targets: [w:80]
            scrapes:
              main:
                tls: { ca_file: secrets/ca.pem }
                authorization: { credentials_file: secrets/2nd-token.txt }
              more:
                path: /more
                basic_auth: { username: u, password_file: secrets/2nd_token.txt }

        """
    let guide = try text("secrets/README.md", of: spec)
    for line in [
      "cp PATH/TO/ca.pem secrets/ca.pem", "printf %s \"${_2ND_TOKEN_TXT:?}\" > secrets/2nd-token.txt",
      "printf %s \"${_2ND_TOKEN_TXT_2:?}\" > secrets/2nd_token.txt", "printf %s \"${S:?}\" > secrets/s",
    ] {
      #expect(guide.contains(line), Comment(rawValue: guide))
    }
  }
}
