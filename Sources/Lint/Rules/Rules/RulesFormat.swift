import Documents
import Formats

extension Rule {
  static let ruleFileFormat = Rule(
    "rules/format", .error,
    "a rule file holds something that Prometheus refuses",
    why: """
      Prometheus loads no rule at all while one file is wrong: every alert of every file stops. A warning for an unknown key that holds a \
      list or a mapping and is like none that is known, and an info where it comes again: another program may read it and take it out.
      """,
    parameters: [
      Parameter(
        "names", "`utf8` or `legacy`: which names `metric_name_validation_scheme` allows", default: .string("utf8"))
    ],
    bad: [
      Example(
        """
        groups:
          - name: api
            rules:
              - alert: ApiDown
                expr: up{job="api"} == 0
                ⟦four⟧: 5m
              - record: job:up:sum
                expr: sum by (job) (up)
                ⟦for⟧: 5m
                labels: { ⟦__name__⟧: up }
              - ⟦expr⟧: up == 0
          - name: ⟦api⟧
            interval: ⟦1 minute⟧
            rules:
              - record: ⟦up{job="api"}⟧
                expr: up
        """),
      Example(
        """
        apiVersion: monitoring.coreos.com/v1
        kind: PrometheusRule
        metadata: { name: api }
        spec:
          groups:
            - name: api
              rules:
                - { alert: ApiDown, expr: up == 0, for: ⟦0⟧, labels: { tier: ⟦1⟧ }, annotations: { paged: ⟦true⟧ } }
        """),
    ],
    good: [
      Example(
        """
        groups:
          - name: api
            interval: 1m30s
            limit: 20
            labels: { team: core }
            rules:
              - alert: ApiDown
                expr: up{job="api"} == 0
                for: 5m
                keep_firing_for: 10m
                annotations: { summary: The API is down }
              - record: job:up:sum
                expr: sum by (job) (up)
        """),
      Example(
        """
        groups:
          - name: api
            rules:
              - { alert: ApiDown, expr: up == 0, for: 0, labels: { tier: 1 }, annotations: { paged: true } }
        """),
      Example(
        """
        apiVersion: monitoring.coreos.com/v1
        kind: PrometheusRule
        metadata: { name: api }
        spec:
          groups:
            - name: api
              partial_response_strategy: WARN
              rules:
                - { alert: ApiDown, expr: up == 0, for: "0", labels: { tier: "1" } }
        """),
    ],
    check: .document { document, reporter in
      let isLegacy = reporter.settings.string("names") == "legacy"
      for file in document.ruleFiles {
        let problems = RuleFileShape.problems(
          in: file.node, of: document.kind == .kubernetes ? .prometheusOperator : .ruler(document.dialect),
          legacyNames: isLegacy)
        // A key of another program, which takes it out before Prometheus sees the file, is mostly written again and again.
        let foreign = Dictionary(grouping: problems.compactMap(\.foreignKey)) { $0 }.filter { $1.count > 1 }
        for problem in problems {
          let severity: Severity? = problem.foreignKey.map { foreign[$0] != nil ? .info : .warning }
          reporter.report(problem.message, at: problem.range, help: problem.help, as: severity)
        }
      }
    })
}
