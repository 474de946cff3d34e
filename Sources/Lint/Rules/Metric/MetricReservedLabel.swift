import Exposition

extension Rule {
  static let metricReservedLabel = Rule(
    "metric/reserved-label", .warning, "a label `le` or `quantile` stands on a metric that has none",
    why:
      """
      `le` is the bound of a histogram's bucket and `quantile` that of a summary. Functions and aggregations treat \
      both apart.
      """,
    bad: [
      Example(
        """
        # HELP jobs Jobs by size.
        # TYPE jobs gauge
        jobs{⟦le⟧="10"} 5

        """, name: "example.prom")
    ],
    good: [
      Example(
        """
        # HELP jobs Jobs by size.
        # TYPE jobs gauge
        jobs{size="small"} 5

        """, name: "example.prom")
    ],
    check: .naming(.reservedLabel))
}
