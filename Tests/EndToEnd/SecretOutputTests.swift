import Documents
import Foundation
import Support
import Testing

@testable import Lint
@testable import PharosCLI
@testable import Regeneration

/// Nothing that pharos prints or writes holds a secret that it has read.
struct SecretOutputTests {
  /// Whatever a finding points at and quotes, in every format and in a baseline.
  @Test(arguments: PlantedSecrets.files.map(\.path))
  func findingsShowNone(path: String) throws {
    let text = try #require(PlantedSecrets.files.first { $0.path == path }).text
    let source = SourceFile(name: path, text: text)
    let isJSON = path.hasSuffix(".json")
    if isJSON { _ = JSONDocument.read(source) } else if !path.hasSuffix(".prom") { _ = YAMLDocuments.read(source) }
    var findings: [Finding] = []
    var position = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let range = position..<position + line.utf8.count
      position = range.upperBound + 1
      findings.append(Finding(FileFinding.misspeltKey, "the line", in: source, at: range.lowerBound..<range.lowerBound))
      findings.append(
        Finding(
          FileFinding.misspeltKey, "`\(line.trimmingCharacters(in: .whitespaces))` is long", in: source, at: range))
      var rest = line[...]
      while let place = rest.range(of: PlantedSecrets.mark) {
        let start = range.lowerBound + line.utf8.distance(from: line.startIndex, to: place.lowerBound)
        let secret = line[place.lowerBound...].prefix { $0.isLetter || $0.isNumber }
        findings.append(
          Finding(
            FileFinding.misspeltKey, "`x` is wrong", help: "see above", in: source,
            at: start + 2..<start + secret.utf8.count - 2, notes: [.init("here", in: source, at: start..<start + 1)]))
        rest = rest[place.upperBound...]
      }
    }
    let report = FindingReport(findings: findings.sortedByPlace(), files: 1)
    for format in ReportFormat.allCases {
      let output = Heard()
      format.write(report, isColored: false, to: output.hear)
      #expect(!output.text.isEmpty)
      #expect(PlantedSecrets.leaks(in: output.text) == [], "\(format)")
    }
    let baseline = String(decoding: JSONWriter.write(Baseline(report.findings).tree), as: UTF8.self)
    #expect(PlantedSecrets.leaks(in: baseline) == [])
  }

  /// A message that quotes a secret whose place only the tree of the file tells.
  @Test func messagesQuoteNone() {
    let source = SourceFile(name: "a.yml", text: "basic_auth:\n  password:\n    kQ7n1vX2w\nurl: x\n")
    _ = YAMLDocuments.read(source)
    let finding = Finding(
      FileFinding.misspeltKey, "expected a number, found `kQ7n1vX2w`", help: "not `kQ7n1vX2w`", in: source, at: 0..<3)
    #expect(finding.message == "expected a number, found `<secret>`" && finding.help == "not `<secret>`")
  }

  /// A name that somebody chose says nothing of what is below it, however much it is like that of a secret.
  @Test(arguments: ["alerts:\n  Sig:\n    severity: hunter2x\n", "services:\n  token:\n    image: hunter2x\n"])
  func namesOfOwnThingsHideNothing(text: String) {
    let source = SourceFile(name: "a.yml", text: text)
    _ = YAMLDocuments.read(source)
    #expect(
      Finding(FileFinding.misspeltKey, "there is no `hunter2x`", in: source, at: 0..<3).message.contains("hunter2x"))
  }

  private static let lintCommands =
    ReportFormat.allCases.map { "lint . --format \($0)" }
    + ["text", "junit", "sarif"].flatMap { format in
      PlantedSecrets.files.filter { $0.path != ".env" }.map { "lint \($0.path) --format \(format) --skip-unknown" }
    }

  static let commands: [String] =
    lintCommands + [
      "lint . --baseline known.json --write-baseline", "lint . --baseline known.json", "lint . --fix",
      "lint prometheus.yml alertmanager.yml --fix --format json",
      "validate spec/pharos.yml", "validate spec/pharos.yml --format json", "validate spec/pharos.yml --format sarif",
      "generate spec/pharos.yml", "generate spec/pharos.yml --diff", "upgrade spec/pharos.yml",
      "init --from-compose compose.yml --output -", "init --from-compose compose.yml --output c.yml",
      "init --from-prometheus prometheus.yml --output -", "init --from-prometheus prometheus.yml --output p.yml",
      "init --from-alertmanager alertmanager.yml --output -",
      "init --from-alertmanager alertmanager.yml --output a.yml",
      "init --from-compose compose.yml --from-prometheus prometheus.yml --from-alertmanager alertmanager.yml --output all.yml",
      "init --scrape web=page.prom --output -", "metrics check page.prom", "metrics check page.prom --format json",
      "metrics check http://u:kQ7n1vX2w@localhost:1/metrics?token=kQ7n2vX2w",
      "route --config alertmanager.yml severity=critical",
      "route --config alertmanager.yml --format json severity=info",
      "promql check --file rules.yml", "promql check --file rules.yml --format json", "promql format --file rules.yml",
      "promql check --file dashboard.json",
    ]

  /// Every command over the whole of it, and every file that comes of that.
  @Test func commandsShowNone() throws {
    #expect(PlantedSecrets.count > 100)
    let folder = try TemporaryFolder()
    func restore() throws { for (path, text) in PlantedSecrets.files { try folder.write(text, to: path) } }
    try restore()
    let planted = Set(PlantedSecrets.files.map(\.path))
    var spoken = 0
    for command in Self.commands {
      let result = try Tool.run(Tool.pharos, command.split(separator: " ").map(String.init), in: folder.url)
      #expect(result.status >= 0 && result.status < 3, "\(command): \(result.all.prefix(400))")
      #expect(PlantedSecrets.leaks(in: result.all) == [], "\(command)")
      spoken += result.all.components(separatedBy: SecretText.mask).count - 1
      if command.contains("--fix") { try restore() }
    }
    #expect(spoken > 100, "what is hidden is said to be there")
    for (path, data) in try folder.contents() where !planted.contains(path) {
      #expect(PlantedSecrets.leaks(in: String(decoding: data, as: UTF8.self)) == [], "\(path)")
    }
  }

  /// Every command on every file, most of which are none of those that it reads.
  @Test(arguments: [
    "metrics check", "metrics check --format json", "init --output - --scrape", "init --output - --from-compose",
    "init --output - --from-prometheus", "init --output - --from-alertmanager", "route a=b --config",
    "promql check --file",
    "promql check --lines", "promql format --file", "promql labels --file", "validate", "validate --format json",
    "generate --dry-run",
  ])
  func readersOfOtherFilesShowNone(command: String) throws {
    let folder = try TemporaryFolder()
    for (path, text) in PlantedSecrets.files { try folder.write(text, to: path) }
    for (path, _) in PlantedSecrets.files {
      let result = try Tool.run(Tool.pharos, command.split(separator: " ").map(String.init) + [path], in: folder.url)
      #expect(result.status >= 0 && result.status < 3, "\(path): \(result.all.prefix(400))")
      #expect(PlantedSecrets.leaks(in: result.all) == [], "\(path)")
    }
  }

  /// The values of labels with the names of secrets, and what might have been meant by them.
  @Test func conditionsShowNone() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      groups:
        - name: g
          rules:
            - alert: A
              expr: up{token="kQ7n1vX2w", password=~"kQ7n2vX2w", api_key!="kQ7n3vX2w", secret!~"kQ7n4vX2w"} == 0
              labels: { severity: page }
              annotations: { summary: A }
      """, to: "rules.yml")
    try folder.write(
      """
      route:
        receiver: a
        routes:
          - { receiver: a, matchers: ['token="kQ7n1vX3w"'] }
          - { receiver: a, matchers: ['token=~"kQ7n1vX2w|kQ7n1vX4w"', 'password=~"kQ7n2vX2w"'] }
      receivers: [{ name: a }]
      inhibit_rules: [{ source_matchers: ['token="kQ7n1vX3w"'], target_matchers: ['severity="page"'] }]
      """, to: "alertmanager.yml")
    let result = try Tool.run(Tool.pharos, ["lint", "."], in: folder.url)
    for rule in ["promql/literal-pattern", "routes/no-alert", "inhibit/no-alert"] {
      #expect(result.output.contains(rule), "\(result.all)")
    }
    #expect(!result.all.contains("kQ7n"), "\(result.all)")
  }

  /// What somebody wrote into a generated file, and into an overlay.
  @Test func plansShowNone() throws {
    let folder = try TemporaryFolder()
    try folder.write(Stacks.minimal(), to: "pharos.yml")
    func run(_ arguments: String...) throws -> Tool.Result { try Tool.run(Tool.pharos, arguments, in: folder.url) }
    #expect(try run("generate").status == 0)
    let prometheus = "monitoring/prometheus/prometheus.yml"
    let text = try String(contentsOf: folder.file(prometheus), encoding: .utf8)
    try folder.write(
      text
        + "remote_write:\n  - url: https://u:kQ7n1vX2w@x/?token=kQ7n2vX2w\n    headers:\n      X-Own:\n        kQ7n3vX2w\n",
      to: prometheus)
    for arguments in [
      ["--diff"], ["--diff", "--format", "json"], ["--check", "--diff"], ["--dry-run", "--diff", "--force"], [],
    ] {
      let result = try Tool.run(Tool.pharos, ["generate"] + arguments, in: folder.url)
      #expect(result.all.contains("remote_write") || !arguments.contains("--diff"), "\(arguments): \(result.all)")
      #expect(PlantedSecrets.leaks(in: result.all) == [], "\(arguments)")
    }
    #expect(try run("generate", "--force").status == 0)
    try folder.write(
      "remote_write:\n  - url: https://u:kQ7n1vX2w@x/?token=kQ7n2vX2w\n    bogus: 1\n    basic_auth: { username: u, password: kQ7n3vX2w }\n",
      to: "overrides/prometheus/prometheus.yml")
    let overlaid = try run("generate", "--diff")
    #expect(overlaid.status == 2 && PlantedSecrets.leaks(in: overlaid.all) == [], "\(overlaid.all)")
  }

  /// Secrets below the lines with their names: where the structure of the file tells of them, where a key stands there twice, where nobody
  /// can read it, and in a program.
  @Test(
    arguments: [
      ("docker-compose.yml", ""), ("docker-compose.yml", "    environment: {}\n"),
      ("docker-compose.yml", "    image: \"a\"b\n"),
    ])
  func plansShowNoneOfSeveralLines(file: String, more: String) throws {
    let shown = try Self.diff(
      of: file,
      after: """
        services:
          foo:
            environment:
              DB_PASSWORD: |
                kQ7n1vX2w
              API_TOKEN: >-
                kQ7n2vX2w
                kQ7n3vX2w
              PGPASSWORD:
                kQ7n4vX2w
              DB_PASSWORD_2: "kQ7n5
                vX2w"
              USER: shown
            command:
              - sh
              - -c
              - |
                echo kQ7n7vX2w | docker login --password-stdin

        """ + more)
    #expect(shown.contains("USER: shown") && shown.contains("- sh") && shown.contains("<secret> | docker login"))
    #expect(PlantedSecrets.leaks(in: shown) == [] && !shown.contains("vX2w\""), "\(shown)")
  }

  @Test func plansShowNoneOfPrograms() throws {
    let shown = try Self.diff(
      of: "health.py",
      after: """
        PASSWORD = \"\"\"kQ7n1vX2w
        kQ7n2vX2w\"\"\"
        PASSWORD = (
            "kQ7n3vX2w"
        )
        token = read(
            "kQ7n4vX2w")
        user = "shown"

        """)
    #expect(PlantedSecrets.leaks(in: shown) == [] && shown.contains("user = \"shown\""), "\(shown)")
  }

  @Test func plansShowNoArgumentsOfOtherLines() throws {
    let shown = try Self.diff(
      of: "docker-compose.yml",
      after:
        "x-a: &a kQ7n1vX2w\nx-b:\n  DB_PASSWORD2: *a\n  command:\n    - -u\n    - admin:kQ7n2vX2w\n    - --user\n    - 65534:65534\n"
    )
    #expect(PlantedSecrets.leaks(in: shown) == [] && shown.contains("- 65534:65534"), "\(shown)")
  }

  /// What a plan shows of lines that somebody wrote at the end of a generated file.
  private static func diff(of path: String, after lines: String) throws -> String {
    try PlanReport.diff(
      Plan.Change(
        path: path, action: .update, kind: .owned, before: Contents(Array("# Generated\n".utf8)),
        after: Contents(Array("# Generated\n\(lines)".utf8)), isExecutable: false))
  }

  /// What people are told of a change that has a secret in it, in words and in the list of an overlay's effects.
  @Test func summariesShowNone() throws {
    let folder = try TemporaryFolder()
    try folder.write(Stacks.minimal(), to: "pharos.yml")
    func overlays(_ number: Int) throws {
      func secret(_ name: String) -> String { "kQ7n\(number)\(name)vX2w" }
      try folder.write(
        """
        services:
          prometheus:
            command: { $append: ["--web.password=\(secret("a"))", "--api-key", "\(secret("b"))"] }
            environment:
              DB_PASSWORD: \(secret("c"))
              FILLER: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA postgres://u:\(secret("dddddddddd"))@h/db"
            labels: { traefik.http.middlewares.a.basicauth.users: "u:\(secret("e"))" }
        """, to: "overrides/docker-compose.yml")
      try folder.write(
        """
        scrape_configs:
          - job_name: web
            basic_auth: { username: u, password: \(secret("f")) }
            params: { token: [\(secret("g"))] }
            http_headers: { X-Own: { values: [\(secret("h"))] } }
        remote_write:
          - url: "https://u:\(secret("i"))@rw/?key=\(secret("j"))"
            authorization: { credentials: \(secret("k")) }
        """, to: "overrides/prometheus/prometheus.yml")
      try folder.write(
        "receivers:\n  - name: slack\n    slack_configs:\n      - http_config: { authorization: { type: Token \(secret("l")), credentials: \(secret("m")) } }\n",
        to: "overrides/alertmanager/alertmanager.yml")
    }
    func run(_ arguments: String...) throws -> Tool.Result {
      let result = try Tool.run(Tool.pharos, ["generate"] + arguments, in: folder.url)
      #expect(PlantedSecrets.leaks(in: result.all) == [], "\(arguments)")
      return result
    }
    try overlays(1)
    #expect(try run("--dry-run").output.contains("adds services.prometheus.command.--web.password=<secret>"))
    _ = try run("--dry-run", "--format", "json")
    #expect(try run().status == 0)
    try overlays(2)
    let summary = try run("--check", "--summary")
    #expect(summary.output.contains("`environment.DB_PASSWORD` has another value"), "\(summary.all)")
    try folder.write("", to: "overrides/docker-compose.yml")
    _ = try run("--check", "--summary")
  }

  /// Secrets that were written into a baseline before are neither shown nor kept from being known.
  @Test func oldBaselinesAreTakenWithoutTheirSecrets() throws {
    let folder = try TemporaryFolder()
    let line = "    basic_auth: { username: u, password: kQ7n1vX2w }"
    try folder.write(
      "scrape_configs:\n  - job_name: a\n\(line)\n    static_configs: [{ targets: [\"a:1\"] }]\n", to: "prometheus.yml")
    let entry =
      #"{"file":"prometheus.yml","rule":"secrets/literal","line":"\#(line.trimmingCharacters(in: .whitespaces))"}"#
    let gone = #"{"file":"prometheus.yml","rule":"secrets/literal","line":"password: kQ7n2vX2w"}"#
    try folder.write(#"{"version":1,"findings":[\#(entry),\#(gone)]}"#, to: "known.json")
    let result = try Tool.run(Tool.pharos, ["lint", "prometheus.yml", "--baseline", "known.json"], in: folder.url)
    #expect(!result.output.contains("secrets/literal") && result.error.contains("password: <secret>"), "\(result.all)")
    #expect(PlantedSecrets.leaks(in: result.all) == [])
  }
}
