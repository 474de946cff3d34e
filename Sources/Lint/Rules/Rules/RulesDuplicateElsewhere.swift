import Documents
import Formats
import PromQL

extension Rule {
  static let duplicateElsewhere = Rule(
    "rules/duplicate-elsewhere", .warning,
    "two rules of the same name and labels in two files that one Prometheus reads",
    why: """
      To Alertmanager the two alerts are one, which resolves when either does; of two records chance decides which value is kept. Within \
      one file it is rules/duplicate that tells. Files are those that the `rule_files` of a `prometheus.yml` name.
      """,
    bad: [loaded("up == 0", "up == 0", second: "⟦Down⟧"), loaded("load > 5", "load > 10", second: "⟦Down⟧")],
    good: [
      loaded(#"up{job="a"} == 0"#, #"up{job="b"} == 0"#, second: "Down"), loaded("up == 0", "up == 0", second: "Gone"),
      Example(files: ["a/rules.yml": file("Down", "up == 0"), "b/rules.yml": file("Down", "up == 0")]),
    ],
    check: .project { facts, reporter in
      let named = facts.configuration.named(\.ruleFiles)
      if named.isEmpty { return }
      let rules =
        facts.alerts.map {
          LoadedRule(isAlert: true, $0.name, $0.labels.map { ($0.name, $0.value) }, $0.source, $0.range, $0.place)
        }
        + facts.records.map { LoadedRule(isAlert: false, $0.name, $0.labels, $0.source, $0.range, $0.place) }
      var trials = TrialFiles()
      let paths = Dictionary(grouping: named) { ObjectIdentifier($0.config.source) }
      for config in facts.configuration.servers {
        guard let own = paths[ObjectIdentifier(config.source)] else { continue }
        let patterns = PathPatterns(own.map { PathPattern("/" + $0.path) })
        var files: [String: Bool] = [:]
        let loaded = rules.filter { rule in
          if trials.contains(rule.source) { return false }
          let path = rule.source.name
          let isLoaded = files[path] ?? patterns.match(ProjectPath.normalized(path))
          files[path] = isLoaded
          return isLoaded
        }
        let alike = Dictionary(grouping: loaded.indices) { loaded[$0].key }.values
        let pairs = alike.flatMap { repeated(in: $0, of: loaded) }.sorted { $0.rule < $1.rule }
        for (rule, first) in pairs.map({ (loaded[$0.rule], loaded[$0.first]) }) {
          reporter.report(
            rule.isAlert
              ? "another file that the same Prometheus reads has an alert `\(rule.name)` with the same labels: Alertmanager takes the two for one"
              : "another file that the same Prometheus reads records `\(rule.name)` with the same labels: chance decides which value is kept",
            at: rule.range, in: rule.source, help: "remove one, or give it a label that tells them apart",
            notes: [reporter.note("first here", at: first.range, in: first.source)])
        }
      }
    })

  private static func loaded(_ first: String, _ second: String, second name: String) -> Example {
    Example(files: [
      "prometheus.yml": "rule_files: [a.yml, b.yml]\n", "a.yml": file("Down", first), "b.yml": file(name, second),
    ])
  }

  private static func file(_ name: String, _ expression: String) -> String {
    """
    groups:
      - name: example
        rules:
          - alert: \(name)
            expr: '\(expression)'

    """
  }
}

/// A rule that a Prometheus loads.
private struct LoadedRule {
  let isAlert: Bool
  let name: String
  let labels: [String]
  let source: SourceFile
  let range: Range<Int>
  let place: QueryPlace
  /// The same for rules of the same kind, name and labels.
  let key: String

  init(
    isAlert: Bool, _ name: String, _ labels: [(name: String, value: String)], _ source: SourceFile, _ range: Range<Int>,
    _ place: QueryPlace
  ) {
    (self.isAlert, self.name, self.source, self.range, self.place) = (isAlert, name, source, range, place)
    self.labels = labels.map(\.name)
    key = ([isAlert ? "alert" : "record", name] + labels.map { "\($0.name)=\($0.value)" }.sorted()).joined(
      separator: "\u{0}")
  }
}

/// Rules of one kind, name and labels of which one in an earlier file is not told apart, with the first such one.
private func repeated(in alike: [Int], of rules: [LoadedRule]) -> [(rule: Int, first: Int)] {
  let alike = alike.map { (index: $0, rule: rules[$0]) }
  guard alike.contains(where: { $0.rule.source !== alike[0].rule.source }) else { return [] }
  let queries = QueriesAlike(alike.map(\.rule.place.query), besides: alike[0].rule.labels)
  // Where the rules of the file begin, which come together.
  var start = 0
  return alike.indices.compactMap { place in
    let source = alike[place].rule.source
    if alike[start].rule.source !== source { start = place }
    let first = queries.first(like: place, before: start) { alike[$0].rule.source !== source }
    return first.map { (alike[place].index, alike[$0].index) }
  }
}
