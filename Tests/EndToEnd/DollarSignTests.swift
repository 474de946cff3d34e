import Foundation
import Support
import Testing

/// A dollar sign in the spec is a dollar sign for every reader, whoever starts it and with whatever environment.
struct DollarSignTests {
  private static let spec = "Tests/EndToEnd/specs/texts.yml"

  /// What docker-compose resolves, where the environment has the variables that the spec's texts look like.
  @Test func composeTakesItForText() throws {
    let folder = try TemporaryFolder()
    _ = try GeneratedStack.generate(Self.spec, into: folder)
    let text = try String(contentsOf: folder.file("stack/docker-compose.yml"), encoding: .utf8)
    // docker-compose 1.29 does not know the name.
    try folder.write(text.replacingOccurrences(of: "name: texts-monitoring\n", with: ""), to: "stack/compose.yml")
    let result = try Tool.run(
      "docker-compose", ["-f", "compose.yml", "config"], in: folder.file("stack"),
      environment: ["HOME": "/of-the-deployer", "word": "leaked", "DOCKER_GID": "1"])
    #expect(result.status == 0, Comment(rawValue: result.all))
    #expect(!result.all.contains("/of-the-deployer") && !result.all.contains("leaked"))
    #expect(!result.error.contains("variable is not set"), Comment(rawValue: result.error))
    // It writes what it resolved so that it could be read again: each dollar sign twice.
    for value in [
      "DATA_SOURCE_USER: pa$$word $${HOME} $$(x)", "GF_SERVER_ROOT_URL: https://g.example/$$%7BHOME%7D/(a)",
      "--nginx.scrape-uri=http://nginx:8080/stub_status?$$HOME&a={b}", "--web.external-url=https://p.example/$$$$",
    ] {
      #expect(result.output.contains(value), Comment(rawValue: "\(value) is not in\n\(result.output)"))
    }
  }

  /// Readers that expand, and readers that do not; what each does is said at `withDollarsDoubled`.
  @Test(arguments: [
    // A Prometheus of somebody else's is named by its address.
    ("grafana/provisioning/datasources/datasources.yml", "url: $${__value.raw}"),
    ("grafana/provisioning/datasources/datasources.yml", "url: https://p.example/$$$$"),
    ("prometheus/prometheus.yml", "replacement: a|b <script>$$HOME</script> $$1 [x](javascript:1) `id`"),
    ("prometheus/scrape/texts.yml", "team: a|b <script>$HOME</script> $1 [x](javascript:1) `id`"),
    ("alertmanager/alertmanager.yml", "from: $HOME@a.example"),
    ("alertmanager/alertmanager.yml", "auth_username: $HOME"),
  ])
  func isWrittenForItsReader(file: String, line: String) throws {
    let folder = try TemporaryFolder()
    var text = try Repository.text(Self.spec) + "logging: {}\ntracing: {}\n"
    let isOwn = line.contains("p.example") || file.hasPrefix("prometheus/scrape")
    if isOwn { text += "deploy: { provide: [alertmanager, grafana, logging, tracing, exporters] }\n" }
    try folder.write(text, to: "pharos.yml")
    let result = try Tool.run(Tool.pharos, ["generate", "pharos.yml", "--output", "stack"], in: folder.url)
    #expect(result.status == 0, Comment(rawValue: result.all))
    let generated = try String(contentsOf: folder.file("stack/\(file)"), encoding: .utf8)
    #expect(generated.contains(line), Comment(rawValue: generated))
  }
}
