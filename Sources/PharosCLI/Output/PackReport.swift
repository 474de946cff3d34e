import Documents
import Project

/// A pack for people.
enum PackReport {
  /// One line for each.
  static func list(_ packs: [Pack]) -> String {
    let names = packs.map(\.name).padded
    let kinds = packs.map(\.kind.rawValue).padded
    return packs.indices.map { "\(names[$0])  \(kinds[$0])  \(packs[$0].summary)" }.joined(separator: "\n")
  }

  /// What was written, and what comes next.
  static func written(_ outcome: WritePack.Outcome, _ name: String, _ kind: Pack.Kind) -> String {
    let use =
      kind == .exporter
      ? "components: { \(name): { targets: [HOST:PORT] } }" : "services: { SERVICE: { packs: [\(name)] } }"
    let asks = [outcome.packsFolder.map { "packs_dir: \($0)" }, use].compactMap { $0 }
    return """
      \(VisibleText.name(outcome.folder)) is written: \(outcome.files.joined(separator: ", "))

      Next:
        say in pharos.yml:
      \(asks.map { "    \($0)" }.joined(separator: "\n"))
        pharos packs test \(name)
        correct what it says of itself, and add alerts: docs/packs.md
      """
  }

  /// What became of a trial.
  static func tried(_ outcome: TestPack.Outcome, _ name: String) -> String {
    if let refusal = outcome.refusal { return "promtool refuses what follows from `\(name)`:\n\(refusal)" }
    guard outcome.passes else { return "nothing was tried: `\(name)` has errors" }
    let alerts = outcome.alerts == 1 ? "1 alert" : "\(outcome.alerts) alerts"
    let records = outcome.records == 1 ? "1 record" : "\(outcome.records) records"
    return "`\(name)` is in order: promtool takes its \(alerts) and \(records) with their tests"
  }

  static func render(_ pack: Pack) -> String {
    var lines = ["\(pack.title) (\(pack.name), \(pack.kind.rawValue))", pack.summary]
    if let workload = pack.workload { lines.append("Image: \(workload.image):\(workload.tag)") }
    section(
      "Settings", pack.settings.map { "\($0)  \($1.kind.rawValue)\($1.isRequired ? ", required" : "")  \($1.help)" })
    section("Metrics", pack.metrics.map(metric))
    section("Names of other libraries, for `names` of a service", pack.presets.map { "\($0)  \($1.help)" })
    section("Records", pack.records.map { "\($0.name)  \($0.help)" })
    for (name, alert) in pack.alerts { section("Alert \(name)", self.alert(alert)) }
    section(
      "Dashboards", pack.rows.map { "\($0.dashboard): \($0.title) (\($0.panels.map(\.title).joined(separator: ", ")))" }
    )
    section("Runbooks", pack.alerts.values.map(\.runbook).uniqued().sorted())
    section("Sources", pack.sources)
    return lines.joined(separator: "\n")

    func section(_ title: String, _ items: [String]) {
      guard !items.isEmpty else { return }
      lines += ["", title] + items.map { "  \($0)" }
    }
  }

  private static func metric(_ name: String, _ metric: Metric) -> String {
    let labels = metric.labels.map { label, domain in
      domain.values.isEmpty ? "\(label) ≤\(domain.size)" : "\(label)=\(domain.values.joined(separator: "|"))"
    }
    let versions = [metric.since.map { "since \($0)" }, metric.until.map { "until \($0)" }].compactMap { $0 }
    return
      ([name, metric.type?.rawValue ?? "unknown"] + (labels.isEmpty ? [] : ["{\(labels.joined(separator: ", "))}"])
      + versions + [metric.help ?? ""])
      .joined(separator: "  ")
  }

  private static func alert(_ alert: PackAlert) -> [String] {
    let levels =
      alert.above.map { "\($0) above \($1)" } + alert.below.map { "\($0) below \($1)" }
      + (alert.rank.map { [$0.rawValue] } ?? [])
    let parameters = alert.parameters.map { name, parameter in
      "\(name)  \(parameter.kind.rawValue), \(parameter.defaultValue)  \(parameter.help)"
    }
    return [
      alert.help + (alert.isEnabled ? "" : " Off unless the spec turns it on."),
      "\(levels.joined(separator: ", "))\(alert.duration.milliseconds > 0 ? ", for \(alert.duration)" : ""); runbook \(alert.runbook)",
    ] + parameters
  }
}

extension [String] {
  /// A column: each as wide as the widest.
  fileprivate var padded: [String] {
    let width = map(\.count).max() ?? 0
    return map { $0 + String(repeating: " ", count: width - $0.count) }
  }
}
