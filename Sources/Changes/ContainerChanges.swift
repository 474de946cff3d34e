import Documents
import Formats

/// What runs: images, ports, limits, and how long Prometheus keeps what it has.
struct ContainerChanges {
  private(set) var changes: [StackChanges.Change] = []

  init(_ old: StackFiles, _ new: StackFiles) {
    let values = ValueChanges(hiding: old.secrets(StackPath.compose).union(new.secrets(StackPath.compose)))
    guard let old = old.compose, let new = new.compose else { return }
    let (a, b) = (Self.services(old), Self.services(new))
    var differences: [(title: String, words: String)] = []
    for (name, service) in b {
      guard let before = a[name] else {
        add("\(Phrase.code(name)) is new: \(Phrase.code(service.image?.value ?? "no image"))")
        continue
      }
      retention(before, service)
      let words = Self.words(before, service, values)
      if !words.isEmpty { differences.append((Phrase.code(name), words.joined(separator: "; "))) }
    }
    for text in Phrase.together(differences, "containers") { add(text) }
    for (name, _) in a where b[name] == nil { add("\(Phrase.code(name)) runs no longer") }
    for text in values.between(old.node, new.node, skipping: ["services"]) { add(text) }
  }

  private mutating func add(_ text: String) { changes.append(.init(.containers, text)) }

  private static func services(_ file: ComposeFile) -> OrderedMap<ComposeService> {
    var result: OrderedMap<ComposeService> = [:]
    for service in file.services { result[service.name.value] = service }
    return result
  }

  /// Flags of Prometheus with what they bound,
  /// <https://github.com/prometheus/prometheus/blob/main/docs/command-line/prometheus.md>.
  private static let retentionFlags = [
    ("storage.tsdb.retention.time", "metrics are kept for"), ("storage.tsdb.retention.size", "metrics may take"),
  ]

  private mutating func retention(_ old: ComposeService, _ new: ComposeService) {
    for (flag, words) in Self.retentionFlags {
      let (a, b) = (old.flag(flag), new.flag(flag))
      if a != b { changes.append(.init(.retention, "\(words) \(Phrase.change(a ?? "no bound", b ?? "no bound"))")) }
    }
  }

  private static func words(_ old: ComposeService, _ new: ComposeService, _ values: ValueChanges) -> [String] {
    var words: [String] = []
    if let a = old.image?.value, let b = new.image?.value, a != b { words.append(image(a, b)) }
    let (a, b) = (old.ports.map(port), new.ports.map(port))
    let added = b.filter { !a.contains($0) }, gone = a.filter { !b.contains($0) }
    if !added.isEmpty { words.append("publishes \(Phrase.list(added))") }
    if !gone.isEmpty { words.append("publishes \(Phrase.list(gone)) no longer") }
    func command(_ service: ComposeService) -> [String] {
      service.command.map(\.value).filter { word in !retentionFlags.contains { word.hasPrefix("--\($0.0)=") } }
    }
    let (before, after) = (command(old), command(new))
    words += after.filter { !before.contains($0) }.map { "runs with \(Phrase.code($0, hiding: values.secrets))" }
    words += before.filter { !after.contains($0) }.map { "runs without \(Phrase.code($0, hiding: values.secrets))" }
    return words + values.between(old.node, new.node, skipping: ["image", "ports", "command"])
  }

  /// Of one image the tags alone.
  private static func image(_ old: String, _ new: String) -> String {
    let (a, b) = (ImageReference(old), ImageReference(new))
    guard a.name == b.name, let from = a.tag, let to = b.tag, from != to else {
      return "image \(Phrase.change(old, new))"
    }
    return "\(Phrase.code(b.name)) \(Phrase.change(from, to))"
  }

  private static func port(_ port: ComposePort) -> String {
    [port.hostAddress ?? "0.0.0.0", port.published ?? "", port.target].joined(separator: ":")
  }
}
