import Exposition

extension Rule {
  static let metricLabelInName = Rule(
    "metric/label-in-name", .warning, "a metric is named after one of its labels",
    why:
      """
      As soon as the label is aggregated away, `requests_by_code` is not by code. The label says it already, where \
      it is there.
      """,
    bad: [
      Example(
        """
        # HELP requests_⟦by_code⟧_total Requests.
        # TYPE requests_by_code_total counter
        requests_by_code_total{code="200"} 5

        """, name: "example.prom")
    ],
    good: [
      Example(
        """
        # HELP requests_total Requests.
        # TYPE requests_total counter
        requests_total{code="200"} 5

        """, name: "example.prom"),
      Example(
        """
        # HELP cpu_seconds_total Time.
        # TYPE cpu_seconds_total counter
        cpu_seconds_total{cpu="0"} 5

        """, name: "example.prom"),
    ],
    check: .naming(.labelInName))
}
