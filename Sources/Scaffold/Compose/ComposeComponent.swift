import Documents
import Formats
import Project

/// What services of a Compose project stand on, and what packs watch, as components of the spec.
struct ComposeComponent {
  let member: ComposeProject.Member
  let pack: Pack
  let files: ImportFiles

  private var detection: PackDetection { pack.detection }

  func add(to draft: inout Draft) {
    let name = draft.ownerName(member.name, or: pack.name)
    var value: Tree = name == pack.name ? .mapping([]) : ["pack": .string(pack.name)]
    if pack.workload?.asksTarget == true {
      value["targets"] = [.string("\(member.name):\(port)")]
    } else if pack.workload == nil {
      // It exposes its metrics itself.
      value["targets"] = [.string("\(member.name):\(ownMetricsPort)")]
    }
    var notes = [member.image]
    for (key, setting) in detection.settings {
      guard holds(setting.conditions) else { continue }
      guard let (text, note) = text(of: setting, key) else { continue }
      func filled(_ text: String) -> String {
        text.replacing("@{name}", with: name).replacing("@{server}", with: "\(member.name):\(port)")
      }
      value[key] = .string(filled(text))
      if let note { notes.append(filled(note).trimmed()) }
    }
    notes += detection.notes.filter { holds($0.conditions) }.map(\.text)
    draft.components[name] = Entry(value, note: notes.joined(separator: " "), from: member.place)
  }

  // MARK: Evidence

  /// Where the software answers: as it is configured, else where its image does.
  private var port: Int {
    let server = detection.server
    for name in server.variables {
      if let port = (member.environment[name] ?? nil).flatMap(Self.port) { return port }
    }
    for flag in server.flags {
      if let port = member.service.flag(flag).flatMap(Self.port) { return port }
    }
    let usual = server.images[member.service.imageShortName] ?? server.port ?? 80
    // What it publishes it listens on; a port of TLS is not where the exporters ask.
    let published = member.service.ports.filter { $0.transport == "tcp" }.compactMap { Self.port($0.target) }
    return published.contains(usual) ? usual : published.first { $0 != 443 && $0 != 8443 } ?? usual
  }

  /// Where it exposes its metrics itself.
  private var ownMetricsPort: Int { KnownMetrics(of: member)?.port(of: member) ?? pack.scrape?.port ?? port }

  private static func port(_ text: String) -> Int? { Int(text).flatMap { (1...65535).contains($0) ? $0 : nil } }

  private func holds(_ conditions: [PackDetection.Condition]) -> Bool {
    conditions.isEmpty || conditions.contains(where: holds)
  }

  private func holds(_ condition: PackDetection.Condition) -> Bool {
    if let name = condition.variable, member.environment[name] == nil { return false }
    let words = condition.variable.map { [(member.environment[$0] ?? nil) ?? ""] } ?? words
    if let word = condition.word, !words.contains(where: { $0.includes(text: word) }) { return false }
    if let image = condition.image, !member.service.imageName.includes(text: image) { return false }
    return true
  }

  private var words: [String] { ["command", "entrypoint"].flatMap { member.service[$0]?.texts ?? [] } }

  /// The value of a setting and what is to be said of it; nil where there is none.
  private func text(of setting: PackDetection.Setting, _ key: String) -> (text: String, note: String?)? {
    let given = setting.variables.lazy.compactMap { member.environment[$0] ?? nil }.first { !$0.isEmpty }
    if let given, pack.settings[key]?.pattern?.matches(given) ?? true { return (given, setting.foundNote) }
    if let directive = setting.nginxDirective,
      let page = NginxConfiguration.location(of: directive, in: member, files)
    {
      return ("\(page.scheme)://\(member.name):\(page.port)\(page.path)", setting.foundNote)
    }
    return setting.value.map { ($0, setting.note) }
  }
}

extension Draft {
  /// The machine that everything runs on, and its containers.
  package mutating func addHost() {
    for (pack, note) in packs.ofMachines where components(of: pack).isEmpty {
      let name = ownerName(pack, or: pack)
      components[name] = Entry(name == pack ? .mapping([]) : ["pack": .string(pack)], note: note)
    }
  }

  /// Names of the components that a pack watches.
  func components(of pack: String) -> [String] {
    components.keys.filter { packName(of: $0) == pack }
  }

  /// The pack that a component is an instance of: its key, if it does not say.
  func packName(of component: String) -> String {
    if case .string(let pack)? = components[component]?.value["pack"] { pack } else { component }
  }
}
