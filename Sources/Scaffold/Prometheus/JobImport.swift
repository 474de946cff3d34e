import Documents
import Formats
import Project

/// A job of `scrape_configs` as a service, a component or probes of the spec.
struct JobImport {
  let job: Formats.ScrapeJob
  let source: SourceFile

  private var name: String { job.name?.value ?? "job" }
  private var place: Place { Place((job.name?.range ?? job.node.range), in: source) }

  func add(to draft: inout Draft) {
    let targets = job.targets.compactMap { hostPort($0, &draft) }.uniqued()
    if isOfTheStack(targets) {
      draft.rename(job: name, to: name.lowercased().replacing("-exporter", with: "").replacing("_exporter", with: ""))
      return draft.leave(.unmonitored, "the job `\(name)`: the stack scrapes its own", at: place)
    }
    if job.relabelRules.contains(where: { $0["target_label"]?.text == "__param_target" }) {
      return ProbeImport(job: job, name: name, source: source).add(to: &draft)
    }
    if !targets.isEmpty, let pack = draft.packs.exporter(ofJob: name, at: targets) {
      addComponent(pack, targets, to: &draft)
    } else {
      addService(targets, to: &draft)
    }
    leaveLabels(&draft)
  }

  /// The address with the port that Prometheus would add.
  private func hostPort(_ target: StaticTarget, _ draft: inout Draft) -> HostPort? {
    let address = target.address.value
    let port = job.node["scheme"]?.text == "https" ? 443 : 80
    if let known = HostPort(address) ?? HostPort("\(address):\(port)") { return known }
    if !job.rewritesAddress {
      draft.leave(
        .leftOut, "the target `\(address)` of `\(name)` is no host with a port",
        at: Place(target.address.range, in: source))
    }
    return nil
  }

  // MARK: What it is

  private func isOfTheStack(_ targets: [HostPort]) -> Bool {
    ["prometheus", "alertmanager", "grafana", "blackbox", "blackbox-exporter", "blackbox_exporter"].contains(
      name.lowercased())
      && !targets.isEmpty && !job.rewritesAddress
  }

  // MARK: What it becomes

  private func addComponent(_ pack: Pack, _ targets: [HostPort], to draft: inout Draft) {
    // What another file says of the same is watched by this exporter already.
    let known = draft.components(of: pack.name).filter { draft.components[$0]?.value["managed"] == nil }
    let owner = known.count == 1 ? known[0] : draft.ownerName(OwnerName.slug(name) ?? pack.name, or: pack.name)
    let connection = ConnectionImport(node: job.node, owner: owner, source: source)
    var value = Tree.mapping(owner == pack.name ? [] : [.init("pack", .string(pack.name))])
    draft.rename(job: name, to: owner)
    if pack.workload != nil { value["managed"] = false }
    value["targets"] = .strings(targets.map(\.description))
    value = value.merging(.mapping(connection.keys(&draft)))
    draft.components[owner] = Entry(
      value, note: pack.workload == nil ? "The job `\(name)`." : "Its exporter runs already, as the job `\(name)`.",
      from: place)
    connection.leaveRest(besides: ["job_name", "static_configs"], "the job `\(name)`", &draft)
  }

  private func addService(_ targets: [HostPort], to draft: inout Draft) {
    let discovery = DiscoveryImport(job: job, name: name, source: source)
    let found = targets.isEmpty ? discovery.tree(&draft) : nil
    if !targets.isEmpty { discovery.leaveAll(&draft) }
    guard !targets.isEmpty || found != nil else {
      if !job.isDiscovering { draft.leave(.leftOut, "the job `\(name)` has no targets", at: place) }
      return
    }
    let known = known(targets, &draft)
    let owner = known ?? draft.ownerName(name, or: "service")
    draft.rename(job: name, to: owner)
    let connection = ConnectionImport(node: job.node, owner: owner, source: source)
    var main = connection.keys(&draft)
    if let path = job.node["metrics_path"]?.text, path != "/metrics" {
      if SecretAddress.holdsSecret(path) {
        draft.leave(
          .changed, "a part of the `metrics_path` of `\(name)` holds a secret, which is not copied",
          at: place)
      }
      main.insert(.init("path", .string(SecretAddress.withoutSecrets(path))), at: 0)
    }
    let scrapes = main.isEmpty ? nil : Entry(["main": .mapping(main)])
    connection.leaveRest(
      besides: DiscoveryImport.keys.union(["job_name", "static_configs", "metrics_path"]), "the job `\(name)`", &draft)
    if known != nil { return draft.edit(owner) { $0?.keys["scrapes"] = scrapes } }
    var service = DraftService(targets: targets, note: "The job `\(name)`.", from: place)
    service.keys["discovery"] = found.map { Entry($0) }
    service.keys["packs"] = Entry([])
    service.keys["scrapes"] = scrapes
    draft.add(service, named: owner)
  }

  /// The service that is at one of the targets, unless another job says how it is scraped.
  private func known(_ targets: [HostPort], _ draft: inout Draft) -> String? {
    for target in targets {
      guard let known = draft.service(at: target), !draft.isScraped(known) else { continue }
      let own = draft.services[known]?.targets ?? []
      if !own.isEmpty, own.contains(where: { $0.host == target.host }), !own.contains(target) {
        draft.leave(
          .changed, "the job `\(name)` reads `\(target)`, and `\(known)` has `\(own[0])`: correct its `targets`",
          at: place)
      }
      return known
    }
    return nil
  }

  private func leaveLabels(_ draft: inout Draft) {
    var seen: Set<String> = []
    for target in job.targets {
      for label in target.labels where seen.insert(label.key.value).inserted {
        draft.leave(
          .leftOut,
          "the label `\(label.key.value)` of the targets of `\(name)`: targets carry `service` or `component`, and `team`",
          at: Place(label.key.range, in: source))
      }
    }
  }
}
