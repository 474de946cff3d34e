import Documents
import Formats
import Project

/// What becomes of a service of a Compose project.
enum MemberRole {
  case service(ServicePort, HealthcheckAddress?)
  /// It is asked whether it takes connections.
  case probe(ServicePort)
  case component(pack: String)
  /// An exporter that nothing generated takes the place of.
  case exporter(pack: String)
  /// Nothing, as the stack has one of its own: half a sentence says so.
  case replaced(String)
  /// Nothing, for a reason: half a sentence.
  case unwatched(String)

  var isWatched: Bool {
    switch self {
    case .replaced, .unwatched: false
    default: true
    }
  }
}

/// Tells what each service of a project is: by what it runs first, then by what it and the others say.
struct ComposeRoles {
  let project: ComposeProject
  let packs: PackKnowledge
  let peers: ComposePeers
  /// Services that are parts of a monitoring stack: that they ask each other shows nothing.
  private let monitoring: Set<String>
  /// Packs whose software the project runs itself.
  private let watched: Set<String>

  init(_ project: ComposeProject, _ packs: PackKnowledge) {
    self.project = project
    self.packs = packs
    peers = ComposePeers(project.members)
    monitoring = Set(project.members.filter { KnownImage($0.service.imageName) == .monitoring }.map(\.name))
    watched = Set(project.members.compactMap { packs.pack(ofImage: $0.service.imageName)?.name })
  }

  func role(of member: ComposeProject.Member) -> MemberRole {
    let service = member.service
    let profiles = (service["profiles"]?.sequence ?? []).compactMap(\.text)
    if !profiles.isEmpty, project.profiles.isDisjoint(with: profiles + ["*"]) {
      return .unwatched("runs only with the profile \(Remark.list(profiles))")
    }
    if service["image"] == nil, service["build"] == nil {
      return .unwatched("names neither an image nor what to build")
    }
    if service.networkMode == "host" {
      return .unwatched("is on the host's network, where the stack does not reach it by name")
    }
    if service.networkMode == "none" { return .unwatched("has no network") }
    if project.jobs.contains(member.name) || runsOnce(service, ["no", "none"]) {
      return .unwatched("runs once and ends")
    }
    return byImage(member)
  }

  /// Without a port, and not started again when it has ended.
  private func runsOnce(_ service: ComposeService, _ conditions: [String]) -> Bool {
    guard service.ports.isEmpty, service.exposed.isEmpty, !service.hasHealthcheck else { return false }
    let restart = service["restart"]?.text ?? service["deploy"]?["restart_policy"]?["condition"]?.text
    return restart.map { restart in conditions.contains { restart.hasPrefix($0) } } ?? false
  }

  // MARK: What it runs

  private func byImage(_ member: ComposeProject.Member) -> MemberRole {
    let service = member.service
    if let pack = packs.pack(ofImage: service.imageName) {
      // What exposes its metrics itself may have to be told to.
      let exposesNone = pack.workload == nil && KnownMetrics(of: member).map { $0.port(of: member) == nil } ?? false
      return exposesNone ? byPort(member, isProxy: true) : .component(pack: pack.name)
    }
    if let pack = packs.exporter(ofImage: service.imageShortName) {
      let isReplaced = pack.detection.machine != nil || watched.contains(pack.name)
      return isReplaced
        ? .replaced("the exporter of `\(pack.name)`, whose place the generated one takes") : .exporter(pack: pack.name)
    }
    switch KnownImage(service.imageName) {
    case .withoutPack(let what)?: return .unwatched("\(what), for which there is no pack")
    case .monitoring?: return partOfMonitoring(member)
    case .exporter?: return unknownExporter(member)
    case .tool(let use)?: return .unwatched("a tool that \(use)")
    case .proxy?: return byPort(member, isProxy: true)
    case nil: break
    }
    // Built from a folder that is called after what it is.
    let context = service["build"]?.text ?? service["build"]?["context"]?.text ?? ""
    switch KnownImage(context) {
    case .withoutPack(let what)?: return .unwatched("\(what), for which there is no pack")
    case .monitoring?: return partOfMonitoring(member)
    default: break
    }
    // An image of another name, told by the program that it or its healthcheck runs.
    let programs = ["entrypoint", "command"].compactMap { firstWord(service[$0]) }
    if let pack = programs.lazy.compactMap(packs.pack(ofProgram:)).first { return .component(pack: pack.name) }
    let check = service["healthcheck"]?["test"]?.texts.joined(separator: " ") ?? ""
    return packs.pack(ofHealthcheck: check).map { .component(pack: $0.name) } ?? byPort(member)
  }

  private func firstWord(_ command: Node?) -> String? {
    command?.texts.first.flatMap { $0.split(whereSeparator: \.isWhitespace).first.map(String.init) }
  }

  /// The generated stack takes its place, unless the application itself asks it.
  private func partOfMonitoring(_ member: ComposeProject.Member) -> MemberRole {
    let askers = peers.addresses(of: member).map(\.asker).filter { !monitoring.contains($0) }.uniqued()
    guard !askers.isEmpty else {
      return .replaced("part of a monitoring stack, whose place the generated one takes")
    }
    return .unwatched(
      "part of a monitoring stack, which has to stay: \(Remark.list(askers, most: 3)) \(askers.count == 1 ? "asks" : "ask") it, and nothing generated answers in its name"
    )
  }

  private func unknownExporter(_ member: ComposeProject.Member) -> MemberRole {
    guard var port = ServicePort(of: member, healthcheck: nil, peers) else {
      return .unwatched("an exporter that nothing generated takes the place of, and its port does not show")
    }
    port = .ofMetrics(port.number, "\(port.reason); an exporter that nothing generated takes the place of")
    return .service(port, nil)
  }

  // MARK: Where it answers

  /// - Parameter isProxy: whether it answers only for hosts that it knows.
  private func byPort(_ member: ComposeProject.Member, isProxy: Bool = false) -> MemberRole {
    let healthcheck = HealthcheckAddress(of: member.service)
    guard var port = ServicePort(of: member, healthcheck: healthcheck, peers) else {
      // A job that is tried again until it has worked.
      let isJob = runsOnce(member.service, ["on-failure"])
      return .unwatched(isJob ? "runs once and ends" : reasonWithoutPort(member.service))
    }
    if isProxy, healthcheck == nil, !port.servesMetrics { port.speaks = .other("HTTP for the hosts that it knows") }
    switch port.speaks {
    case .http: return .service(port, healthcheck)
    // The team's own can be made to answer so; what others wrote has a certificate for another name.
    case .https:
      return port.isWhereHealthIs || member.service["build"] != nil ? .service(port, healthcheck) : .probe(port)
    case .other, .unknown: return .probe(port)
    }
  }

  private func reasonWithoutPort(_ service: ComposeService) -> String {
    let ports = service.ports
    if !ports.isEmpty, ports.allSatisfy({ $0.transport != "tcp" }) {
      return
        "publishes \(ports.map(\.transport).uniqued().joined(separator: ", ").uppercased()) only, and metrics come over TCP"
    }
    return service["ports"] != nil ? "the port that it publishes is not set" : "names no port; a worker, it seems"
  }
}
