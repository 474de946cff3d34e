import Foundation
import Support
import Testing

/// The program as people and CI run it: exit codes, streams, and the same bytes everywhere.
struct CommandTests {
  private let reference = Repository.file("examples/agentic-startup-studio/pharos.yml").path

  @Test func validateIsFine() throws {
    let result = try Tool.run(Tool.pharos, ["validate", reference])
    #expect(result.status == 0, Comment(rawValue: result.all))
    #expect(result.error.isEmpty)
  }

  @Test func validateSaysNo() throws {
    let result = try Tool.run(Tool.pharos, ["validate", "-"], input: Stacks.minimal(adding: "recievers: {}\n"))
    #expect(result.status == 1)
    #expect(result.output.contains("pharos.yml:8:1: error: unknown key `recievers` in spec"))
    #expect(result.error.isEmpty)
  }

  @Test func failOnInfo() throws {
    let spec = Stacks.minimal()
    #expect(try Tool.run(Tool.pharos, ["validate", "-"], input: spec).status == 0)
    #expect(try Tool.run(Tool.pharos, ["validate", "-", "--fail-on", "info"], input: spec).status == 1)
  }

  @Test func validateAsJSON() throws {
    let result = try Tool.run(
      Tool.pharos, ["validate", "-", "--format", "json"], input: Stacks.minimal(adding: "budgets: { series: no }\n"))
    let report = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let findings = try #require(report["findings"] as? [[String: Any]])
    #expect(report["version"] as? Int == 1)
    #expect(
      findings.contains {
        $0["rule"] as? String == "spec/type" && ($0["start"] as? [String: Int]) == ["line": 8, "column": 20]
      })
  }

  @Test(arguments: [
    ["validate", "no-such-file.yml"], ["generate", "--no-such-flag"], ["frobnicate"], ["packs", "no-such-pack"],
  ])
  func whatCannotBeDone(arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let result = try Tool.run(Tool.pharos, arguments, in: folder.url)
    #expect(result.status == 2, Comment(rawValue: result.all))
    #expect(result.output.isEmpty)
    #expect(!result.error.isEmpty)
  }

  @Test func invalidSpecWritesNothing() throws {
    let folder = try TemporaryFolder()
    try folder.write(Stacks.minimal(adding: "retention: 5\n"), to: "pharos.yml")
    let result = try Tool.run(Tool.pharos, ["generate"], in: folder.url)
    #expect(result.status == 2)
    #expect(try folder.contents().keys.sorted() == ["pharos.yml"])
  }

  /// The spec is found in a parent folder; the bytes do not depend on place, locale or time zone.
  @Test func sameBytesEverywhere() throws {
    var outputs: [[String: Data]] = []
    for environment in [[:], ["LANG": "C", "LC_ALL": "C", "TZ": "Asia/Tokyo"], ["LC_ALL": "tr_TR.UTF-8"]] {
      let folder = try TemporaryFolder()
      try folder.write(try Repository.text("examples/agentic-startup-studio/pharos.yml"), to: "pharos.yml")
      try folder.write("", to: "deep/down/here")
      let result = try Tool.run(
        Tool.pharos, ["generate", "--output", "../../stack"], in: folder.file("deep/down"), environment: environment)
      #expect(result.status == 0, Comment(rawValue: result.all))
      outputs.append(try folder.contents(of: "stack"))
    }
    #expect(outputs[0].count > 50)
    #expect(outputs[0] == outputs[1] && outputs[1] == outputs[2])
  }

  /// A stack belongs beside its spec, from wherever the command is run; a folder that is named, beside who names it.
  @Test func theStackIsBesideTheSpec() throws {
    let folder = try TemporaryFolder()
    try folder.write(Stacks.minimal(), to: "deploy/pharos.yml")
    try folder.write("", to: "deploy/sub/here")
    let sub = folder.file("deploy/sub")
    let result = try Tool.run(Tool.pharos, ["generate"], in: sub)
    #expect(result.status == 0, Comment(rawValue: result.all))
    #expect(result.output.contains("../monitoring: "), Comment(rawValue: result.all))
    #expect(try Tool.run(Tool.pharos, ["generate", "deploy/pharos.yml", "--check"], in: folder.url).status == 0)
    let upgrade = try Tool.run(Tool.pharos, ["upgrade"], in: sub)
    #expect(upgrade.output.contains("there is nothing to upgrade"), Comment(rawValue: upgrade.all))
    #expect(try Tool.run(Tool.pharos, ["generate", "--output", "mine"], in: sub).status == 0)
    let tops = Set(try folder.contents().keys.map { $0.split(separator: "/").prefix(3).joined(separator: "/") })
    #expect(tops.contains("deploy/monitoring/docker-compose.yml") && tops.contains("deploy/sub/mine"))
    #expect(!tops.contains("deploy/sub/monitoring") && !tops.contains { $0.hasPrefix("monitoring") })
  }

  /// What stands in the way of many files is told once, without what would have been in them.
  @Test func aLinkInTheWayIsToldOnce() throws {
    let folder = try TemporaryFolder()
    try folder.write(Stacks.minimal(), to: "pharos.yml")
    try folder.write("", to: "elsewhere/file")
    try folder.write("", to: "monitoring/file")
    try FileManager.default.createSymbolicLink(
      at: folder.file("monitoring/prometheus"), withDestinationURL: folder.file("elsewhere"))
    let result = try Tool.run(Tool.pharos, ["generate"], in: folder.url)
    #expect(result.status == 2)
    #expect(
      result.error.hasPrefix("error: monitoring/prometheus is a symbolic link\n  help: "),
      Comment(rawValue: result.error))
    #expect(result.error.split(separator: "\n").count == 3, Comment(rawValue: result.error))
  }

  /// Columns are columns, and a project's own packs are among the others.
  @Test func packsAreATable() throws {
    let folder = try TemporaryFolder()
    try folder.write(Stacks.minimal(adding: "packs_dir: packs\n"), to: "pharos.yml")
    try folder.write("name: queue\ntitle: Queue\nkind: signals\nsummary: Jobs.\n", to: "packs/queue/pack.yml")
    let result = try Tool.run(Tool.pharos, ["packs"], in: folder.url)
    let lines = result.output.split(separator: "\n")
    let columns = lines.map { line in
      line.matches(of: /\ +(?=[^ ])/).prefix(2).map { line.distance(from: line.startIndex, to: $0.range.upperBound) }
    }
    #expect(Set(columns).count == 1, Comment(rawValue: result.all))
    #expect(lines.contains { $0.hasPrefix("queue ") && $0.hasSuffix("Jobs.") })
  }

  @Test func checkSeesDrift() throws {
    let folder = try TemporaryFolder()
    try folder.write(Stacks.minimal(), to: "pharos.yml")
    #expect(try Tool.run(Tool.pharos, ["generate", "--check"], in: folder.url).status == 1)
    #expect(try Tool.run(Tool.pharos, ["generate"], in: folder.url).status == 0)
    let before = try modificationTimes(folder)
    #expect(try Tool.run(Tool.pharos, ["generate", "--check"], in: folder.url).status == 0)
    #expect(try Tool.run(Tool.pharos, ["generate"], in: folder.url).status == 0)
    #expect(try modificationTimes(folder) == before)

    try folder.write(Stacks.minimal(adding: "retention: { metrics: 20d }\n"), to: "pharos.yml")
    let drift = try Tool.run(Tool.pharos, ["generate", "--check", "--diff"], in: folder.url)
    #expect(drift.status == 1)
    #expect(drift.output.contains("--storage.tsdb.retention.time=20d"))
  }

  /// An edit in a generated file is never overwritten silently; one in a runbook is kept.
  @Test func editsAreNotLost() throws {
    let folder = try TemporaryFolder()
    try folder.write(Stacks.minimal(), to: "pharos.yml")
    #expect(try Tool.run(Tool.pharos, ["generate"], in: folder.url).status == 0)
    let runbook = "monitoring/runbooks/service-down.md"
    let edited = try String(contentsOf: folder.file(runbook), encoding: .utf8) + "\nCall Ada first.\n"
    try folder.write(edited, to: runbook)
    #expect(try Tool.run(Tool.pharos, ["generate"], in: folder.url).status == 0)
    #expect(try String(contentsOf: folder.file(runbook), encoding: .utf8) == edited)

    try folder.write("# mine\n", to: "monitoring/prometheus/prometheus.yml")
    let refused = try Tool.run(Tool.pharos, ["generate"], in: folder.url)
    #expect(refused.status == 2)
    #expect(refused.error.contains("prometheus/prometheus.yml"))
    #expect(try String(contentsOf: folder.file("monitoring/prometheus/prometheus.yml"), encoding: .utf8) == "# mine\n")
    #expect(try Tool.run(Tool.pharos, ["generate", "--force"], in: folder.url).status == 0)
    #expect(try String(contentsOf: folder.file("monitoring/prometheus/prometheus.yml"), encoding: .utf8) != "# mine\n")
  }

  @Test func environmentsAreLaidOver() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      Stacks.minimal(adding: "environments: { staging: { environment: staging, retention: { metrics: 3d } } }\n"),
      to: "pharos.yml")
    #expect(try Tool.run(Tool.pharos, ["generate", "--env", "staging"], in: folder.url).status == 0)
    let compose = try String(contentsOf: folder.file("monitoring/docker-compose.yml"), encoding: .utf8)
    #expect(compose.contains("retention.time=3d") && compose.contains("environment: staging"))
    #expect(
      try Tool.run(Tool.pharos, ["validate", "--env", "stagign"], in: folder.url).output.contains(
        "did you mean `staging`?"))
  }

  @Test func schemaTakesTheExamplesAndRefusesNonsense() throws {
    let folder = try TemporaryFolder()
    try folder.write(try Tool.run(Tool.pharos, ["schema"]).output, to: "schema.json")
    try folder.write(Stacks.minimal(adding: "retention: { metrics: 5 weeks }\nrecievers: {}\n"), to: "bad.yml")
    let program = """
      import json, jsonschema, sys, yaml
      schema = json.load(open(sys.argv[1]))
      jsonschema.Draft202012Validator.check_schema(schema)
      for path in sys.argv[2:]:
          print(len(list(jsonschema.Draft202012Validator(schema).iter_errors(yaml.safe_load(open(path))))))
      """
    let paths = GeneratedStack.specs.map { Repository.file($0).path } + [folder.file("bad.yml").path]
    let result = try Tool.run(Tool.python, ["-c", program, folder.file("schema.json").path] + paths)
    #expect(
      result.output.split(separator: "\n") == GeneratedStack.specs.map { _ in "0" } + ["2"],
      Comment(rawValue: result.all))
  }

  @Test func referenceIsCurrent() throws {
    let text = try Tool.run(Tool.pharos, ["schema", "--format", "markdown"]).output
    let difference = Golden.difference(text, Repository.file("docs/spec.md"))
    #expect(difference == nil, Comment(rawValue: difference ?? ""))
  }

  private func modificationTimes(_ folder: TemporaryFolder) throws -> [String: Date] {
    var times: [String: Date] = [:]
    for path in try folder.contents().keys {
      times[path] = try FileManager.default.attributesOfItem(atPath: folder.file(path).path)[.modificationDate] as? Date
    }
    return times
  }
}
