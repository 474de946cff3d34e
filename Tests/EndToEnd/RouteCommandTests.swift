import Foundation
import Support
import Testing

/// `pharos route` as people and CI run it.
struct RouteCommandTests {
  private static let configuration = """
    route:
      receiver: mail
      group_by: [alertname, service]
      routes:
        - matchers: [severity="critical"]
          receiver: oncall
          group_wait: 10s
          continue: true
        - matchers: [team=~"web|shop"]
          receiver: web
          mute_time_intervals: [nights, far]
        - matchers: [severity="warning"]
    receivers:
      - { name: mail, webhook_configs: [{ url: 'http://mail' }] }
      - { name: oncall }
      - { name: web, webhook_configs: [{ url: 'http://web' }] }
    inhibit_rules:
      - { source_matchers: [alertname="Down"], target_matchers: [severity=~"warning|critical"], equal: [service] }
    time_intervals:
      - { name: nights, time_intervals: [{ times: [{ start_time: '00:00', end_time: '06:00' }], location: Etc/GMT-1 }] }
      - { name: far, time_intervals: [{ location: Local, weekdays: [sunday] }] }

    """

  private func route(_ arguments: [String], in folder: TemporaryFolder? = nil) throws -> Tool.Result {
    try Tool.run(Tool.pharos, ["route"] + arguments, in: folder?.url, input: Self.configuration)
  }

  @Test func explains() throws {
    let result = try route([
      "--config", "-", "severity=critical", "team=web", "service=api", "--at", "2026-03-02T23:30:00Z", "--firing",
      "alertname=Down,service=api",
    ])
    #expect(result.status == 0 && result.error.isEmpty, Comment(rawValue: result.all))
    for line in [
      #"{service="api", severity="critical", team="web"} at 2026-03-02T23:30:00Z, by <stdin>"#,
      #"5:7     severity="critical"  yes, notifies oncall, and those after it are looked at too"#,
      #"12:7    severity="warning"   not looked at: the route at line 9 took the alert"#,
      "  oncall: nobody, it has no integration",
      #"    grouped by alertname (which it lacks), service="api""#,
      "    first after 10s, changes of the group after 5m, again after 4h",
      // Half past midnight by the clock of Etc/GMT-1.
      "    now: muted by the time of nights", #"        muted by {alertname="Down", service="api"}"#,
    ] { #expect(result.output.contains(line + "\n"), Comment(rawValue: "\(line)\n\(result.output)")) }
  }

  @Test func saysWhatItCannotKnow() throws {
    let result = try route(["--config", "-", "team=web", "--at", "2026-03-01T12:00:00Z"])
    #expect(result.output.contains("now: not known, as the rules of the time zone Local are not on this machine"))
  }

  @Test func json() throws {
    let result = try route(["--config", "-", "severity=warning", "--at", "2026-03-02", "--format", "json"])
    let report = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(report["receivers"] as? [String] == ["mail"])
    #expect(
      (report["steps"] as? [[String: Any]])?.compactMap { $0["outcome"] as? String } == [
        "matches", "differs", "differs", "notifies",
      ])
    let destination = try #require((report["destinations"] as? [[String: Any]])?.first)
    #expect(destination["repeat_interval"] as? String == "4h" && destination["state"] as? String == "open")
  }

  /// Without a file, the tree that the spec gives.
  @Test func takesTheSpec() throws {
    let folder = try TemporaryFolder()
    try folder.write(Stacks.minimal(), to: "pharos.yml")
    let result = try Tool.run(Tool.pharos, ["route", "severity=critical", "alertname=X"], in: folder.url)
    #expect(result.status == 0, Comment(rawValue: result.all))
    #expect(result.output.contains("by alertmanager/alertmanager.yml") && result.output.contains("notifies "))
    #expect(try folder.contents().keys.sorted() == ["pharos.yml"])
  }

  @Test(arguments: [
    (["--config", "-", "severity=critical", "--expect", "oncall"], 0),
    (["--config", "-", "a=b", "--expect", "oncall"], 1),
    (["--config", "no-such.yml", "a=b"], 2), (["--config", "-", "a!=b"], 2), (["--config", "-", "a"], 2),
    (["--config", "-", "a=b", "--at", "yesterday"], 2), (["a=b"], 2), (["--config", "-", "--spec", "x", "a=b"], 2),
  ])
  func exitCodes(arguments: [String], status: Int) throws {
    let result = try route(arguments, in: TemporaryFolder())
    #expect(Int(result.status) == status, Comment(rawValue: result.all))
    #expect(status != 2 || (result.output.isEmpty && !result.error.isEmpty))
  }

  @Test func refusesWhatAlertmanagerRefuses() throws {
    let result = try Tool.run(
      Tool.pharos, ["route", "--config", "-", "a=b"], input: "route: { receiver: a }\nreceivers: []\n")
    #expect(result.status == 2)
    #expect(result.error.contains("<stdin>:1:20: error: the receiver `a` is not defined"))
  }
}
