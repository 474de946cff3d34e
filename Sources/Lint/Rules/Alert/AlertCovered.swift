import Documents
import Formats

extension Rule {
  static let coveredAlert = Rule(
    "alert/covered", .warning,
    "an alert that fires only while another one does, for the same series at the same severity",
    why: """
      One cause wakes people twice, and neither notification says more than the other. Usually the severity of one was forgotten when \
      it was copied, or nobody knew of the other.
      """,
    bad: [
      rules(
        ("DiskFilling", "disk_used_ratio > 0.8", "warning"), ("⟦DiskAlmostFull⟧", "disk_used_ratio > 0.9", "warning")),
      rules(
        ("InstanceDown", "up == 0", "critical"), ("⟦TargetMissing⟧", "up==0", "critical"),
        ("⟦ApiDown⟧", #"up{job="api"} == 0"#, "critical")),
      rules(
        ("Errors", "sum by (job, code) (rate(errors_total[5m])) > 1", "page"),
        ("⟦ApiErrors⟧", #"sum(rate(errors_total{job="api"}[5m])) by (job, code) > 5"#, "page")),
      Example(files: [
        "prometheus.yml": "rule_files: ['*.rules.yml']\n",
        "a.rules.yml": rules(("DiskFilling", "disk_used_ratio > 0.8", "warning")).files[0].text,
        "b.rules.yml": rules(("⟦DiskAlmostFull⟧", "disk_used_ratio > 0.9", "warning")).files[0].text,
      ]),
    ],
    good: [
      rules(
        ("DiskFilling", "disk_used_ratio > 0.8", "warning"), ("DiskAlmostFull", "disk_used_ratio > 0.9", "critical"),
        ("DiskUnused", "disk_used_ratio < 0.1", "warning")),
      // A sum over some is not the sum over all.
      rules(
        ("Errors", "sum(rate(errors_total[5m])) > 1", "page"),
        ("ApiErrors", #"sum(rate(errors_total{job="api"}[5m])) > 5"#, "page"),
        ("WebErrors", #"sum(rate(errors_total{job="web"}[5m])) > 5"#, "page")),
      // Each may be for another exporter.
      Example(files: [
        "a.yml": rules(("DiskFilling", "disk_used_ratio > 0.8", "warning")).files[0].text,
        "b.yml": rules(("DiskAlmostFull", "disk_used_ratio > 0.9", "warning")).files[0].text,
      ]),
      rules(("Watchdog", "vector(1)", "none"), ("Heartbeat", "vector(1)", "none")),
      // The higher it is, the sooner it fires.
      Example(
        """
        groups:
          - name: example
            rules:
              - { alert: DiskFilling, expr: disk_used_ratio > 0.8, for: 1h, labels: { severity: warning } }
              - { alert: DiskAlmostFull, expr: disk_used_ratio > 0.9, for: 5m, labels: { severity: warning } }
        """),
      Example(files: [
        "alertmanager.yml": """
        route: { receiver: team }
        receivers: [{ name: team }]
        inhibit_rules:
          - { source_matchers: [alertname="ApiDown"], target_matchers: [alertname="InstanceDown"], equal: [instance] }
        """,
        "rules.yml": rules(
          ("InstanceDown", "up == 0", "critical"), ("ApiDown", #"up{job="api"} == 0"#, "critical")
        ).files[0].text,
      ]),
    ],
    check: .project { facts, reporter in
      for alerts in AlertsAlike.all(facts.alerts, facts.configuration) {
        for pair in alerts.covered where !facts.mayInhibit(pair.alert, pair.other) {
          reporter.report(
            "whenever `\(pair.alert.name)` fires, `\(pair.other.name)` fires for the same series at the same severity: one cause, two notifications",
            at: pair.alert.range, in: pair.alert.source, help: pair.help,
            notes: [reporter.note("the other", at: pair.other.range, in: pair.other.source)])
        }
      }
    })

  private static func rules(_ alerts: (name: String, expression: String, severity: String)...) -> Example {
    Example(
      "groups:\n  - name: example\n    rules:\n"
        + alerts.map {
          """
                - alert: \($0.name)
                  expr: \($0.expression)
                  labels: { severity: \($0.severity) }

          """
        }.joined())
  }
}

/// Alerts that are loaded together with the same labels, whose expressions may differ in nothing but matchers and bounds.
private struct AlertsAlike {
  struct Pair {
    let alert: AlertFact
    /// What fires whenever it does.
    let other: AlertFact
    let help: String
  }

  private struct Member {
    let alert: AlertFact
    let condition: AlertCondition
  }

  /// What alerts have in common of which one can cover another.
  private struct Likeness: Hashable {
    let words: UInt64
    /// Where those stand that are loaded with it.
    let home: String
    let labels: [String]
    let keepFiringFor: String?
    let dialect: Dialect
    /// The same rules are often there as a file and as a resource.
    let isResource: Bool

    /// - Parameter loaders: the `prometheus.yml` that loads a rule file, by the file's name.
    init(_ alert: AlertFact, _ loaders: [String: String]) {
      words = alert.words
      let file = alert.source.name
      // An operator loads what lies in one folder together; of files that nobody names, each may be for another exporter.
      home = alert.isResource ? ProjectPath.folder(file) : loaders[file] ?? file
      labels = alert.labels.sorted { $0.name < $1.name }.flatMap { [$0.name, $0.value] }
      keepFiringFor = alert.keepFiringFor
      dialect = alert.dialect
      isResource = alert.isResource
    }
  }

  private let members: [Member]

  /// Most alerts have words that no other has, and are not looked at.
  static func all(_ alerts: [AlertFact], _ configuration: ConfigurationFacts) -> [AlertsAlike] {
    let loaders = configuration.loaders
    let alerts = alerts.filter { alert in alert.labels.contains { $0.name == "severity" } }
    return Dictionary(grouping: alerts, by: \.words).values.flatMap { alike -> [AlertsAlike] in
      guard alike.contains(where: { $0.name != alike[0].name }) else { return [] }
      return Dictionary(grouping: alike) { Likeness($0, loaders) }.values.compactMap { AlertsAlike($0) }
    }
  }

  private init?(_ alerts: [AlertFact]) {
    guard alerts.contains(where: { $0.name != alerts[0].name }) else { return nil }
    members = alerts.compactMap { alert in
      // Heartbeats read nothing, and each is for another who listens.
      guard let expression = alert.place.expression(), !expression.selectors.isEmpty else { return nil }
      return Member(alert: alert, condition: AlertCondition(expression))
    }
  }

  /// Each alert that another one covers, with it.
  ///
  /// Alerts are looked up by what they select and never compared each with each.
  var covered: [Pair] {
    var found: [Pair] = []
    for same in Dictionary(grouping: members, by: \.condition.value).values {
      let selections = Dictionary(grouping: same, by: \.condition.matchers).mapValues { $0.sorted(by: Self.isLaxer) }
      for selection in selections.values {
        var soonest: Member?
        for member in selection {
          if let laxer = soonest, laxer.alert.name != member.alert.name, laxer.alert.pending <= member.alert.pending {
            let isSame = member.condition.isLaxer(than: laxer.condition)
            found.append(
              Pair(
                alert: member.alert, other: laxer.alert,
                help: isSame
                  ? "remove one, or tell them apart by severity" : "give it a higher severity, or remove it"))
          } else if let wider = Self.wider(than: member, in: selections) {
            found.append(
              Pair(
                alert: member.alert, other: wider.alert,
                help: "leave its series out of `\(wider.alert.name)`, or give it another severity"))
          }
          if soonest.map({ member.alert.pending < $0.alert.pending }) ?? true { soonest = member }
        }
      }
    }
    return found
  }

  /// The laxest alert that covers one and selects more.
  private static func wider(than member: Member, in selections: [[[String]]: [Member]]) -> Member? {
    // With more matchers than people write, only those that leave out one or all.
    let narrowing = member.condition.narrowing.prefix(4)
    for subset in 1..<(1 << narrowing.count) {
      let left = narrowing.enumerated().filter { subset & 1 << $0.offset != 0 }.map(\.element)
      let matchers = member.condition.matchers.map { $0.filter { !left.contains($0) } }
      if let wider = selections[matchers]?.first, wider.alert.name != member.alert.name,
        wider.alert.pending <= member.alert.pending, wider.condition.isLaxer(than: member.condition)
      {
        return wider
      }
    }
    return nil
  }

  private static func isLaxer(_ one: Member, _ other: Member) -> Bool {
    if one.condition.isLaxer(than: other.condition) != other.condition.isLaxer(than: one.condition) {
      return one.condition.isLaxer(than: other.condition)
    }
    return (one.alert.pending, one.alert.source.name, one.alert.range.lowerBound)
      < (other.alert.pending, other.alert.source.name, other.alert.range.lowerBound)
  }
}

extension ProjectFacts {
  /// Whether an inhibit rule may keep one of two alerts quiet while the other fires.
  fileprivate func mayInhibit(_ one: AlertFact, _ other: AlertFact) -> Bool {
    let (one, other) = (PossibleLabels(one), PossibleLabels(other))
    return alerting.files.contains { file in
      file.inhibitRules.contains { rule in
        func inhibits(_ source: PossibleLabels, _ target: PossibleLabels) -> Bool {
          source.fulfils(rule.source) != .no && target.fulfils(rule.target) != .no
            && !(source.fulfils(rule.target) == .yes && target.fulfils(rule.source) == .yes)
        }
        return inhibits(one, other) || inhibits(other, one)
      }
    }
  }
}

extension PossibleLabels {
  fileprivate init(_ alert: AlertFact) {
    var labels: [String: Value] = [:]
    for label in alert.labels where !label.value.includes("{{") { labels[label.name] = .exactly(label.value) }
    labels["alertname"] = .exactly(alert.name)
    self.init(labels, others: .anything)
  }
}
