import Documents
import Scaffold
import Support
import Testing

/// Receivers, routes and time intervals of an Alertmanager.
struct AlertmanagerImportTests {
  private func spec(_ text: String) throws -> FirstSpec {
    try Imports.spec { try AlertmanagerImport.add("a.yml", Imports.files(["a.yml": text]), to: &$0) }
  }

  private static let receivers = """
    receivers:
      - name: Chat Ops
        slack_configs: [{ channel: '#ops', api_url: https://GEHEIM, title: x }]
        email_configs: [{ to: a@b.example }]
      - name: pager
        pagerduty_configs: [{ routing_key: GEHEIM, send_resolved: false }]
      - name: hook
        webhook_configs: [{ url: 'https://GEHEIM' }]
      - name: genie
        wechat_configs: [{ api_secret: GEHEIM }]
      - name: nothing
    global: { smtp_from: c@d.example, smtp_smarthost: 'm.example:587', smtp_auth_password: GEHEIM, smtp_require_tls: false }

    """

  @Test func receivers() throws {
    let spec = try spec(
      Self.receivers
        + "route: { receiver: Chat Ops, routes: [{ receiver: pager, match: { severity: critical } }] }")
    let section = try #require(Imports.section("receivers", of: spec.text))
    #expect(
      section.contains(
        "chat-ops-slack: { type: slack, channel: '#ops', webhook_url_file: secrets/chat-ops-slack_api_url }"))
    #expect(section.contains("from: c@d.example") && section.contains("require_tls: false"))
    #expect(
      section.contains("pager: { type: pagerduty, routing_key_file: secrets/pager_routing_key, send_resolved: false }"))
    #expect(!(spec.text + spec.leftovers.map(\.message).joined()).contains("GEHEIM"))
    #expect(spec.leftovers.contains { $0.message.contains("wechat of the receiver `genie`") })
    #expect(spec.leftovers.contains { $0.message.contains("`title` of the receiver") })
  }

  /// Those whose keys have other names only.
  @Test(arguments: [
    ("msteamsv2", "webhook_url: https://GEHEIM", "x: { type: teams, webhook_url_file: secrets/x_webhook_url }"),
    (
      "opsgenie", "api_key_file: /k, api_url: 'https://api.eu.opsgenie.com/'",
      "x: { type: opsgenie, api_key_file: secrets/x_api_key, url: https://api.eu.opsgenie.com/ }"
    ),
    (
      "telegram", "bot_token: GEHEIM, chat_id: -5",
      "x: { type: telegram, bot_token_file: secrets/x_bot_token, chat_id: -5 }"
    ),
    (
      "victorops", "api_key: GEHEIM, routing_key: ops",
      "x: { type: victorops, api_key_file: secrets/x_api_key, routing_key: ops }"
    ),
  ])
  func plainReceivers(kind: String, keys: String, found: String) throws {
    let spec = try spec("receivers: [{ name: x, \(kind)_configs: [{ \(keys) }] }]\nroute: { receiver: x }\n")
    #expect(spec.text.contains(found), Comment(rawValue: spec.text))
    #expect(!(spec.text + spec.leftovers.map(\.message).joined()).contains("GEHEIM"))
  }

  @Test(arguments: [
    (
      "- { receiver: pager, matchers: [severity=\"critical\"] }",
      "name: critical, pages: true, respond_within: 5m, notify: [pager]"
    ),
    (
      "- { receiver: pager, match_re: { severity: 'critical|warning' } }",
      "name: warning, respond_within: 1h, notify: [pager]"
    ),
    ("- { receiver: hook, match: { team: db } }", "- { match: { team: db }, notify: [hook], mode: replace }"),
    (
      "- { receiver: hook, match: { team: db }, continue: true }",
      "- { match: { team: db }, notify: [hook], mode: replace }"
    ),
    (
      "- { receiver: hook, matchers: ['team=~\"a|b\"'] }",
      "- { match: { team: [a, b] }, notify: [hook], mode: replace }"
    ),
    (
      "- { receiver: hook, match: { team: db }, routes: [{ receiver: pager, match: { severity: critical } }] }",
      "- { match: { team: db, severity: critical }, notify: [pager], mode: replace }"
    ),
    ("- { receiver: hook, match: { team: db }, mute_time_intervals: [Night] }", "mute: [night]"),
    (
      "- { receiver: hook, match: { alertname: Watchdog }, repeat_interval: 2m }",
      "heartbeat: { url_file: secrets/hook_url, every: 2m }"
    ),
  ])
  func routes(route: String, found: String) throws {
    let intervals =
      "time_intervals: [{ name: Night, time_intervals: [{ weekdays: ['Monday:Friday'], times: [{ start_time: '22:00', end_time: '24:00' }] }] }]\n"
    let spec = try spec(Self.receivers + intervals + "route:\n  receiver: Chat Ops\n  routes:\n    \(route)\n")
    #expect(spec.text.contains(found), Comment(rawValue: spec.text))
  }

  /// Who is notified of what stays the same where routes continue, and where one severity is asked before a label.
  @Test(arguments: [
    "- { receiver: pager, match: { severity: critical }, continue: true }\n    - { receiver: hook, match: { team: db } }",
    "- { receiver: pager, match: { severity: critical } }\n    - { receiver: hook, match: { team: db } }",
    "- { receiver: hook, match: { team: db } }\n    - { receiver: pager, match: { severity: critical } }",
    "- { receiver: hook, match: { team: db }, continue: true, routes: [{ receiver: pager, match: { severity: critical } }] }\n    - { receiver: Chat Ops, match: { env: prod } }",
    "- { receiver: pager, match_re: { severity: 'critical|warning' } }\n    - { receiver: hook, match: { severity: warning } }",
    "- { receiver: hook, match: { a: '1' }, continue: true }\n    - { receiver: pager, match: { b: '2' }, continue: true }\n    - { receiver: Chat Ops, match: { c: '3' } }",
  ])
  func whoIsNotifiedStays(routes: String) throws {
    let spec = try spec(Self.receivers + "route:\n  receiver: Chat Ops\n  routes:\n    \(routes)\n")
    let differences = spec.leftovers.map(\.message).filter { $0.contains("an alert with") }
    #expect(differences.isEmpty, "\(differences) \(spec.text)")
  }

  /// Times and groups are carried over where a severity would have others.
  @Test(arguments: [
    ("group_wait: 10s", "group_wait: 10s"), ("repeat_interval: 5h", "repeat_interval: 5h"),
    ("group_interval: 7m", "group_interval: 7m"), ("group_by: [alertname, cluster]", "group_by: [alertname, cluster]"),
  ])
  func timings(key: String, found: String) throws {
    let whole = try spec(Self.receivers + "route: { receiver: pager, \(key) }\n")
    #expect(Imports.section("severities", of: whole.text)?.contains(found) == true, Comment(rawValue: whole.text))
    let route = try spec(
      Self.receivers + "route: { receiver: pager, routes: [{ receiver: hook, match: { team: a }, \(key) }] }\n")
    #expect(Imports.section("routes", of: route.text)?.contains(found) == true, Comment(rawValue: route.text))
  }

  @Test(arguments: [
    ("- { receiver: hook, matchers: ['team!=\"a\"'] }", "not patterns or what must not be"),
    ("- { receiver: hook, matchers: ['team=~\"a.*\"'] }", "not patterns or what must not be"),
    ("- { receiver: genie, match: { team: a } }", "nothing of its receiver `genie` was carried over"),
    ("- { receiver: nothing, match: { team: a } }", "none that only silences"),
    ("- { receiver: hook }", "for every alert"),
    ("- { receiver: hook, match: { a: b }, group_by: ['...'] }", "`group_by` of `...`"),
    (
      "- { receiver: hook, matchers: ['team!=\"a\"'] }",
      "notified `hook`, and here `chat-ops-email` and `chat-ops-slack`"
    ),
    ("- { receiver: hook, match: { a: b }, active_time_intervals: [n] }", "`active_time_intervals`"),
  ])
  func leftOut(route: String, reason: String) throws {
    let spec = try spec(
      Self.receivers
        + "inhibit_rules: [{ source_match: { a: b }, target_match: { a: c } }]\ntemplates: [x]\nroute:\n  receiver: Chat Ops\n  routes:\n    \(route)\n"
    )
    for reason in [reason, "an inhibit rule", "`templates`"] {
      #expect(spec.leftovers.contains { $0.message.contains(reason) }, "\(spec.leftovers.map(\.message))")
    }
  }

  /// A range over midnight is two.
  @Test func nights() throws {
    let spec = try spec(
      Self.receivers
        + """
        time_intervals: [{ name: n, time_intervals: [{ times: [{ start_time: '22:00', end_time: '06:00' }] }] }]
        route: { receiver: pager, routes: [{ receiver: hook, match: { severity: info }, mute_time_intervals: [n] }] }
        """)
    #expect(
      spec.text.contains("{ start_time: '22:00', end_time: '24:00' }, { start_time: '00:00', end_time: '06:00' }"),
      Comment(rawValue: spec.text))
  }

  /// Whom nothing here is told to is listed, and left out.
  @Test func receiversWithoutARoute() throws {
    let spec = try spec(
      Self.receivers
        + """
        route:
          receiver: pager
          routes:
            - { receiver: hook, match: { team: a } }
            - { receiver: Chat Ops, matchers: ['severity=~"warning|info"', 'env!="prod"'] }

        """)
    #expect(spec.spec?.receivers.keys == ["pager", "hook"])
    for name in ["chat-ops-slack", "chat-ops-email"] {
      #expect(spec.leftovers.contains { $0.message.contains("the receiver `\(name)`: no route") })
    }
  }

  /// Where some severity tells everybody, everybody stays.
  @Test func receiversOfEverybody() throws {
    let spec = try spec(Self.receivers + "route: { receiver: nothing }")
    #expect(spec.spec?.receivers.keys == ["chat-ops-slack", "chat-ops-email", "pager", "hook"])
  }

  @Test(arguments: [
    ("pagerduty_configs: [{ service_key: GEHEIM }]", "Events API v1"),
    ("pagerduty_configs: [{ description: x }]", "needs a `routing_key`"),
    ("slack_configs: [{ channel: a b, api_url: GEHEIM }]", "needs an `api_url` and a `channel`"),
    ("email_configs: [{ to: a@b.example }]", "a `smarthost` with its port"),
  ])
  func receiversThatCannotBeReached(integration: String, reason: String) throws {
    let spec = try spec("receivers: [{ name: r, \(integration) }]\nroute: { receiver: r }\n")
    #expect(spec.leftovers.contains { $0.message.contains(reason) }, "\(spec.leftovers.map(\.message))")
    #expect(!spec.leftovers.contains { $0.message.contains("GEHEIM") })
  }

  @Test func intervalsThatNothingIsMutedIn() throws {
    let spec = try spec(
      Self.receivers
        + "time_intervals: [{ name: n, time_intervals: [{ years: [2030] }] }]\nroute: { receiver: pager }\n")
    #expect(!spec.text.contains("time_intervals:"))
    #expect(spec.leftovers.contains { $0.message.contains("the time interval `n`") })
  }

  @Test func corpus() throws {
    guard let folder = Repository.shared?.appendingPathComponent("corpora/alertmanager/good") else { return }
    for file in try Imports.yaml(in: folder) {
      _ = try Imports.spec { try AlertmanagerImport.add(file.path, Imports.disk, to: &$0) }
    }
  }
}
