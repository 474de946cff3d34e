import Documents
import Formats

extension Rule {
  static let ruleTestFormat = Rule(
    "rule-tests/format", .error,
    "a file of rule tests holds something that promtool refuses",
    why: "`promtool test rules` fails before it has run a single test.",
    bad: [
      Example(
        """
        rule_files: [alerts.yml]
        tests:
          - interval: ⟦1min⟧
            input_series:
              - series: ⟦'up{job=~"api"}'⟧
                values: ⟦0+1*5⟧
            alert_rule_test:
              - ⟦⟧eval_time: 5m
                exp_alerts: []
            promql_expr_test:
              - expr: ⟦sum(up⟧
                eval_time: 1m
                ⟦samples⟧: []
        """)
    ],
    good: [
      Example(
        """
        rule_files: [alerts.yml]
        evaluation_interval: 1m
        tests:
          - interval: 1m
            input_series:
              - series: 'up{job="api"}'
                values: 1+0x5 _x3 stale 0 -1.5e3-2x4 NaN Inf
              - series: latency
                values: "{{schema:0 sum:5 count:4 buckets:[1 2 1]}}x20"
            alert_rule_test:
              - eval_time: 5m
                alertname: ApiDown
                exp_alerts:
                  - exp_labels: { job: api }
            promql_expr_test:
              - expr: sum(up)
                eval_time: 1m
                exp_samples:
                  - labels: "{}"
                    value: 1
        """)
    ],
    check: .document { document, reporter in
      // vmalert-tool reads such files as well, with keys of its own.
      guard document.kind == .ruleTests, document.dialect == .prometheus, let root = document.roots.first else {
        return
      }
      reporter.report(RuleTestShape.problems(in: root))
    })
}
