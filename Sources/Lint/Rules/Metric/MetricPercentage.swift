import Exposition

extension Rule {
  static let metricPercentage = Rule(
    "metric/percentage", .info, "a metric is a percentage",
    why:
      """
      Shares go from 0 to 1 in Prometheus: they multiply, and units of panels and thresholds expect them so.
      """,
    bad: [
      Example(
        """
        # HELP disk_used_⟦percent⟧ Share of the disk in use.
        # TYPE disk_used_percent gauge
        disk_used_percent 5

        """, name: "example.prom")
    ],
    good: [
      Example(
        """
        # HELP disk_used_ratio Share of the disk in use.
        # TYPE disk_used_ratio gauge
        disk_used_ratio 0.05

        """, name: "example.prom")
    ],
    check: .naming(.percentage))
}
