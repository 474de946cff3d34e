import Documents
import Formats

extension Rule {
  static let ruleFileFormat = Rule(
    "rules/format", .error,
    "a rule file holds something that Prometheus refuses",
    why: "Prometheus loads no rule at all while one file is wrong: every alert of every file stops.",
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
        reporter.report(
          RuleFileShape.problems(
            in: file.node, of: document.kind == .kubernetes ? .prometheusOperator : .ruler(document.dialect),
            legacyNames: isLegacy))
      }
    })
}
