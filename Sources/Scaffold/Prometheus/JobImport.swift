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
    let all = job.targets.compactMap { hostPort($0, &draft) }.uniqued()
    if job.relabelRules.contains(where: { $0["target_label"]?.text == "__param_target" }) {
      return ProbeImport(job: job, name: name, source: source).add(to: &draft)
    }
    if job.node["params"]?["match[]"] != nil {
      return draft.leave(
        .leftOut, "the job `\(name)`: what it selects by `match[]` of another Prometheus the spec cannot say", at: place
      )
    }
    let parts = JobParts(name, job.rewritesAddress ? [] : all, draft.packs)
    for (target, pack) in parts.servers {
      draft.leave(
        .unmonitored,
        "`\(target)` of the job `\(name)`: the protocol of `\(pack)` is spoken there and no HTTP, so that the scrape fails; a component of that name brings its exporter",
        at: place)
    }
    if let own = parts.own {
      draft.rename(job: name, to: own.name)
      draft.leave(
        .unmonitored, "\(Remark.list(own.targets.map(\.description))) of the job `\(name)`: the stack scrapes its own",
        at: place)
      if parts.exporters.isEmpty, parts.rest.isEmpty { return }
    }
    if parts.count > 1 {
      draft.leave(
        .changed,
        "the job `\(name)` is several things here, by the ports of its targets: its alerts may select too little",
        at: place)
    }
    for (pack, targets) in parts.exporters {
      addComponent(pack, targets, isAlone: parts.count == 1, to: &draft)
    }
    if !parts.rest.isEmpty || parts.count == 0 && parts.servers.isEmpty {
      leaveHere(parts.rest, &draft)
      addService(job.rewritesAddress ? all : parts.rest, isAlone: parts.count <= 1, to: &draft)
    }
    leaveLabels(&draft)
  }

  /// The address with the port that Prometheus would add.
  private func hostPort(_ target: StaticTarget, _ draft: inout Draft) -> HostPort? {
    let address = target.address.value
    // `APP_TARGET:80`, which a script fills in.
    if address.prefix(while: { $0 != ":" }).allSatisfy({ $0.isUppercase || $0.isNumber || $0 == "_" }),
      address.contains("_")
    {
      draft.leave(
        .leftOut, "the target `\(address)` of `\(name)` stands for another one, it seems",
        at: Place(target.address.range, in: source))
      return nil
    }
    let port = job.node["scheme"]?.text == "https" ? 443 : 80
    if let known = HostPort(address) ?? HostPort("\(address):\(port)") { return known }
    if !job.rewritesAddress {
      draft.leave(
        .leftOut, "the target `\(address)` of `\(name)` is no host with a port",
        at: Place(target.address.range, in: source))
    }
    return nil
  }

  /// In its container Prometheus finds nothing but itself at `localhost`.
  private func leaveHere(_ targets: [HostPort], _ draft: inout Draft) {
    for target in targets where ["localhost", "127.0.0.1", "[::1]"].contains(target.host) {
      guard draft.service(at: target) == nil else { continue }
      draft.leave(
        .changed,
        "`\(target)` of the job `\(name)`: in a container that is Prometheus itself; write the name of the service, or run the stack with `deploy: { target: host }`",
        at: place)
    }
  }

  // MARK: What it becomes

  /// - Parameter isAlone: whether the job is nothing else, so that its name is this one's.
  private func addComponent(_ pack: Pack, _ targets: [HostPort], isAlone: Bool, to draft: inout Draft) {
    let same = draft.components(of: pack.name)
    // What another file says of the same is watched by this exporter already.
    let places = Tree.strings(targets.map(\.description))
    let known = same.filter {
      draft.components[$0]?.value["managed"] == nil || draft.components[$0]?.value["targets"] == places
    }
    if let own = same.first, targets.allSatisfy({ draft.replaced.contains($0.host) }) {
      draft.rename(job: name, to: own)
      return draft.leave(
        .unmonitored, "the job `\(name)`: the stack's exporter of `\(pack.name)` takes the place of this one", at: place
      )
    }
    let owner = known.count == 1 ? known[0] : draft.ownerName(isAlone ? name : pack.name, or: pack.name)
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

  private func addService(_ targets: [HostPort], isAlone: Bool, to draft: inout Draft) {
    let discovery = DiscoveryImport(job: job, name: name, source: source)
    let found = targets.isEmpty ? discovery.tree(&draft) : nil
    if !targets.isEmpty { discovery.leaveAll(&draft) }
    guard !targets.isEmpty || found != nil else {
      if !job.isDiscovering { draft.leave(.leftOut, "the job `\(name)` has no targets", at: place) }
      return
    }
    let known = known(targets, &draft)
    let owner = known ?? draft.ownerName(isAlone || targets.isEmpty ? name : targets[0].host, or: "service")
    draft.rename(job: name, to: owner)
    let connection = ConnectionImport(node: job.node, owner: owner, source: source)
    var main = connection.keys(&draft)
    if let path = job.node["metrics_path"]?.text, path != "/metrics" {
      if SecretAddress.holdsSecret(path) {
        draft.leave(
          .changed, "a part of the `metrics_path` of `\(name)` holds a secret, which is not copied",
          at: place)
      }
      let plain = path.prefix { $0 != "?" }
      if plain != path[...] {
        draft.leave(
          .changed,
          "the `metrics_path` of `\(name)` has a `?`, which Prometheus sends as %3F: only the path before it was carried over; what follows belongs under `params`",
          at: place)
      }
      if plain != "/metrics" {
        main.insert(.init("path", .string(SecretAddress.withoutSecrets(String(plain)))), at: 0)
      }
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
          .changed, "the job `\(name)` reads `\(target)`, and `\(known)` had `\(own[0])`: its `targets` follow the job",
          at: place)
        move(known, from: own[0], to: targets, &draft)
      }
      return known
    }
    return nil
  }

  /// What is scraped at another port is still asked for its health where it was.
  private func move(_ owner: String, from old: HostPort, to targets: [HostPort], _ draft: inout Draft) {
    draft.services[owner]?.keys["targets"] = Entry(.strings(targets.map(\.description)))
    guard var health = draft.services[owner]?.keys["health"], health.value["url"] == nil else { return }
    let isSecure = health.value["scheme"] == "https"
    health.value["scheme"] = nil
    health.value["url"] = .string("\(isSecure ? "https" : "http")://\(old)")
    draft.services[owner]?.keys["health"] = health
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
