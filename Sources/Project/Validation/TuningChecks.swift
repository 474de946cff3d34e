import Documents
import PromQL

/// Tuning of packs' alerts: the alert, the severity or parameter, the threshold's unit and order.
enum TuningChecks {
  @Sendable static func run(_ context: inout SpecContext) {
    for (name, service) in context.spec.services {
      check(service.alerts, name, ["services", .key(name), "alerts"], &context)
    }
    for (name, component) in context.spec.components {
      check(component.alerts, name, ["components", .key(name), "alerts"], &context)
    }
    for (name, probe) in context.spec.probes {
      check(probe.alerts, probe.service ?? name, ["probes", .key(name), "alerts"], &context)
    }
  }

  private static func check(
    _ tunings: OrderedMap<AlertTuning>, _ name: String, _ path: Path, _ context: inout SpecContext
  ) {
    guard !tunings.isEmpty, let owner = context.resolved.owner(named: name) else { return }
    let knowsPacks = context.knowsPacks(of: owner)
    let isProbed = !context.resolved.probes(of: name).isEmpty
    let packs = (owner.packs + (isProbed ? context.resolved.probePacks : [])).compactMap {
      context.resolved.pack($0, of: owner)
    }
    for (alert, tuning) in tunings {
      guard let pack = packs.first(where: { $0.alerts[alert] != nil }), let definition = pack.alerts[alert] else {
        let lack = packs.lazy.compactMap { $0.leftOut[alert] }.first
        if case .notExposed(let signal)? = lack, tuning.isEnabled != false {
          NotExposedChecks.report("`\(alert)`", needing: signal, of: owner, at: path + [.name(alert)], &context)
        }
        guard knowsPacks, lack == nil else { continue }
        let known = packs.flatMap(\.alerts.keys)
        context.report(
          .unknownAlert, "no pack of `\(name)` has an alert `\(alert)`",
          help: Spelling.nearest(to: alert, among: known).map { "did you mean `\($0)`?" }
            ?? "`pharos packs NAME` lists a pack's alerts", at: path + [.name(alert)])
        continue
      }
      if let condition = definition.needs, !context.resolved.meets(condition, for: owner), tuning.isEnabled != false {
        context.report(
          .unknownAlert, "`\(alert)` can never fire for `\(name)`: \(condition.lack)", help: "remove this key",
          at: path + [.name(alert)])
        continue
      }
      // The unit or the parameters of an alert may be what is wrong in its pack.
      if !context.unreadPacks.contains(pack.name) {
        check(tuning, definition, alert, path + [.key(alert)], &context)
      }
      AlertChecks.labels(tuning.labels, path + [.key(alert), "labels"], &context)
      if let runbook = tuning.runbook { AlertChecks.runbook(runbook, path + [.key(alert), "runbook"], &context) }
    }
  }

  private static func check(
    _ tuning: AlertTuning, _ definition: PackAlert, _ alert: String, _ path: Path, _ context: inout SpecContext
  ) {
    let severities = context.resolved.severities.map(\.name)
    let defaults = definition.defaultThresholds(context.resolved.severities).map(\.severity.name)
    var thresholds: [String: Decimal] = [:]
    for (key, node) in tuning.settings {
      if severities.contains(key) {
        guard definition.rank == nil else {
          context.report(
            .noThreshold, "`\(alert)` has no threshold",
            help: node.turnsOff
              ? "`enabled: false` removes the alert" : "remove this key: the alert compares nothing",
            at: path + [.name(key)])
          continue
        }
        guard !node.turnsOff else {
          if !defaults.contains(key) {
            context.report(
              .noThreshold, "`\(alert)` has no level `\(key)` to turn off", help: "remove this key",
              at: path + [.name(key)])
          }
          continue
        }
        guard let text = node.text, let value = definition.unit.parse(text) else {
          context.report(
            .threshold, "`\(node.text ?? node.kindName)` is not a threshold in \(definition.unit.rawValue)",
            help: "write it like `\(definition.unit.example)`", at: path + [.key(key)])
          continue
        }
        thresholds[key] = value
      } else if let parameter = definition.parameters[key] {
        if ParameterValue(kind: parameter.kind, text: node.text ?? "").number == nil {
          context.report(
            .parameter, "`\(node.text ?? node.kindName)` is not a \(parameter.kind.rawValue)",
            help: "write it like `\(parameter.defaultValue)`", at: path + [.key(key)])
        }
      } else if !context.declares(key, in: "severities") {
        let known = severities + definition.parameters.keys + ["enabled", "for", "labels", "runbook"]
        context.report(
          .unknownKey, "`\(key)` is neither a severity nor a parameter of `\(alert)`",
          help: Spelling.help(for: key, among: known), at: path + [.name(key)])
      }
    }
    for (name, value) in thresholds { reachable(value, definition, alert, path + [.key(name)], &context) }
    let levels = definition.thresholds(tuning, context.resolved.severities)
    order(levels.filter { $0.value != nil }, of: alert, definition, tuning, path, &context)
  }

  /// A share of a whole lies between none of it and all of it.
  private static func reachable(
    _ threshold: Decimal, _ definition: PackAlert, _ alert: String, _ path: Path, _ context: inout SpecContext
  ) {
    guard definition.unit == .ratio else { return }
    let percentage = Ratio.percentage(threshold)
    if definition.below.isEmpty, threshold >= 1, definition.isShare {
      context.report(
        .threshold, "`\(alert)` is a share of a whole: it is at most 100%, and never above \(percentage)",
        help: "write less than 100%", at: path)
    } else if !definition.below.isEmpty, threshold <= 0 {
      context.report(
        .threshold, "`\(alert)` is a ratio: it is at least 0%, and never below \(percentage)",
        help: "write more than 0%", at: path)
    }
  }

  /// The more urgent level must be the harder one to reach, or the less urgent can never fire alone. What the pack says itself is in order.
  private static func order(
    _ levels: [AlertThreshold], of alert: String, _ definition: PackAlert, _ tuning: AlertTuning, _ path: Path,
    _ context: inout SpecContext
  ) {
    let isAbove = definition.below.isEmpty
    let (harder, easier) = isAbove ? ("higher", "lower") : ("lower", "higher")
    for (urgent, calm) in zip(levels, levels.dropFirst())
    where isAbove ? urgent.value! <= calm.value! : urgent.value! >= calm.value! {
      let (first, second) = (urgent.severity.name, calm.severity.name)
      let message = "`\(alert)` would be \(first) before it is \(second)"
      switch (tuning.settings[first] != nil, tuning.settings[second] != nil) {
      case (true, true):
        context.report(
          .thresholdOrder, message, help: "\(first) needs the \(harder) threshold", at: path + [.key(first)],
          notes: [("the less urgent threshold", path + [.key(second)])])
      // The name of a severity that could not be read may be the one that is tuned.
      case (true, false) where context.knowsSeverities:
        context.report(
          .thresholdOrder, "\(message), which keeps the pack's threshold of \(calm.text ?? "")",
          help: "add `\(second):` with a \(easier) threshold than \(urgent.text ?? ""), or `\(second): off`",
          at: path + [.key(first)])
      case (false, true) where context.knowsSeverities:
        context.report(
          .thresholdOrder, "\(message): \(first) keeps the pack's threshold of \(urgent.text ?? "")",
          help: "add `\(first):` with a \(harder) threshold than \(calm.text ?? ""), or `\(first): off`",
          at: path + [.key(second)])
      default: continue
      }
    }
  }
}

extension PackAlert {
  /// Whether its value divides a part by its whole.
  fileprivate var isShare: Bool {
    guard language == .promQL else { return false }
    let text = try? ExpressionTemplate(expression.trimmed()).instantiate { name in
      if Selection(rawValue: name) != nil { return .matchers([]) }
      return parameters[name].flatMap { ParameterValue(kind: $0.kind, text: $0.defaultValue).substitution }
    }
    return text.flatMap { Expr.parse($0).expression?.isShare } ?? false
  }
}
