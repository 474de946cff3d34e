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
      alerts(#"up{job=~"a|b"} == 0"#, #"up{job=~"b|c"} == 0"#, isDuplicate: true),
      alerts(#"sum(errors{code="500"}) > 1"#, #"sum(errors{code="503"}) > 1"#, isDuplicate: true),
      alerts("load > 5", "load > 10", isDuplicate: true),
      alerts("sum by (verb) (load) > 5", "max by (verb) (load) > 10", isDuplicate: true),
      alerts("shop_api_errors > 5", "rate(shop_api_requests_total[5m]) < 1", isDuplicate: true),
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
      // Labels that one has and the other has not.
      alerts(#"up{job="a"} == 0"#, #"sum by (instance) (up{job="a"} > 0) unless sum by (instance) (served)"#),
      alerts("up == 0", #"absent(served{job="a"})"#),
      alerts(
        "kube_deployment_status_replicas != kube_deployment_spec_replicas",
        "kube_statefulset_status_replicas != kube_statefulset_replicas"),
      alerts("rate(errors_total[5m]) > 5", "sum by (job) (rate(errors_total[5m])) > 50"),
      alerts(
        "histogram_quantile(0.9, sum by (le) (rate(age_seconds_bucket[5m]))) > 1",
        "histogram_quantile(0.9, sum by (le, verb) (rate(age_seconds_bucket[5m]))) > 1"),
      // One histogram in both of its forms.
      alerts(
        "histogram_quantile(0.9, sum by (le) (rate(age_seconds_bucket[5m]))) > 1",
        "histogram_quantile(0.9, sum(rate(age_seconds[5m]))) > 1"),
      // Two programs.
      alerts("shop_api_queue_length > 5", "shop_mail_queue_length > 5"),
      alerts(
        #"label_replace(sum(load) > 1, "bound", "1", "__name__", ".*")"#,
        #"label_replace(sum(load) > 2, "bound", "2", "__name__", ".*")"#),
      alerts("load > 5 < 10", "load >= 10"), alerts("load > 5 unless load > 10", "10 < load"),
      alerts("load > 5 and on () hour() < 8", "load > 9 and on () (hour() >= 8)"),
    ],
    check: .document { document, reporter in
      if document.source.isFixture { return }
      for file in document.ruleFiles {
        let rules = file.groups.flatMap(\.rules)
        // Most names stand in a file once, and their labels need not be looked at.
        let named = Dictionary(grouping: rules.indices) { rules[$0].name.value }.values.filter { $0.count > 1 }
        let alike = named.flatMap { Dictionary(grouping: $0) { RuleLabels(rules[$0]) }.values.filter { $0.count > 1 } }
        let pairs = alike.flatMap { repeated(in: $0, of: rules) }.sorted { $0.rule < $1.rule }
        for (rule, first) in pairs.map({ (rules[$0.rule], rules[$0.first]) }) {
          reporter.report(
            rule.kind == .record
              ? "`\(rule.name.value)` is recorded a second time with the same labels: where both yield a series, chance decides which value is kept"
              : "a second alert `\(rule.name.value)` has the same labels: Alertmanager takes the two for one",
            at: rule.name, help: "give it another name, or a label that tells them apart",
            notes: [reporter.note("first here", at: first.name.range)],
            // Of several signs of one thing one alert may be meant.
            as: rule.kind == .alert && rule.metrics != first.metrics ? .info : nil)
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

/// What two rules of one name have in common of which one may repeat the other: the labels with their values.
private struct RuleLabels: Hashable {
  private struct Label: Hashable {
    let name: String
    let value: String
  }
  private let labels: [Label]

  init(_ rule: PrometheusRule) {
    labels = rule.allLabels.map { Label(name: $0.key.value, value: $0.value.value) }
      .sorted { ($0.name, $0.value) < ($1.name, $1.value) }
  }
}

/// Rules of one name and the same labels of which an earlier one is not told apart, with the first such one. Others are not held
/// against those that are repeated.
private func repeated(in alike: [Int], of rules: [PrometheusRule]) -> [(rule: Int, first: Int)] {
  let queries = QueriesAlike(alike.map { rules[$0].query }, besides: rules[alike[0]].allLabels.map(\.key.value))
  var isRepeated = alike.map { _ in false }
  return alike.indices.compactMap { index in
    guard let first = queries.first(like: index, before: index, where: { !isRepeated[$0] }) else { return nil }
    isRepeated[index] = true
    return (alike[index], alike[first])
  }
}

extension PrometheusRule {
  /// The names of the metrics that it asks for.
  fileprivate var metrics: Set<String> { Set((query.expression?.metricNames ?? []).map(\.name)) }
}
