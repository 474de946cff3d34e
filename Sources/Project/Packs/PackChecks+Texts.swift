import Documents
import GoTemplate
import TextTemplate

/// Texts with `@{…}`: annotations of alerts, runbooks, and the arguments of workloads.
extension PackChecks {
  /// What every text that speaks of an owner may name.
  private static let ownerNames = ["name", "project", "environment", "team", "replicas"]

  mutating func annotation(_ text: String, _ path: Path, names: [String]) {
    let errors = Self.problems(in: text, known: names + Self.ownerNames)
    for error in errors { report(.placeholder, [error.place], help: error.help, in: "rules.yml", path) }
    guard errors.isEmpty else { return }
    report(
      .template, AlertTemplate(text, dialect: .prometheus).errors.map { ($0.message, $0.range) },
      help: "Prometheus would refuse it", in: "rules.yml", path)
  }

  /// A runbook speaks of several alerts, and so of no owner.
  mutating func runbook(_ name: String, _ source: SourceFile) {
    for error in Self.problems(in: source.text(0..<source.bytes.count), known: Runbook.names + RunbookCall.names) {
      findings.append(
        Finding(PackFinding.placeholder, error.place.message, help: error.help, in: source, at: error.place.range))
    }
  }

  // MARK: Workloads

  private static let floatingTags: Set<String> = ["latest", "stable", "main", "master", "edge", "nightly", "develop"]

  mutating func check(_ workload: PackWorkload) {
    let known = Resolver.workloadNames(pack)
    if Self.floatingTags.contains(workload.tag) {
      report(
        .floatingTag, "the tag `\(workload.tag)` is not that of a version",
        help: "write the tag of the release that was read",
        in: "pack.yml", ["workload", "tag"])
    }
    if workload.isForRoot, !workload.needs.contains(where: { $0.kind == .root }) {
      report(
        .root, "`user` is root, and no need says why",
        help: "name another user, or add `{ need: root, reason: … }` to `needs`", in: "pack.yml", ["workload", "user"])
    }
    // Its name is made before anything that belongs to a section.
    text(workload.name, ["workload", "name"], known: known.filter { !$0.utf8.contains(UInt8(ascii: ".")) })
    for (key, arguments) in [("entrypoint", workload.entrypoint), ("arguments", workload.arguments)] {
      for (index, argument) in arguments.enumerated() {
        check(argument, ["workload", .key(key), .index(index)], known: known)
      }
    }
    for (name, argument) in workload.environment {
      check(argument, ["workload", "environment", .key(name)], known: known)
    }
    for (index, need) in workload.needs.enumerated() {
      check(need, ["workload", "needs", .index(index)], known: known)
    }
    let health = workload.health
    if [!health.command.isEmpty, health.shell != nil, health.none != nil].count(where: { $0 }) != 1 {
      report(
        .choice, "exactly one of `command`, `shell` and `none` is needed",
        help: "`command: [PROGRAM, ARGUMENT…]`, or `none:` with the reason", in: "pack.yml",
        ["workload", .name("health")])
    }
  }

  private mutating func check(_ need: PackWorkload.Need, _ path: Path, known: [String]) {
    condition(need.condition, path, known: known)
    let kind = need.kind.rawValue
    if let value = need.kind.value, need.value == nil {
      report(
        .missingKey, "`\(kind)` needs a `value`: \(value)", help: "add `value:`", in: "pack.yml", path + [.name("need")]
      )
    }
    let extra = [
      ("value", need.value != nil && need.kind.value == nil), ("path", need.path != nil && need.kind != .hostPath),
      ("propagation", need.propagation != nil && need.kind != .hostPath),
    ]
    for (key, isSaid) in extra where isSaid {
      report(
        .unknownKey, "`\(kind)` takes no `\(key)`", help: "remove it", in: "pack.yml", path + [.name(key)])
    }
  }

  private mutating func check(_ argument: PackWorkload.Argument, _ path: Path, known: [String]) {
    text(argument.value, argument.condition == nil ? path : path + ["value"], known: known)
    condition(argument.condition, path, known: known)
  }

  /// What is there only under a condition whose name is unknown would never be there.
  private mutating func condition(_ name: String?, _ path: Path, known: [String]) {
    guard let name, !known.contains(name) else { return }
    report(
      .condition, "unknown condition `\(name)`", help: Spelling.help(for: name, among: known), in: "pack.yml",
      path + ["if"])
  }

  private mutating func text(_ text: String, _ path: Path, known: [String]) {
    for error in Self.problems(in: text, known: known) {
      report(.placeholder, [error.place], help: error.help, in: "pack.yml", path)
    }
    // What is the whole of a text cannot be more than that text.
    for (name, setting) in pack.settings where setting.kind == .string && setting.pattern == nil {
      let placeholder = "@{settings.\(name)}"
      guard text != placeholder, text.includes("@{"), text.contains(placeholder) else { continue }
      report(
        .settingPattern, "the setting `\(name)` becomes a part of `\(text)`",
        help: "say by `pattern:` what the whole value may be, such as `[A-Za-z0-9_-]+`", in: "pack.yml",
        ["settings", .name(name)])
    }
  }

  // MARK: Templates

  private struct Problem {
    var place: (message: String, range: Range<Int>)
    var help: String?
  }

  /// Everything that rendering would stumble on, on whatever way through its conditions. Every value is a text.
  private static func problems(in text: String, known: [String]) -> [Problem] {
    guard text.includes("@") else { return [] }
    do {
      return try Template(text).placeholders.compactMap { placeholder in
        let name = placeholder.path.joined(separator: ".")
        if placeholder.path.contains("*") { return nil }
        if !known.contains(name) {
          return Problem(
            place: ("unknown placeholder `@{\(name)}`", placeholder.range), help: Spelling.help(for: name, among: known)
          )
        }
        if let problem = RunbookCall.problem(with: placeholder.words, of: name) {
          return Problem(place: (problem.message, placeholder.range), help: problem.help)
        }
        guard placeholder.use == .list else { return nil }
        return Problem(place: ("`\(name)` is not a list", placeholder.range), help: "write it as `@{\(name)}`")
      }
    } catch {
      return error.errors.map { Problem(place: ($0.message, $0.range)) }
    }
  }
}

extension PackWorkload {
  /// `root`, `0` or `0:0`. Without `user` the image decides.
  fileprivate var isForRoot: Bool {
    guard let name = user?.prefix(while: { $0 != ":" }) else { return false }
    return name == "root" || name == "0"
  }
}
