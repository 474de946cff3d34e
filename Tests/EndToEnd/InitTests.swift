import Foundation
import Support
import Testing

/// `pharos init` and `pharos generate` on what well-known projects run: two commands to a stack that every tool accepts.
///
/// Each folder under `compose/` has the shape of a project's Compose file; `NAME.yml` beside it is the spec that comes of it.
@Suite(.serialized) struct InitTests {
  static let projects = Repository.files(in: "Tests/EndToEnd/compose", ending: ".yml").map {
    $0.deletingPathExtension().lastPathComponent
  }

  @Test(arguments: projects)
  func twoCommands(project: String) throws {
    let folder = try Self.copy(project)
    let file = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder.file(project).path).first { $0.contains("compose") })
    let made = try Tool.run(Tool.pharos, ["init", "--from-compose", file], in: folder.file(project))
    #expect(made.status == 0, Comment(rawValue: made.all))
    let spec = try String(contentsOf: folder.file("\(project)/pharos.yml"), encoding: .utf8)
    let difference = Golden.difference(spec, Repository.file("Tests/EndToEnd/compose/\(project).yml"))
    #expect(difference == nil, Comment(rawValue: difference ?? ""))

    let generated = try Tool.run(Tool.pharos, ["generate"], in: folder.file(project))
    #expect(generated.status == 0, Comment(rawValue: generated.all))
    try StackJudge.accept(folder.file("\(project)/monitoring"))
    let lint = try Tool.run(
      Tool.pharos, ["lint", "monitoring", "--spec", "pharos.yml", "--fail-on", "info"], in: folder.file(project))
    #expect(lint.output.hasPrefix("no findings in "), Comment(rawValue: lint.all))
  }

  @Test func thereAreTen() { #expect(Self.projects.count >= 10) }

  @Test func nothingIsOverwritten() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine\n", to: "pharos.yml")
    let result = try Tool.run(Tool.pharos, ["init", "--project", "shop"], in: folder.url)
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.error.contains("pharos.yml is there already"))
    #expect(try String(contentsOf: folder.file("pharos.yml"), encoding: .utf8) == "mine\n")
  }

  @Test(arguments: [
    ["--from-compose", "none.yml"], ["--from-compose", "bad.yml"], ["--from-prometheus", "bad.yml"],
    ["--scrape", "none.prom"],
    ["--no-such-flag"],
  ])
  func whatCannotBeDoneWritesNothing(arguments: [String]) throws {
    let folder = try TemporaryFolder()
    try folder.write("a: [\n", to: "bad.yml")
    let result = try Tool.run(Tool.pharos, ["init"] + arguments, in: folder.url)
    #expect(result.status == 2 && result.output.isEmpty && !result.error.isEmpty, Comment(rawValue: result.all))
    #expect(try folder.contents().keys.sorted() == ["bad.yml"])
  }

  /// Without flags and without a terminal: the Compose file that is there, or a spec that says what to fill in.
  @Test func withoutQuestions() throws {
    let folder = try TemporaryFolder()
    #expect(try Tool.run(Tool.pharos, ["init"], in: folder.url, input: "").status == 0)
    #expect(try Tool.run(Tool.pharos, ["validate"], in: folder.url).status == 0)
    try FileManager.default.removeItem(at: folder.file("pharos.yml"))
    try folder.write("services: { web: { build: ., ports: ['8000'] } }\n", to: "compose.yaml")
    let result = try Tool.run(Tool.pharos, ["init", "--output", "-"], in: folder.url, input: "")
    #expect(result.output.contains("targets: [web:8000]") && result.error.contains("compose.yaml"))
  }

  /// Everything that a project may have, in one spec.
  @Test func flagsCombine() throws {
    let folder = try TemporaryFolder()
    try folder.write("services: { web: { image: acme/web, ports: ['8000:80'] } }\n", to: "compose.yml")
    try folder.write(
      "scrape_configs: [{ job_name: frontend, metrics_path: /m, static_configs: [{ targets: ['web:80'] }] }]\n",
      to: "p.yml")
    try folder.write("# TYPE jobs_total counter\njobs_total 1\n", to: "web.prom")
    try folder.write(
      "route: { receiver: a }\nreceivers: [{ name: a, webhook_configs: [{ url: 'http://x' }] }]\n", to: "am.yml")
    let flags = [
      "--from-compose", "compose.yml", "--from-prometheus", "p.yml", "--scrape", "web.prom", "--from-alertmanager",
      "am.yml",
    ]
    let result = try Tool.run(Tool.pharos, ["init"] + flags, in: folder.url)
    #expect(result.status == 0, Comment(rawValue: result.all))
    let spec = try String(contentsOf: folder.file("pharos.yml"), encoding: .utf8)
    #expect(
      spec.contains("scrapes: { main: { path: /m } }") && spec.contains("jobs_total:") && spec.contains("secrets/a_url")
    )
    #expect(!spec.contains("http://x"))
  }

  /// What comes of the files of others is lint's to find nothing in either.
  @Test(arguments: [
    [
      "--from-prometheus": """
      rule_files: [rules.yml]
      scrape_configs:
        - { job_name: Node Exporter, static_configs: [{ targets: ['node1:9100'] }] }
        - { job_name: api, static_configs: [{ targets: ['api:8000'] }] }
      """,
      "--from-alertmanager": """
      route: { receiver: chat, routes: [{ receiver: other, matchers: ['env!="prod"'] }] }
      receivers:
        - { name: chat, webhook_configs: [{ url: 'http://x' }] }
        - { name: other, webhook_configs: [{ url: 'http://y' }] }
      """,
    ],
    [
      "--from-sloth": """
      version: prometheus/v1
      service: web
      slos:
        - name: busy
          objective: 95
          sli:
            events:
              error_query: sum_over_time((count(busy < 80))[{{.window}}:]) OR on() vector(0)
              total_query: sum_over_time((count(busy))[{{.window}}:])
      """
    ],
  ])
  func filesOfOthers(files: [String: String]) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      groups:
        - name: a
          rules:
            - { alert: Full, expr: 'node_filesystem_avail_bytes{job="Node Exporter"} / node_filesystem_size_bytes < 0.1' }
            - { alert: Odd, expr: 'node_filesystem_avail_bytes{rack="a"} < 1', labels: { severity: critical } }
            - alert: Down
              expr: up{job=~"api|Node Exporter"} == 0
              labels: { severity: critical }
              annotations: { summary: '{{ externalURL }}', description: '{{ query "up" | first | value }} at {{ now }}' }
      """, to: "rules.yml")
    for (flag, text) in files { try folder.write(text + "\n", to: "\(flag).yml") }
    let flags = files.keys.sorted().flatMap { [$0, "./\($0).yml"] }
    let made = try Tool.run(Tool.pharos, ["init"] + flags, in: folder.url)
    #expect(made.status == 0, Comment(rawValue: made.all))
    // What validate refuses is left out, with its reason.
    #expect(made.all.contains("has no label `rack`") == files.keys.contains("--from-prometheus"))
    #expect(try Tool.run(Tool.pharos, ["generate"], in: folder.url).status == 0)
    let lint = try Tool.run(
      Tool.pharos, ["lint", "monitoring", "--spec", "pharos.yml", "--fail-on", "info"], in: folder.url)
    #expect(lint.output.hasPrefix("no findings in "), Comment(rawValue: lint.all))
  }

  private static func copy(_ project: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(at: Repository.file("Tests/EndToEnd/compose/\(project)"), to: folder.file(project))
    return folder
  }
}
