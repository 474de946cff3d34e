import Documents
import PromQL
import RE2

/// Objectives and alerts of the project's own that ask for what nobody exposes.
extension NotExposedChecks {
  @Sendable static func expressions(_ context: inout SpecContext) {
    let exposure = Exposure(context.resolved), ofPacks = Exposure(context.resolved, asksForNames: false)
    guard exposure.isPartial else { return }
    for (name, alert) in context.spec.alerts {
      let path: Path = ["alerts", .key(name), "expr"]
      check(Expr.parse(alert.expression).expression, of: "`\(name)`", path, exposure, &context)
    }
    for resolved in context.resolved.objectives {
      let path: Path = ["services", .key(resolved.owner.name), "objectives", .key(resolved.name)]
      let subject = "the objective `\(resolved.name)`"
      if case .ratio(let bad, let total) = resolved.objective.indicator {
        for (key, text) in [("bad", bad), ("total", total)] {
          check(ExpressionTemplate(text).validated().expression, of: subject, path + [.key(key)], exposure, &context)
        }
      } else if let rates = Resolver.rates(resolved.objective, resolved.owner, nil),
        let (_, lack, owner) = [rates.bad.tree, rates.total.tree].lazy.compactMap(ofPacks.lack).first,
        case .notExposed(let signal) = lack
      {
        report(subject, needing: signal, of: owner, at: path, &context)
      }
    }
  }

  private static func check(
    _ tree: Expr?, of subject: String, _ path: Path, _ exposure: Exposure, _ context: inout SpecContext
  ) {
    guard let tree, let (selector, lack, owner) = exposure.lack(tree) else { return }
    guard let range = selector.metricNameRange else { return }
    switch lack {
    case .notExposed(let signal):
      context.report(
        .missingMetric, [(message(subject, signal, owner), range)], help: help, in: path,
        notes: [note(signal, owner, context)])
    case .named(let name):
      context.report(
        .missingMetric,
        [("\(subject) asks for `\(selector.metricName ?? "")`, which `\(owner.name)` calls `\(name)`", range)],
        help: "write `\(name)`: expressions of your own name what is exposed", in: path,
        notes: [("it is said here", ["services", .key(owner.name), .name("names")])])
    case .since, .until: break
    }
  }
}

/// What the owners of a spec expose together, for expressions that may read several of them.
private struct Exposure {
  private let spec: ResolvedSpec
  /// Owners that do not expose all metrics of their packs.
  private let lacking: [Owner]

  /// Whether an expression names what is exposed, and not what packs call it.
  private let asksForNames: Bool

  init(_ spec: ResolvedSpec, asksForNames: Bool = true) {
    self.spec = spec
    self.asksForNames = asksForNames
    lacking = spec.owners.filter { !$0.fits.isEmpty || $0.names != nil }
  }

  var isPartial: Bool { !lacking.isEmpty }

  /// What an expression asks for of those who do not expose it, while nobody else does; nil where it has an answer.
  func lack(_ tree: Expr) -> (selector: VectorSelector, lack: Lack, owner: Owner)? {
    var found: (VectorSelector, Lack, Owner)?
    let lack = tree.lack { selector -> Lack? in
      guard let (lack, owner) = self.lack(of: selector) else { return nil }
      if found == nil { found = (selector, lack, owner) }
      return lack
    }
    return lack == nil ? nil : found
  }

  private func lack(of selector: VectorSelector) -> (Lack, Owner)? {
    guard let name = selector.metricName else { return nil }
    // Most name their owner, which need not be looked for.
    let named = named(by: selector)
    let found = (named ?? lacking).lazy.filter { reads(selector, $0) }.compactMap { owner in
      (owner.lack(of: selector) ?? (asksForNames ? owner.otherName(of: selector) : nil)).map { ($0, owner) }
    }.first
    guard let found, !spec.spec.knownMetrics.contains(name) else { return nil }
    let isExposed = (named ?? spec.owners).contains { owner in
      reads(selector, owner) && owner.lack(of: selector) == nil && owner.otherName(of: selector) == nil
        && (owner.metrics.exposes(name) || owner.packs.contains { has(name, recordedBy: $0, of: owner) })
    }
    return isExposed ? nil : found
  }

  /// The owner that a selector names by equality, if there is one; nil where it names none.
  private func named(by selector: VectorSelector) -> [Owner]? {
    let equal = selector.matchers.filter { $0.operation == .equal && !$0.value.isEmpty }
    let service = equal.first { $0.name == Owner.Kind.service.rawValue }?.value
    let component = equal.first { $0.name == Owner.Kind.component.rawValue }?.value
    guard service != nil || component != nil else { return nil }
    return spec.owner(service: service, component: component).map { [$0] } ?? []
  }

  /// Whether the matchers of a selector let series of an owner through, as far as the owner's label tells.
  private func reads(_ selector: VectorSelector, _ owner: Owner) -> Bool {
    selector.matchers.allSatisfy { matcher in
      guard Owner.Kind(rawValue: matcher.name) != nil else { return true }
      let value = matcher.name == owner.label.name ? owner.name : ""
      return switch matcher.operation {
      case .equal: matcher.value == value
      case .notEqual: matcher.value != value
      case .regexMatch: (try? Pattern(matcher.value))?.matches(value) ?? true
      case .regexNotMatch: !((try? Pattern(matcher.value))?.matches(value) ?? false)
      }
    }
  }

  private func has(_ name: String, recordedBy pack: String, of owner: Owner) -> Bool {
    spec.pack(pack, of: owner)?.records.contains { $0.name == name } == true
  }
}

extension Owner {
  /// Why a selector selects nothing of its series.
  fileprivate func lack(of selector: VectorSelector) -> Lack? {
    packs.lazy.compactMap { self.fits[$0]?.lack(of: selector) }.first
  }

  /// What it calls a series of its packs that a selector asks for.
  fileprivate func otherName(of selector: VectorSelector) -> Lack? {
    guard let name = selector.metricName, let series = names?.series[name], series.name != name,
      !metrics.exposes(name)
    else { return nil }
    return .named(series.name)
  }
}
