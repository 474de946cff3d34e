import Foundation
import Support
import Testing

/// `generate` over the life of a project: what people see, what programs read, and the exit codes.
struct RegenerateTests {
  private static let runbook = "monitoring/runbooks/high-error-rate.md"
  private static let alert = """
    alerts:
      OrdersMissing:
        service: web
        expr: sum(rate(http_requests_total{service="web"}[5m])) == 0
        severity: critical
        summary: No orders.
        description: Nothing was ordered.
        runbook: orders-missing

    """

  private func generate(_ folder: TemporaryFolder, _ arguments: String...) throws -> Tool.Result {
    try Tool.run(Tool.pharos, ["generate"] + arguments, in: folder.url)
  }

  private func prepared(_ spec: String = Stacks.minimal()) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(spec, to: "pharos.yml")
    let result = try generate(folder)
    try #require(result.status == 0, Comment(rawValue: result.all))
    return folder
  }

  private func text(_ folder: TemporaryFolder, _ path: String) throws -> String {
    try String(contentsOf: folder.file(path), encoding: .utf8)
  }

  private func replace(_ old: String, _ new: String, in path: String, _ folder: TemporaryFolder) throws {
    let text = try text(folder, path)
    try #require(text.contains(old), "\(path) has no `\(old)`")
    try folder.write(text.replacingOccurrences(of: old, with: new), to: path)
  }

  private func tune(_ threshold: String, _ folder: TemporaryFolder) throws {
    let spec = Stacks.minimal().replacingOccurrences(
      of: "    targets: [web:8000]\n",
      with: "    targets: [web:8000]\n    alerts: { HighErrorRate: { critical: \(threshold) } }\n")
    try folder.write(spec, to: "pharos.yml")
  }

  @Test func anEditedRunbookTakesWhatIsNew() throws {
    let folder = try prepared()
    try replace("# High error rate\n", "# High error rate\n\nCall Ada first.\n", in: Self.runbook, folder)
    try tune("7%", folder)
    let check = try generate(folder, "--check")
    #expect(check.status == 1)
    #expect(check.output.contains("& runbooks/high-error-rate.md (edited by hand; "))
    #expect(check.output.contains("[spec, hand]"))
    #expect(try generate(folder).status == 0)
    let merged = try text(folder, Self.runbook)
    #expect(merged.contains("Call Ada first.") && merged.contains("above 7%"))
    #expect(try generate(folder, "--check").status == 0)
  }

  @Test func aConflictIsLaidDownBesideTheFile() throws {
    let folder = try prepared()
    let line = try #require(text(folder, Self.runbook).split(separator: "\n").first { $0.hasPrefix("| HighErrorRate") })
    try replace(String(line), "| we look at the dashboard |", in: Self.runbook, folder)
    let edited = try text(folder, Self.runbook)
    try tune("7%", folder)
    let run = try generate(folder)
    #expect(run.status == 1)
    #expect(
      run.output.contains("! runbooks/high-error-rate.md (edited by hand where the generated version has changed too)"))
    #expect(try text(folder, Self.runbook) == edited)
    let conflict = try text(folder, Self.runbook + ".conflict")
    #expect(conflict.contains("<<<<<<< edited\n| we look at the dashboard |"))
    #expect(try generate(folder, "--check").status == 1)
    try FileManager.default.removeItem(at: folder.file(Self.runbook + ".conflict"))
    #expect(try generate(folder, "--check").status == 0)
    #expect(try generate(folder).status == 0)
    #expect(try text(folder, Self.runbook) == edited)
  }

  @Test func aRenamedRunbookKeepsItsEdits() throws {
    let folder = try prepared(Stacks.minimal(adding: Self.alert))
    try replace("## Learn\n", "## Learn\n\nAsk the shop.\n", in: "monitoring/runbooks/orders-missing.md", folder)
    try replace("runbook: orders-missing", "runbook: no-orders", in: "pharos.yml", folder)
    let run = try generate(folder)
    #expect(run.status == 0, Comment(rawValue: run.all))
    #expect(run.output.contains("> runbooks/no-orders.md (moved from `runbooks/orders-missing.md`, with its edits)"))
    #expect(try text(folder, "monitoring/runbooks/no-orders.md").contains("Ask the shop."))
    #expect(!FileManager.default.fileExists(atPath: folder.file("monitoring/runbooks/orders-missing.md").path))
  }

  @Test func aRefusalNamesTheWaysOut() throws {
    let folder = try prepared()
    try replace("scrape_interval: 15s", "scrape_interval: 20s", in: "monitoring/prometheus/prometheus.yml", folder)
    let run = try generate(folder)
    #expect(run.status == 2 && run.output.isEmpty)
    for way in [
      "-  scrape_interval: 20s\n+  scrape_interval: 15s\n",
      "put it into the spec, where it is `prometheus.scrape_interval`",
      "`overrides/prometheus/prometheus.yml`", "`pharos generate --force`", "nothing was written",
    ] { #expect(run.error.contains(way), Comment(rawValue: run.error)) }
  }

  @Test func aRefusalNamesTheProjectsOwnFolderOfOverlays() throws {
    let folder = try prepared()
    try folder.write(Stacks.minimal(adding: "overrides_dir: ours\n"), to: "pharos.yml")
    try folder.write("global: { scrape_timeout: 5s }\n", to: "ours/prometheus/prometheus.yml")
    try replace("restart: unless-stopped", "restart: always", in: "monitoring/docker-compose.yml", folder)
    let run = try generate(folder)
    #expect(run.error.contains("`ours/docker-compose.yml`"), Comment(rawValue: run.error))
  }

  @Test func aSummaryIsNoJSON() throws {
    let run = try generate(try prepared(), "--summary", "--format", "json")
    #expect(run.status == 2 && run.output.isEmpty && run.error.contains("does not go with --format json"))
  }

  @Test func thePlanForPrograms() throws {
    let folder = try prepared()
    try replace("scrape_interval: 15s", "scrape_interval: 20s", in: "monitoring/prometheus/prometheus.yml", folder)
    let run = try generate(folder, "--check", "--format", "json", "--diff")
    #expect(run.status == 1)
    let plan = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(plan["version"] as? Int == 1 && plan["drift"] as? Bool == true && plan["applied"] as? Bool == false)
    #expect((plan["summary"] as? [String: Int])?["refuse"] == 1)
    let changes = try #require(plan["changes"] as? [[String: Any]])
    let change = try #require(changes.first { $0["action"] as? String == "refuse" })
    #expect(change["path"] as? String == "prometheus/prometheus.yml" && change["reason"] as? String == "edited")
    #expect(change["kind"] as? String == "owned" && change["changed_by"] as? [String] == ["hand"])
    #expect(change["spec_keys"] as? [String] == ["prometheus.scrape_interval"])
    #expect((change["diff"] as? String)?.contains("+  scrape_interval: 15s") == true)
    for key in ["disk_sha256", "generated_sha256"] { #expect((change[key] as? String)?.count == 64) }
    #expect(change["disk_sha256"] as? String != change["generated_sha256"] as? String)
    #expect(changes.filter { $0["action"] as? String == "unchanged" }.count == changes.count - 1)

    try FileManager.default.removeItem(at: folder.file("monitoring/prometheus/prometheus.yml"))
    let done = try generate(folder, "--format", "json")
    #expect(done.status == 0 && done.output.contains("\"applied\": true"))
  }

  /// Files that the spec names are merged as runbooks are; a name that stands for nothing is told.
  @Test func filesNamedInTheSpecAreMerged() throws {
    let folder = try prepared(Stacks.minimal(adding: "merge: [prometheus/prometheus.yml, nothing.yml]\n"))
    try replace("global:\n", "# ours\nglobal:\n", in: "monitoring/prometheus/prometheus.yml", folder)
    try replace("[web:8000]", "[web:9000]", in: "pharos.yml", folder)
    let run = try generate(folder)
    #expect(run.status == 0)
    #expect(run.error.contains("pharos.yml:8:36: warning: `nothing.yml` is not generated"))
    let merged = try text(folder, "monitoring/prometheus/prometheus.yml")
    #expect(merged.contains("# ours\nglobal:") && merged.contains("- web:9000"))
  }

  @Test func anotherEnvironmentIsAnotherSpec() throws {
    let folder = try prepared(Stacks.minimal(adding: "environments: { staging: { retention: { metrics: 3d } } }\n"))
    let check = try generate(folder, "--check", "--env", "staging")
    #expect(check.status == 1 && check.output.contains("~ docker-compose.yml [spec]"))
  }
}
