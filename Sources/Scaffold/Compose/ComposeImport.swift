import Documents
import Formats
import Project

/// What a Compose project runs, as services and components of a spec.
package enum ComposeImport {
  /// - Parameters:
  ///   - paths: files that are merged, as `docker compose -f` takes them.
  ///   - folder: name of the folder that the first is in.
  /// - Throws: `ImportError` where one cannot be read or is no Compose file.
  package static func add(
    _ paths: [String], in folder: String, _ files: ImportFiles, to draft: inout Draft
  ) throws(ImportError) {
    let project = try ComposeProject.read(paths, in: folder, files)
    draft.origins += paths
    for leftover in project.leftovers { draft.leave(leftover) }
    draft.suggest(project: project.name)
    let roles = project.members.map { (member: $0, role: MemberRole(of: $0, in: project, draft.packs)) }
    let network = ComposeNetwork(of: roles.filter { $0.role.isWatched }.map(\.member), in: project)
    for (member, role) in roles {
      switch role {
      case .service: add(service: member, to: &draft)
      case .component(let name):
        if let pack = draft.packs[name] { ComposeComponent(member: member, pack: pack, files: files).add(to: &draft) }
      case .unwatched(let reason): draft.leave(.unmonitored, "`\(member.name)`: \(reason)", at: member.place)
      }
      if role.isWatched { network.remark(member, &draft) }
    }
    if network.name.includes(text: SecretText.mask) {
      draft.leave(
        .leftOut, "the name of the network `\(network.key)`, which is that of a secret: write it under `network`",
        at: roles.first.map(\.member.place) ?? Place(paths[0], line: 1, column: 1))
    } else {
      draft.network = network.entry
    }
    draft.addHost()
  }

  private static func add(service member: ComposeProject.Member, to draft: inout Draft) {
    let healthcheck = HealthcheckAddress(of: member.service)
    guard let port = ServicePort(of: member, healthcheck: healthcheck) else {
      return draft.leave(.unmonitored, "`\(member.name)`: \(reasonWithoutPort(member.service))", at: member.place)
    }
    guard let target = HostPort("\(member.name):\(port.number)") else {
      return draft.leave(.unmonitored, "`\(member.name)` is no name of a host", at: member.place)
    }
    let writer = ComposeServiceDraft(
      member: member, port: port, healthcheck: healthcheck, target: target, knowledge: draft.packs)
    let name = draft.ownerName(member.name, or: "service")
    draft.services[name] = writer.service
    if healthcheck?.holdsSecret == true {
      draft.leave(
        .changed,
        "`\(member.name)`: its healthcheck asks with a secret, which is not copied: name the file of one under `health`, as `basic_auth` or `authorization`",
        at: member.place)
    }
    if port.metricsPath.map(SecretAddress.holdsSecret) == true {
      draft.leave(
        .changed,
        "`\(member.name)`: the path of its metrics holds a secret, which is not copied: let the service take it as a header, and name its file under `authorization`",
        at: member.place)
    }
  }

  private static func reasonWithoutPort(_ service: ComposeService) -> String {
    let ports = service.ports
    if !ports.isEmpty, ports.allSatisfy({ $0.transport != "tcp" }) {
      return
        "publishes \(ports.map(\.transport).uniqued().joined(separator: ", ").uppercased()) only, and metrics come over TCP"
    }
    return service["ports"] != nil ? "the port that it publishes is not set" : "names no port; a worker, it seems"
  }
}

/// What becomes of a service of a Compose project.
enum MemberRole: Equatable {
  case service
  case component(pack: String)
  /// Nothing, for a reason: half a sentence.
  case unwatched(String)

  var isWatched: Bool { if case .unwatched = self { false } else { true } }

  init(of member: ComposeProject.Member, in project: ComposeProject, _ packs: PackKnowledge) {
    let service = member.service
    let profiles = (service["profiles"]?.sequence ?? []).compactMap(\.text)
    if !profiles.isEmpty, project.profiles.isDisjoint(with: profiles + ["*"]) {
      self = .unwatched("runs only with the profile \(Remark.list(profiles))")
    } else if service["image"] == nil, service["build"] == nil {
      self = .unwatched("names neither an image nor what to build")
    } else if service.networkMode == "host" {
      self = .unwatched("is on the host's network, where the stack does not reach it by name")
    } else if service.networkMode == "none" {
      self = .unwatched("has no network")
    } else if project.jobs.contains(member.name) || Self.runsOnce(service) {
      self = .unwatched("runs once and ends")
    } else {
      self = Self.byImage(member, packs)
    }
  }

  /// Without a port, and not started again when it has ended.
  private static func runsOnce(_ service: ComposeService) -> Bool {
    guard service.ports.isEmpty, service.exposed.isEmpty, !service.hasHealthcheck else { return false }
    let restart = service["restart"]?.text ?? service["deploy"]?["restart_policy"]?["condition"]?.text
    return restart == "no" || restart == "none" || restart?.hasPrefix("on-failure") == true
  }

  private static func byImage(_ member: ComposeProject.Member, _ packs: PackKnowledge) -> MemberRole {
    let service = member.service
    if let pack = packs.pack(ofImage: service.imageName) {
      // What exposes its metrics itself may have to be told to.
      let exposesNone = pack.workload == nil && KnownMetrics(of: member).map { $0.port(of: member) == nil } ?? false
      return exposesNone ? .service : .component(pack: pack.name)
    }
    switch KnownImage(service.imageName) {
    case .withoutPack(let what)?:
      return .unwatched("\(what), for which there is no pack")
    case .monitoring?: return .unwatched("part of a monitoring stack, whose place the generated one takes")
    case .tool(let use)?: return .unwatched("a tool that \(use)")
    case nil: break
    }
    // Built from a folder that is called after what it is.
    let context = service["build"]?.text ?? service["build"]?["context"]?.text ?? ""
    if case .withoutPack(let what)? = KnownImage(context) { return .unwatched("\(what), for which there is no pack") }
    // An image of another name, told by the program that its healthcheck runs.
    let check = service["healthcheck"]?["test"]?.texts.joined(separator: " ") ?? ""
    return packs.pack(ofHealthcheck: check).map { .component(pack: $0.name) } ?? .service
  }
}
