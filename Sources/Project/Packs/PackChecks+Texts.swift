import Documents
import GoTemplate
import TextTemplate

/// Texts with `@{…}`: annotations of alerts, runbooks, and what a container's definition fills in.
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
    for error in Self.problems(in: source.text(0..<source.bytes.count), known: Runbook.names) {
      findings.append(
        Finding(PackFinding.placeholder, error.place.message, help: error.help, in: source, at: error.place.range))
    }
  }

  // MARK: Containers

  mutating func texts(of container: PackContainer) {
    let known = Resolver.containerNames(pack)
    // The Compose service's own name is made before anything that belongs to a section.
    text(container.service, ["container", "service"], known: known.filter { !$0.utf8.contains(UInt8(ascii: ".")) })
    for (key, arguments) in [("entrypoint", container.entrypoint), ("command", container.command)] {
      for (index, argument) in arguments.enumerated() {
        check(argument, ["container", .key(key), .index(index)], known: known)
      }
    }
    for (name, argument) in container.environment {
      check(argument, ["container", "environment", .key(name)], known: known)
    }
    for (index, mount) in container.mounts.enumerated() {
      let path: Path = ["container", "mounts", .index(index)]
      for (key, text) in [("source", mount.source), ("target", mount.target)] {
        if let text { self.text(text, path + [.key(key)], known: known) }
      }
      condition(mount.condition, path, known: known)
    }
    for (index, exception) in container.exceptions.enumerated() {
      let path: Path = ["container", "exceptions", .index(index)]
      if let set = exception.set { texts(in: set, path + ["set"], known: known) }
      condition(exception.condition, path, known: known)
    }
  }

  private mutating func check(_ argument: PackContainer.Argument, _ path: Path, known: [String]) {
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

  private mutating func texts(in node: Node, _ path: Path, known: [String]) {
    switch node.content {
    case .scalar: text(node.text ?? "", path, known: known)
    case .sequence(let items):
      for (index, item) in items.enumerated() { texts(in: item, path + [.index(index)], known: known) }
    case .mapping(let entries):
      for entry in entries { texts(in: entry.value, path + [.key(entry.key.text ?? "")], known: known) }
    }
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
        guard placeholder.use == .list else { return nil }
        return Problem(place: ("`\(name)` is not a list", placeholder.range), help: "write it as `@{\(name)}`")
      }
    } catch {
      return error.errors.map { Problem(place: ($0.message, $0.range)) }
    }
  }
}
