import Artifacts
import Documents
import Project
import Targets
import Workspace

/// Tries a pack on an owner of its own: what is wrong in its files, and what `promtool` says of the rules and tests that follow from it.
struct TestPack {
  struct Outcome {
    /// What is wrong in the pack, by place.
    let findings: [Finding]
    /// Alerts and records that were tried.
    let alerts: Int
    let records: Int
    /// What promtool printed where it refused something; nil where it did not.
    let refusal: String?

    var passes: Bool { refusal == nil && !findings.hasErrors }
  }

  let packs: ShowPacks

  func callAsFunction(_ name: String) throws(CommandFailure) -> Outcome {
    let (pack, _) = try packs.pack(name)
    let source = SourceFile(name: "a spec that asks for `\(name)`", text: PackTrial(pack).spec)
    let reading = Spec.read(source)
    let resolution = Resolver.resolution(of: reading, packs: packs.files, targets: Targets.all)
    let own = packs.files.check(name)
    // What the spec has to say besides follows from those of the pack's own files, where there are any.
    let others = own.hasErrors ? [] : resolution.findings.filter { $0.severity == .error && $0.source === source }
    let findings = (own + others).sortedByPlace()
    guard let stack = resolution.stack, !findings.hasErrors else {
      return Outcome(findings: findings, alerts: 0, records: 0, refusal: nil)
    }
    let groups = stack.ruleFiles.filter { $0.language == .promQL }.flatMap(\.groups)
    let refusal = try CommandFailure.translating { try Self.refusal(of: stack) }
    return Outcome(
      findings: findings, alerts: groups.flatMap(\.alerts).filter { $0.pack == name }.count,
      records: pack.records.count, refusal: refusal)
  }

  /// What promtool prints, but for the files that it has nothing against.
  private static func failures(_ output: String) -> String {
    var blocks: [[Substring]] = []
    for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
      if blocks.isEmpty || line.hasPrefix("Unit Testing:") || line.hasPrefix("Checking ") { blocks.append([]) }
      blocks[blocks.count - 1].append(line)
    }
    let failed = blocks.filter { !$0.contains { String($0).trimmed() == "SUCCESS" } }
    return failed.joined().joined(separator: "\n").trimmed()
  }

  /// What promtool says against the rules and the tests; nil where it takes all of them.
  private static func refusal(of stack: Stack) throws -> String? {
    let files = try StackArtifacts.generate(stack).filter {
      $0.path.hasPrefix("prometheus/rules/") || $0.path.hasPrefix("prometheus/tests/")
    }
    return try ScratchFolder.with(files.map { ($0.path, try $0.contents.bytes) }) { folder in
      func promtool(_ command: String, _ part: String) throws -> String? {
        let paths = files.map(\.path).filter { $0.hasPrefix("prometheus/\(part)/") && $0.hasSuffix(".yml") }
        guard !paths.isEmpty else { return nil }
        guard let outcome = try ExternalProgram.run(["promtool", command, "rules"] + paths.map { "\(folder)/\($0)" })
        else {
          throw CommandFailure(
            "there is no `promtool` to try the rules with",
            help: "install it: it comes with Prometheus, and Debian's package `prometheus` has it")
        }
        return outcome.succeeded ? nil : failures(outcome.output.replacing("\(folder)/", with: ""))
      }
      return try promtool("check", "rules") ?? promtool("test", "tests")
    }
  }
}

/// A spec that asks for one pack, with everything that it needs.
private struct PackTrial {
  let pack: Pack

  init(_ pack: Pack) { self.pack = pack }

  var spec: String {
    var tree: Tree = ["version": 1, "project": "trial"]
    if pack.kind == .signals {
      var service: Tree = ["targets": ["sample:8000"]]
      if pack.appliesTo == nil { service["packs"] = [.string(pack.name)] }
      tree["services"] = ["sample": service]
    } else {
      tree["services"] = ["other": ["targets": ["other:8000"], "packs": []]]
      tree["components"] = .mapping([.init(pack.kind == .stack ? pack.name : "sample", component)])
    }
    tree["receivers"] = [
      "slack": ["type": "slack", "channel": "#alerts", "webhook_url_file": "secrets/slack_webhook_url"]
    ]
    return String(decoding: YAMLWriter.write(tree), as: UTF8.self)
  }

  private var component: Tree {
    var component: Tree = ["pack": .string(pack.name)]
    if pack.workload?.asksTarget ?? true {
      component["targets"] = [.string("sample:\(pack.detection.server.port ?? pack.scrape?.port ?? 80)")]
    }
    for (key, setting) in pack.settings where setting.isRequired { component[key] = example(of: setting, key) }
    return component
  }

  private func example(of setting: PackSetting, _ key: String) -> Tree {
    switch setting.kind {
    case .integer: setting.example.flatMap { Int($0) }.map { .integer($0) } ?? 1
    case .boolean: true
    case .string: .string(setting.example ?? "sample")
    case .duration: .string(setting.example ?? "1m")
    case .url: .string(setting.example ?? "http://sample:80")
    case .address: .string(setting.example ?? "sample:80")
    case .secret: .string(setting.example ?? "secrets/\(key)")
    }
  }
}
