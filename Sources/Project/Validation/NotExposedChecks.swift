import Documents

/// What services and components say they do not expose: metrics that their packs know, and what is left out for them.
enum NotExposedChecks {
  @Sendable static func run(_ context: inout SpecContext) {
    for (name, service) in context.spec.services where !service.notExposed.isEmpty || !service.names.isEmpty {
      guard let owner = context.resolved.owner(service: name, component: nil) else { continue }
      check(owner, service.notExposed, asked: service.packs, declared: service.metrics, &context)
    }
    for (name, component) in context.spec.components where !component.notExposed.isEmpty {
      guard let owner = context.resolved.owner(service: nil, component: name) else { continue }
      check(owner, component.notExposed, asked: [component.pack ?? name], declared: [:], &context)
    }
  }

  /// - Parameters:
  ///   - signals: as the spec lists them.
  ///   - asked: the packs that the spec names.
  ///   - declared: metrics of the owner's own, or as it refines them.
  private static func check(
    _ owner: Owner, _ signals: [Signal], asked: [String], declared: OrderedMap<Metric>, _ context: inout SpecContext
  ) {
    let path = place(of: owner)
    let packs = owner.packs.compactMap { context.resolved.packs[$0] }
    // What an unknown pack has may be named here.
    if context.knowsPacks(of: owner) {
      for (index, signal) in signals.enumerated() {
        check(signal, of: owner, packs, declared, path + [.index(index)], &context)
      }
      for pack in packs where asked.contains(pack.name) { remains(of: pack, for: owner, &context) }
    }
    leftOut(owner, &context)
  }

  private static func check(
    _ signal: Signal, of owner: Owner, _ packs: [Pack], _ declared: OrderedMap<Metric>, _ path: Path,
    _ context: inout SpecContext
  ) {
    guard let metric = packs.lazy.compactMap({ $0.metrics[signal.metric] }).first else {
      let known = packs.flatMap(\.exposable)
      return context.report(
        .unknownMetric, "no pack of `\(owner.name)` has a metric `\(signal.metric)`",
        help: declared[signal.metric] != nil
          ? "it is declared under `metrics`: remove it there"
          : Spelling.nearest(to: signal.metric, among: known).map { "did you mean `\($0)`?" }
            ?? "`pharos packs NAME` lists a pack's metrics", at: path)
    }
    if let label = signal.label, metric.labels[label] == nil {
      return context.report(
        .unknownMetric, "`\(signal.metric)` has no label `\(label)`",
        help: Spelling.help(for: label, among: metric.labels.keys), at: path)
    }
    guard let own = declared[signal.metric], signal.label.map({ own.labels[$0] != nil }) ?? true else { return }
    context.report(
      .missingMetric, "`\(signal)` is declared under `metrics`, and said to be not exposed",
      help: "remove it from one of them", at: path,
      notes: [("the declaration", path.dropLast(2) + ["metrics", .name(signal.metric)])])
  }

  private static func remains(of pack: Pack, for owner: Owner, _ context: inout SpecContext) {
    let metrics = pack.exposable
    guard !metrics.isEmpty, metrics.allSatisfy({ owner.notExposed.contains(Signal($0)) }) else { return }
    context.report(
      .noSignal, "`\(owner.name)` exposes no metric of the pack `\(pack.name)`",
      help: owner.kind == .component
        ? "remove the component" : "remove `\(pack.name)` from its `packs`, and the pack's metrics from `not_exposed`",
      at: key(of: owner, context))
  }

  /// One finding for all that an owner's packs lose.
  private static func leftOut(_ owner: Owner, _ context: inout SpecContext) {
    let things = context.resolved.leftOut(of: owner)
    guard !things.isEmpty else { return }
    let parts = [PackFit.LeftOut.Kind.alert, .panel, .record].compactMap { kind -> String? in
      let names = things.filter { $0.kind == kind }.map(\.name).uniqued()
      guard !names.isEmpty else { return nil }
      let noun = kind == .record ? "recording rule" : kind.rawValue
      let more = names.count > 3 ? " and \(names.count - 3) more" : ""
      return "\(names.count) \(noun)\(names.count == 1 ? "" : "s") ("
        + names.prefix(3).map { "`\($0)`" }.joined(separator: ", ") + "\(more))"
    }
    let listed = parts.dropLast().joined(separator: ", ") + (parts.count > 1 ? " and " : "") + parts.last!
    context.report(
      .notExposed, "`\(owner.name)` does not expose the metrics of \(listed): they are left out",
      help: "`docs/monitoring.md` lists them all; name no metric here that is exposed", at: key(of: owner, context))
  }

  private static func section(of owner: Owner) -> Path {
    [owner.kind == .service ? "services" : "components", .key(owner.name)]
  }

  private static func place(of owner: Owner) -> Path { section(of: owner) + ["not_exposed"] }
  /// The key itself, for what is said of the list as a whole; that of the names where presets alone say so.
  private static func key(of owner: Owner, _ context: SpecContext) -> Path {
    let isListed = context.reading.node(at: place(of: owner)) != nil
    return section(of: owner) + [.name(isListed ? "not_exposed" : "names")]
  }

  /// Reports that something of the spec asks for what an owner is said not to expose.
  static func report(
    _ subject: String, needing signal: Signal, of owner: Owner, at path: Path, _ context: inout SpecContext
  ) {
    context.report(
      .missingMetric, message(subject, signal, owner), help: help, at: path, notes: [note(signal, owner, context)])
  }

  static func message(_ subject: String, _ signal: Signal, _ owner: Owner) -> String {
    "\(subject) needs `\(signal)`, which `\(owner.name)` is said not to expose"
  }

  static let help = "remove it, or expose the metric and remove that from `not_exposed`"

  static func note(_ signal: Signal, _ owner: Owner, _ context: SpecContext) -> (String, Path) {
    let listed =
      owner.kind == .service
      ? context.spec.services[owner.name]?.notExposed : context.spec.components[owner.name]?.notExposed
    return (
      "it is said here",
      listed?.firstIndex(of: signal).map { place(of: owner) + [.index($0)] } ?? key(of: owner, context)
    )
  }
}

extension Pack {
  /// Names of the metrics that a target exposes; others are recorded by rules.
  fileprivate var exposable: [String] { metrics.keys.filter { !$0.includes(":") } }
}
