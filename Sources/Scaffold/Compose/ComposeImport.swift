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
    let roles = ComposeRoles(project, draft.packs)
    let members = project.members.map { (member: $0, role: roles.role(of: $0)) }
    let network = ComposeNetwork(of: members.filter { $0.role.isWatched }.map(\.member), in: project)
    for (member, role) in members {
      switch role {
      case .service(let port, let healthcheck): add(service: member, at: port, healthcheck, to: &draft)
      case .probe(let port): add(probe: member, at: port, to: &draft)
      case .exporter(let name): add(exporter: member, of: name, roles.peers, to: &draft)
      case .component(let name):
        if let pack = draft.packs[name] { ComposeComponent(member: member, pack: pack, files: files).add(to: &draft) }
        add(javaAgentOf: member, to: &draft)
      case .replaced(let reason):
        draft.replaced.formUnion(member.hosts)
        draft.leave(.unmonitored, "`\(member.name)`: \(reason)", at: member.place)
      case .unwatched(let reason): draft.leave(.unmonitored, "`\(member.name)`: \(reason)", at: member.place)
      }
      if role.isWatched { network.remark(member, &draft) }
      for site in PublicSite.all(of: member, files) { site.add(to: &draft, of: member) }
    }
    draft.note(namesOn: network, members.map(\.member))
    if network.name.includes(text: SecretText.mask) {
      draft.leave(
        .leftOut, "the name of the network `\(network.key)`, which is that of a secret: write it under `network`",
        at: members.first.map(\.member.place) ?? Place(paths[0], line: 1, column: 1))
    } else {
      draft.network = network.entry
    }
    draft.addHost()
  }

  private static func add(
    service member: ComposeProject.Member, at port: ServicePort, _ healthcheck: HealthcheckAddress?,
    to draft: inout Draft
  ) {
    guard let target = target(member, port, &draft) else { return }
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

  /// What does not speak HTTP is asked whether it takes connections.
  private static func add(probe member: ComposeProject.Member, at port: ServicePort, to draft: inout Draft) {
    guard let target = target(member, port, &draft) else { return }
    let what =
      switch port.speaks {
      case .other(let name): "speaks \(name)"
      case .unknown: "speaks what nothing tells"
      default: "speaks TLS, and nothing tells the name on its certificate"
      }
    draft.probes[draft.ownerName(member.name, or: "probe")] = Entry(
      ["type": "tcp", "target": .string(target.description)],
      note: "\(member.image) Port \(port.number), \(port.reason), \(what): only connections are tried.",
      from: member.place)
  }

  /// An exporter that runs already, and stays.
  private static func add(
    exporter member: ComposeProject.Member, of packName: String, _ peers: ComposePeers, to draft: inout Draft
  ) {
    guard let pack = draft.packs[packName] else { return }
    let named = ServicePort(of: member, healthcheck: nil, peers)?.number
    let port = ServicePort.ofMetrics(pack.scrape?.port ?? named ?? 80, "")
    guard let target = target(member, port, &draft) else { return }
    let name = draft.ownerName(member.name, or: packName)
    draft.components[name] = Entry(
      ["pack": .string(packName), "managed": false, "targets": [.string(target.description)]],
      note: "\(member.image) It runs already, and stays: nothing here shows what it watches.", from: member.place)
  }

  /// The metrics of the virtual machine that a component runs on, beside those of its exporter.
  private static func add(javaAgentOf member: ComposeProject.Member, to draft: inout Draft) {
    guard let port = MetricsPort.ofJavaAgent(member), let target = HostPort("\(member.name):\(port.number)") else {
      return
    }
    var service = DraftService(
      targets: [target], note: "The Java agent of `\(member.name)`. Port \(port.number), as its options say.",
      from: member.place)
    service.keys["packs"] = Entry([])
    draft.services[draft.ownerName("\(member.name)-jmx", or: "jmx")] = service
  }

  private static func target(
    _ member: ComposeProject.Member, _ port: ServicePort, _ draft: inout Draft
  ) -> HostPort? {
    let target = HostPort("\(member.name):\(port.number)")
    if target == nil { draft.leave(.unmonitored, "`\(member.name)` is no name of a host", at: member.place) }
    return target
  }
}
