import Documents
import PromQL

/// What services say they call the metrics of their packs: presets and metrics that there are, and names that fit their types.
enum NamingChecks {
  @Sendable static func run(_ context: inout SpecContext) {
    for (name, service) in context.spec.services where !service.names.isEmpty {
      guard let owner = context.resolved.owner(service: name, component: nil), context.knowsPacks(of: owner) else {
        continue
      }
      let packs = owner.packs.compactMap { context.resolved.packs[$0] }
      let path: Path = ["services", .key(name), "names"]
      let isList = context.reading.node(at: path)?.sequence != nil
      // An item that could not be read is missing here: then nobody knows which is which.
      let isWhole = !isList || context.reading.node(at: path)?.sequence?.count == service.names.count
      for (index, source) in service.names.enumerated() {
        let place = isList && isWhole ? path + [.index(index)] : path
        switch source {
        case .preset(let preset): check(preset, of: owner, packs, place, &context)
        case .mapping(let names):
          for (signal, exposed) in names { check(signal, exposed, of: owner, packs, place, &context) }
        }
      }
      types(owner, packs, service.metrics, path, &context, at: places(service.names, path, isList && isWhole))
    }
  }

  private static func check(
    _ preset: String, of owner: Owner, _ packs: [Pack], _ path: Path, _ context: inout SpecContext
  ) {
    guard !packs.contains(where: { $0.presets[preset] != nil }) else { return }
    context.report(
      .unknownNames, "no pack of `\(owner.name)` has names `\(preset)`",
      help: Spelling.help(for: preset, among: packs.flatMap(\.presets.keys))
        ?? "its packs have no presets: map each metric to its name",
      at: path)
  }

  private static func check(
    _ text: String, _ exposed: ExposedName, of owner: Owner, _ packs: [Pack], _ path: Path,
    _ context: inout SpecContext
  ) {
    guard let signal = Signal(parsing: text) else { return }
    let place = path + [.name(text)]
    guard let metric = packs.lazy.compactMap({ $0.metrics[signal.metric] }).first else {
      return context.report(
        .unknownMetric, "no pack of `\(owner.name)` has a metric `\(signal.metric)`",
        help: Spelling.nearest(to: signal.metric, among: packs.flatMap(\.metrics.keys)).map { "did you mean `\($0)`?" }
          ?? "the pack's metric comes first, and behind it what it is called: `pharos packs NAME` lists a pack's metrics",
        at: place)
    }
    if context.spec.services[owner.name]?.notExposed.contains(signal) == true {
      context.report(
        .missingMetric, "`\(signal)` is called `\(exposed.name)`, and said to be not exposed",
        help: "remove it from one of them", at: place)
    }
    guard let label = signal.label else { return }
    if metric.labels[label] == nil {
      context.report(
        .unknownMetric, "`\(signal.metric)` has no label `\(label)`",
        help: Spelling.help(for: label, among: metric.labels.keys), at: place)
    }
    if (Metric.targetLabels + ["le", "quantile"]).contains(exposed.name) {
      context.report(
        .targetLabel,
        "`\(exposed.name)` is a label of \(exposed.name == "le" || exposed.name == "quantile" ? "Prometheus" : "the target, which Prometheus attaches")",
        help: "write the name that the application gives the label", at: path + [.key(text)])
    }
    if exposed.factor != nil {
      context.report(
        .nameType, "a label has no unit", help: "write `\(text): \(exposed.name)`", at: path + [.key(text)])
    }
  }

  /// Where the spec names each metric itself.
  private static func places(_ sources: [NameSource], _ path: Path, _ isList: Bool) -> [String: Path] {
    var places: [String: Path] = [:]
    for (index, source) in sources.enumerated() {
      guard case .mapping(let names) = source else { continue }
      for name in names.keys { places[name] = path + (isList ? [.index(index)] : []) + [.key(name)] }
    }
    return places
  }

  /// What stands for one metric has one type.
  private static func types(
    _ owner: Owner, _ packs: [Pack], _ declared: OrderedMap<Metric>, _ path: Path, _ context: inout SpecContext,
    at places: [String: Path]
  ) {
    guard let names = owner.names else { return }
    var metrics: OrderedMap<Metric> = [:]
    for pack in packs { for (name, metric) in pack.metrics where metrics[name] == nil { metrics[name] = metric } }
    let called = metrics.filter { name, _ in !owner.notExposed.contains(Signal(name)) }
    var first: [String: (name: String, type: Metric.Kind?)] = [:]
    for (name, metric) in called {
      let exposed = names.exposedName(of: name)
      if let other = first[exposed], other.type != metric.type {
        let counted = [other.type, metric.type].contains(.histogram) && [other.type, metric.type].contains(.counter)
        context.report(
          .nameType,
          "`\(exposed)` stands for `\(other.name)`, a \(other.type?.rawValue ?? "metric"), and for `\(name)`, a \(metric.type?.rawValue ?? "metric")",
          help: counted
            ? "a histogram counts by `\(exposed)_count`" : "one of them has another name, or is not exposed",
          at: places[name] ?? path)
      }
      first[exposed] = first[exposed] ?? (name, metric.type)
      guard exposed != name else { continue }
      if let type = declared[exposed]?.type, type != metric.type {
        let parts = [Metric.Kind.histogram, .summary].contains(type) && metric.type == .counter
        context.report(
          .nameType,
          "`\(name)` is a \(metric.type?.rawValue ?? "metric"), and `\(exposed)` is declared a \(type.rawValue)",
          help: parts
            ? "a \(type.rawValue) counts by `\(exposed)_count`" : "name a \(metric.type?.rawValue ?? "metric")",
          at: places[name] ?? path)
      }
      if declared[name] != nil, owner.metrics[name]?.type == declared[name]?.type, metrics[name] != nil,
        called.allSatisfy({ names.exposedName(of: $0.key) != name })
      {
        context.report(
          .missingMetric, "`\(name)` is declared under `metrics`, and called `\(exposed)`",
          help: "refine it under that name", at: ["services", .key(owner.name), "metrics", .name(name)],
          notes: [("it is said here", path)])
      }
    }
  }
}
