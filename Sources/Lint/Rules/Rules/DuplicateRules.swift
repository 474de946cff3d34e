import Documents
import Formats
import PromQL

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
        """)
    ],
    check: .document { document, reporter in
      for file in document.ruleFiles {
        var seen: [String: [PrometheusRule]] = [:]
        for rule in file.groups.lazy.flatMap(\.rules) {
          let name = rule.name.value
          guard let first = seen[name]?.first(where: { $0.hasLabels(of: rule) }) else {
            seen[name, default: []].append(rule)
            continue
          }
          if first.query.isTold(apart: rule.query) { continue }
          reporter.report(
            rule.kind == .record
              ? "`\(rule.name.value)` is recorded a second time with the same labels: where both yield a series, chance decides which value is kept"
              : "a second alert `\(rule.name.value)` has the same labels: Alertmanager takes the two for one",
            at: rule.name, help: "give it another name, or a label that tells them apart",
            notes: [reporter.note("first here", at: first.name.range)])
        }
      }
    })
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
  /// Whether the two select by other values of a label that their results keep, so that no series comes of both.
  fileprivate func isTold(apart other: Query) -> Bool {
    for mine in selectors.flatMap(\.matchers) where mine.name != "__name__" && labels.presence(of: mine.name) != .never
    {
      for theirs in other.selectors.flatMap(\.matchers) where theirs.name == mine.name {
        if mine.excludes(theirs) { return true }
      }
    }
    return false
  }
}

extension LabelMatcher {
  /// Whether no value suits both. Two patterns that differ are taken for that, as they mostly are.
  fileprivate func excludes(_ other: LabelMatcher) -> Bool {
    if operation == .equal { return !other.accepts(value) }
    if other.operation == .equal { return !accepts(other.value) }
    if operation.isNegative, other.operation.isNegative { return false }
    return value != other.value || operation != other.operation
  }
}
