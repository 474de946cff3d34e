import Documents
import Exposition
import Project

/// What an exposition says of the service that it is of: packs whose signals it has, and metrics of its own.
package struct ScrapeImport {
  let report: ExpositionReport
  /// The address or file it was read from.
  let origin: String

  /// - Parameter service: the name of the service or component that it belongs to, if somebody said.
  package static func add(
    _ report: ExpositionReport, from origin: String, of service: String?, to draft: inout Draft
  ) {
    let reader = ScrapeImport(report: report, origin: SecretAddress.cleared(origin))
    draft.origins.append(reader.origin)
    if SecretAddress.holdsSecret(origin) {
      draft.leave(
        .changed,
        "it was asked with a secret, which is not copied: say `basic_auth` or `authorization` under its scrape",
        at: reader.place(line: 1, column: 1))
    }
    if report.hasErrors {
      draft.leave(
        .changed, "some of it cannot be read; `pharos metrics check` says what", at: reader.place(line: 1, column: 1))
    }
    if let pack = draft.packs.exporter(of: Set(reader.names)) {
      reader.add(exporter: pack, named: service, to: &draft)
    } else {
      let owner = reader.service(service, in: &draft)
      if let scrape = reader.follow(owner, &draft) { reader.addMetrics(to: owner, scrape, &draft) }
    }
  }

  private var names: [String] { report.families.map { $0.name(in: report.format) } }
  private var address: WebAddress? { WebAddress(origin) }
  private var target: HostPort? {
    address.map { HostPort(host: $0.host, port: $0.port ?? ($0.scheme == "https" ? 443 : 80)) }
  }

  private func place(line: Int, column: Int) -> Place { Place(origin, line: line, column: column) }

  // MARK: Whose it is

  private func add(exporter pack: Pack, named name: String?, to draft: inout Draft) {
    let place = place(line: 1, column: 1)
    if !draft.components(of: pack.name).isEmpty, name == nil {
      return draft.leave(.changed, "these are metrics of `\(pack.name)`, which has its component already", at: place)
    }
    guard let target else {
      return draft.leave(
        .leftOut, "these are metrics of `\(pack.name)`: give its address, or say `components.\(pack.name)`", at: place)
    }
    let owner = draft.ownerName(name ?? pack.name, or: pack.name)
    var value = Tree.mapping(owner == pack.name ? [] : [.init("pack", .string(pack.name))])
    if pack.workload != nil { value["managed"] = false }
    value["targets"] = [.string(target.description)]
    let note = pack.workload == nil ? "It exposes its metrics itself." : "Its exporter runs already."
    draft.components[owner] = Entry(value, note: note + seenFromHere, from: place)
  }

  /// Addresses of this machine mean another one inside a container.
  private var seenFromHere: String {
    guard let host = target?.host, ["localhost", "127.0.0.1", "[::1]"].contains(host) else { return "" }
    return " `\(host)` is where it was asked: how does Prometheus reach it?"
  }

  /// The service that it is of, made where nothing has it yet.
  private func service(_ name: String?, in draft: inout Draft) -> String {
    let known =
      name.flatMap(OwnerName.slug) ?? target.flatMap { draft.service(at: $0) }
      ?? draft.services.keys.first { origin.contains($0) }
    if let known, draft.services[known] != nil { return known }
    if name == nil, target == nil, draft.services.count == 1 { return draft.services.keys[0] }
    let stem = origin.split(separator: "/").last?.split(separator: ".").first.map(String.init)
    let isHere = !seenFromHere.isEmpty
    let owner = draft.ownerName(name ?? (isHere ? "web" : target?.host ?? stem ?? "web"), or: "web")
    var service = DraftService(targets: [target ?? HostPort(host: owner, port: 80)], from: place(line: 1, column: 1))
    if target == nil {
      service.keys["targets"]?.note =
        "Where is it scraped? The file does not say; this is only a place to put the answer."
    } else if isHere {
      service.keys["targets"]?.note = String(seenFromHere.dropFirst())
    }
    draft.services[owner] = service
    return owner
  }

  /// What the address says of how the service is scraped: another path is another scrape, the same path elsewhere another target.
  ///
  /// - Returns: the name of the scrape; nil where the spec has no place for it.
  private func follow(_ owner: String, _ draft: inout Draft) -> String? {
    guard var service = draft.services[owner] else { return nil }
    defer { draft.services[owner] = service }
    if service.keys["scrapes"]?.value == .mapping([]) { service.keys["scrapes"] = nil }
    guard let address, var target else { return "main" }
    if let port = service.publishedPorts[target.port], let host = service.targets.first?.host {
      target = HostPort(host: host, port: port)
    }
    let path = address.path.isEmpty ? "/" : String(address.path.prefix { $0 != "?" && $0 != "#" })
    var entries: [Tree.Entry] = path == "/metrics" ? [] : [.init("path", .string(path))]
    if address.scheme == "https" { entries.append(.init("scheme", "https")) }
    if service.scraped.isEmpty {
      if !service.publishedPorts.isEmpty { service.keys["targets"]?.value = [.string(target.description)] }
      service.keys["scrapes"] = entries.isEmpty ? nil : Entry(["main": .mapping(entries)])
      service.scraped["main"] = path
      return "main"
    }
    let known = service.scraped.first { $0.value == path }?.key
    if !service.targets.contains(target) {
      guard let known else {
        draft.leave(
          .leftOut,
          "its metrics: all scrapes of `\(owner)` ask the same targets; make what answers here a service of its own",
          at: place(line: 1, column: 1))
        return nil
      }
      let targets = service.targets + [target]
      service.keys["targets"]?.value = .strings(targets.map(\.description))
      return known
    }
    if let known { return known }
    let stem = path.split(separator: "/").last.flatMap { OwnerName.slug(String($0)) } ?? "more"
    let name = service.scraped[stem] == nil ? stem : "\(stem)-\(service.scraped.count + 1)"
    var scrapes = service.keys["scrapes"]?.value ?? ["main": .mapping([])]
    scrapes[name] = .mapping(entries)
    service.keys["scrapes"] = Entry(scrapes)
    service.scraped[name] = path
    return name
  }

  // MARK: What it has

  private func addMetrics(to owner: String, _ scrape: String, _ draft: inout Draft) {
    // A service may have several scrapes.
    let before = draft.services[owner]?.exposed ?? [:]
    let exposed = before.merging(zip(names, report.families)) { first, _ in first }
    draft.services[owner]?.exposed = exposed
    draft.services[owner]?.origins.append(origin)
    let found = draft.packs.signals(in: exposed)
    draft.services[owner]?.keys["packs"] = Entry(
      .strings(found.map(\.pack.name)), note: found.isEmpty ? "It has the signals of no pack." : nil)
    let presets = found.compactMap(\.preset).uniqued()
    draft.services[owner]?.keys["names"] =
      presets.isEmpty ? nil : Entry(presets.count == 1 ? .string(presets[0]) : .strings(presets), note: Self.namesNote)
    let lacking = found.flatMap(\.unsaid)
    draft.services[owner]?.keys["not_exposed"] =
      lacking.isEmpty ? nil : Entry(.strings(lacking.map(\.description)), note: Self.lackingNote)
    let known = Dictionary(found.flatMap { Array($0.metrics) }.map { ($0.key, $0.value) }) { first, _ in first }
    // What another page made a metric of its own may turn out to be a pack's.
    for (name, entry) in draft.services[owner]?.metrics ?? [:] where entry.value["type"] != nil && before[name] != nil {
      guard let metric = known[name], let family = before[name] else { continue }
      let refined = refinement(family, name, of: metric, in: entry.value["scrape"], &draft)
      draft.services[owner]?.metrics[name] = refined
    }
    let own: Tree? = scrape == "main" ? nil : .string(scrape)
    for (name, family) in zip(names, report.families) where before[name] == nil {
      if MetricFamily.isCreation(name, where: { exposed[$0] != nil }) { continue }
      if let metric = known[name] {
        let refined = refinement(family, name, of: metric, in: own, &draft)
        draft.services[owner]?.metrics[name] = refined
      } else if let prefix = MetricFamily.runtimePrefixes.first(where: { name.hasPrefix($0) }) {
        draft.knownPatterns.insert(prefix + "*")
      } else if var entry = metric(family, name, &draft) {
        entry.value["scrape"] = own
        draft.services[owner]?.metrics[name] = entry
      }
    }
    if draft.services[owner]?.metrics.isEmpty == false {
      let origins = (draft.services[owner]?.origins ?? []).uniqued().joined(separator: ", ")
      draft.services[owner]?.keys["metrics"] = Entry(
        .mapping([]),
        note: "As shown by \(origins). `max` is how many values a label had there: is that all that it can have?")
    }
  }

  private static let namesNote =
    "What a library calls the metrics of these packs; `pharos packs NAME` lists what is known."

  private static let lackingNote = """
    What these packs know and the exposition lacks: rules and panels that need it are left out. A metric may be here that some client \
    libraries show only after its first use: remove that one.
    """

  /// How a metric differs from what its pack says, and its scrape if that is not the main one; nil where nothing differs.
  private func refinement(
    _ family: MetricFamily, _ name: String, of known: Metric, in scrape: Tree?, _ draft: inout Draft
  ) -> Entry? {
    guard family.fits(known) else { return nil }
    var value = Tree.mapping([])
    value["scrape"] = scrape
    let labels = labels(of: family, name, &draft).filter { known.labels[$0.key] == nil }
    if !labels.isEmpty { value["labels"] = .mapping(labels) }
    let bounds = family.bounds.filter(\.isFinite)
    if known.type == .histogram, !bounds.isEmpty, bounds != known.buckets.map(\.double) {
      value["buckets"] = family.buckets
    }
    return value.isEmptyCollection ? nil : Entry(value, from: place(line: family.line, column: family.column))
  }

  private func metric(_ family: MetricFamily, _ name: String, _ draft: inout Draft) -> Entry? {
    let place = place(line: family.line, column: family.column)
    guard Name.isLabel(name) else {
      draft.leave(.leftOut, "the metric `\(name)`: names here are letters, digits and `_`", at: place)
      return nil
    }
    guard let kind = family.kind else {
      draft.leave(.leftOut, "the metric `\(name)`: a spec has no \(family.type?.rawValue ?? "such type")", at: place)
      return nil
    }
    if kind == .histogram, family.bounds.isEmpty {
      draft.leave(.leftOut, "the histogram `\(name)`: no bounds of its buckets are to be seen", at: place)
      return nil
    }
    var value: Tree = ["type": .string(kind.rawValue)]
    value["help"] = .string(
      family.help.map { Remark.plain(SecretText.masked($0)) }
        ?? "Its exposition has no HELP: what does it say?")
    value["unit"] = family.unit.map { .string($0) }
    let labels = labels(of: family, name, &draft)
    if !labels.isEmpty { value["labels"] = .mapping(labels) }
    value["buckets"] = family.buckets
    return Entry(value, from: place)
  }

  /// Its labels with how many values each had, but for those that Prometheus attaches itself.
  private func labels(of family: MetricFamily, _ name: String, _ draft: inout Draft) -> [Tree.Entry] {
    var labels: [Tree.Entry] = []
    for label in family.ownLabels {
      if Metric.targetLabels.contains(label.name) {
        draft.leave(
          .changed,
          "the label `\(label.name)` of `\(name)`: Prometheus attaches one of that name, and renames this one",
          at: place(line: family.line, column: family.column))
      } else if Name.isLabel(label.name) {
        labels.append(.init(label.name, ["max": .integer(max(label.count, 1))]))
      }
    }
    return labels
  }
}
