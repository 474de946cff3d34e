import Documents
import Formats

/// A service of a Compose project as a service of the spec, each guess explained.
struct ComposeServiceDraft {
  let member: ComposeProject.Member
  let port: ServicePort
  let healthcheck: HealthcheckAddress?
  let target: HostPort
  let knowledge: PackKnowledge

  /// Built here, it is the team's own code, which can be made to expose what is wanted.
  private var isOwn: Bool { member.service["build"] != nil }
  private var isScraped: Bool { isOwn || servesMetrics != nil }

  var service: DraftService {
    var service = DraftService(targets: [target], from: member.place)
    service.note = "\(origin) Port \(port.number), \(port.reason)."
    replicate(&service)
    service.keys["packs"] = packs
    service.keys["scrapes"] = scrapes
    service.keys["health"] = health
    for port in member.service.ports {
      if let published = port.published.flatMap({ Int($0) }), let target = Int(port.target) {
        service.publishedPorts[published] = target
      }
    }
    return service
  }

  private var origin: String {
    if let build = member.service["build"] { return "Built from `\(build.text ?? build["context"]?.text ?? ".")`." }
    return member.image
  }

  // MARK: Targets

  private var replicas: Int {
    let text = member.service["deploy"]?["replicas"]?.text ?? member.service["scale"]?.text
    return min(max(text.flatMap { Int($0) } ?? 1, 1), 10_000)
  }

  /// Several containers share one name, behind which DNS lists them all.
  private func replicate(_ service: inout DraftService) {
    guard replicas > 1 else { return }
    service.keys["discovery"] = Entry(
      ["dns": ["names": [.string(target.host)], "port": .integer(target.port)]],
      note: "DNS lists the \(replicas) replicas under one name.")
    service.keys["replicas"] = Entry(.integer(replicas))
    service.keys["targets"] = nil
  }

  // MARK: Metrics

  /// What says that it serves metrics; nil where nothing does.
  private var servesMetrics: String? {
    if port.servesMetrics { return "this is the port" }
    // Of these it is known where they would be.
    if KnownMetrics(of: member) != nil { return nil }
    if let name = MetricsPort.switchedOn(by: member) { return "`\(name)` is set" }
    let words = member.service.command.flatMap { $0.value.split(whereSeparator: \.isWhitespace) }
    return words.first {
      $0.hasPrefix("-") && ($0.contains("metrics") || $0.contains("prometheus")) && !$0.hasSuffix("=false")
    }.map {
      "its command has `\($0)`"
    }
  }

  private var packs: Entry? {
    guard isOwn else { return Entry([]) }
    guard let (pack, variable) = knowledge.signals(in: member.environment) else { return nil }
    return Entry(["http", .string(pack.name)], note: "\(pack.name): `\(variable)` shows that it has these signals.")
  }

  private var scrapes: Entry? {
    guard isScraped else { return Entry(.mapping([])) }
    var main: [Tree.Entry] = []
    let path = port.metricsPath.map(SecretAddress.withoutSecrets)
    if let path, path.hasPrefix("/"), path != "/metrics" { main.append(.init("path", .string(path))) }
    if port.speaks == .https { main.append(.init("scheme", "https")) }
    let holdsSecret = port.metricsPath.map(SecretAddress.holdsSecret) == true
    let secret = holdsSecret ? "The path had a secret in it, which is not copied." : nil
    let note = secret ?? guess
    guard !main.isEmpty || note != nil else { return nil }
    return Entry(["main": main.isEmpty ? ["path": "/metrics"] : .mapping(main)], note: note)
  }

  private var guess: String? {
    isOwn || port.servesMetrics ? nil : servesMetrics.map { "It serves metrics, a guess: \($0)." }
  }

  // MARK: Health

  private var health: Entry? {
    guard let healthcheck, !healthcheck.hasHeaders, !healthcheck.isNoGet else { return guessedHealth }
    var value: Tree = ["path": .string(healthcheck.path.isEmpty ? "/" : healthcheck.path)]
    let asked = healthcheck.port ?? port.number
    if asked != port.number || replicas > 1 {
      value["url"] = .string("\(healthcheck.isSecure ? "https" : "http")://\(target.host):\(asked)")
    } else if healthcheck.isSecure {
      value["scheme"] = "https"
    }
    return Entry(value, note: port.isWhereHealthIs ? nil : "As its healthcheck asks.")
  }

  /// What is not scraped is at least asked whether it answers.
  private var guessedHealth: Entry? {
    if let healthcheck, !healthcheck.isNoGet {
      return Entry(
        ["path": .string(healthcheck.path.isEmpty ? "/" : healthcheck.path)],
        note: "As its healthcheck asks, which sends headers: this may need `headers` or `authorization` too.")
    }
    guard !isScraped else { return nil }
    var value: Tree = ["path": "/"]
    if replicas > 1 { value["url"] = .string("http://\(target)") }
    return Entry(value, note: "A guess: nothing names a path that answers while it can work.")
  }
}
