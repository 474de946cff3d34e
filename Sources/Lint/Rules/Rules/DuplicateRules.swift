import Documents
import Formats
import PromQL
import RE2

extension Rule {
  static let duplicateRules = Rule(
    "rules/duplicate", .warning,
    "two rules of a file have the same name and labels",
    why:
      "Two records of one name write the same series, and which value is kept is chance. Two alerts of one name and labels are one alert to Alertmanager: when one of them resolves, the other seems to resolve as well.",
    bad: [
      Example(
        """
        groups:
          - name: example
            rules:
              - alert: Deadlock
                expr: jvm_threads_deadlocked{job="kafka"} > 0
              - alert: ⟦Deadlock⟧
                expr: jvm_threads_deadlocked{job=~"kafka|zookeeper"} > 0
        """),
      Example(
        """
        groups:
          - name: api
            labels: { team: core }
            rules:
              - record: job:up:sum
                expr: sum by (job) (up)
              - record: ⟦job:up:sum⟧
                expr: sum by (job) (up == 1)
                labels: { team: core }
        """),
      alerts(#"up{job=~"a|b"} == 0"#, #"up{job=~"b|c"} == 0"#, isDuplicate: true),
      alerts(#"sum(errors{code="500"}) > 1"#, #"sum(errors{code="503"}) > 1"#, isDuplicate: true),
      alerts("load > 5", "load > 10", isDuplicate: true),
    ],
    good: [
      Example(
        """
        groups:
          - name: api
            rules:
              - alert: Errors
                expr: rate(errors_total[5m]) > 1
                labels: { severity: warning }
              - alert: Errors
                expr: rate(errors_total[5m]) > 5
                labels: { severity: critical }
              - record: code:requests:rate5m
                expr: sum by (code) (rate(requests_total{code=~"2.."}[5m]))
              - record: code:requests:rate5m
                expr: sum by (code) (rate(requests_total{code=~"5.."}[5m]))
        """),
      alerts(
        #"(up{job=~"a|b"} == 0) unless on () quiet"#,
        #"label_replace(up{job!~"a|b"}, "host", "$1", "instance", "(.*):.*") == 0"#
      ),
      alerts(#"max by (env) (up{env="a"}) == 0"#, #"max by (env) (up{env!="a"}) == 0"#),
      alerts(#"label_replace(up == 0, "kind", "a", "", "")"#, #"label_replace(down == 1, "kind", "b", "", "")"#),
      alerts("load > 5 < 10", "load >= 10"), alerts("load > 5 unless load > 10", "10 < load"),
      alerts("load > 5 and on () hour() < 8", "load > 9 and on () (hour() >= 8)"),
    ],
    check: .document { document, reporter in
      for file in document.ruleFiles {
        var seen: [String: [PrometheusRule]] = [:]
        for rule in file.groups.lazy.flatMap(\.rules) {
          let name = rule.name.value
          let first = seen[name]?.first { $0.hasLabels(of: rule) && !$0.query.isTold(apart: rule.query) }
          guard let first else {
            seen[name, default: []].append(rule)
            continue
          }
          reporter.report(
            rule.kind == .record
              ? "`\(rule.name.value)` is recorded a second time with the same labels: where both yield a series, chance decides which value is kept"
              : "a second alert `\(rule.name.value)` has the same labels: Alertmanager takes the two for one",
            at: rule.name, help: "give it another name, or a label that tells them apart",
            notes: [reporter.note("first here", at: first.name.range)])
        }
      }
    })

  /// Two alerts of one name.
  private static func alerts(_ first: String, _ second: String, isDuplicate: Bool = false) -> Example {
    Example(
      """
      groups:
        - name: example
          rules:
            - alert: Example
              expr: \(first)
            - alert: \(isDuplicate ? "⟦Example⟧" : "Example")
              expr: \(second)
      """)
  }
}

extension PrometheusRule {
  /// Whether two rules set the same labels to the same values.
  fileprivate func hasLabels(of other: PrometheusRule) -> Bool {
    let (mine, theirs) = (allLabels, other.allLabels)
    return mine.count == theirs.count
      && mine.allSatisfy { pair in
        theirs.contains { $0.key.value == pair.key.value && $0.value.value == pair.value.value }
      }
  }
}

extension Query {
  /// Whether no series can come of both, as far as their results' labels and values tell.
  fileprivate func isTold(apart other: Query) -> Bool {
    labels.guaranteed.contains { label in
      labels.value(of: label).map { mine in other.labels.value(of: label).map { $0 != mine } ?? false } ?? false
    } || selects(apartFrom: other) || hasValues(apartFrom: other)
  }

  /// Whether the two select by other values of a label that their results keep.
  private func selects(apartFrom other: Query) -> Bool {
    for mine in selectors.flatMap(\.matchers) where mine.name != "__name__" && labels.presence(of: mine.name) != .never
    {
      // Both results have it with one value, whatever was selected.
      if let value = labels.value(of: mine.name), other.labels.value(of: mine.name) == value { continue }
      for theirs in other.selectors.flatMap(\.matchers) where theirs.name == mine.name {
        if mine.excludes(theirs) { return true }
      }
    }
    return false
  }

  /// Whether the same value has to be within bounds that exclude each other.
  private func hasValues(apartFrom other: Query) -> Bool {
    guard let mine = expression?.valueWindows, let theirs = other.expression?.valueWindows else { return false }
    return mine.contains { one in theirs.contains { one.excludes($0) } }
  }
}

extension LabelMatcher {
  /// Whether no value suits both. Two patterns without end that differ are taken for that, as they mostly are.
  fileprivate func excludes(_ other: LabelMatcher) -> Bool {
    if let values { return !values.contains(where: other.accepts) }
    if let values = other.values { return !values.contains(where: accepts) }
    if operation.isNegative, other.operation.isNegative { return false }
    return value != other.value || operation != other.operation
  }

  /// All values that it accepts, where those are few.
  private var values: [String]? {
    switch operation {
    case .equal: [value]
    case .regexMatch: KnownPattern.of(value)?.pattern.literals(limit: 64)
    case .notEqual, .regexNotMatch: nil
    }
  }
}
