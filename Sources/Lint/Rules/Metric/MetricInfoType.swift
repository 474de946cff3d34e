import Exposition

extension Rule {
  static let metricInfoType = Rule(
    "metric/info-type", .warning, "a metric called `_info` is no gauge",
    why:
      """
      An info metric is always 1 and carries labels, for others to be joined with. A counter or histogram of that \
      name is joined with and gives nonsense.
      """,
    bad: [
      Example(
        """
        # HELP build⟦_info⟧ What runs.
        # TYPE build_info counter
        build_info 1

        """, name: "example.prom")
    ],
    good: [
      Example(
        """
        # HELP build_info What runs.
        # TYPE build_info gauge
        build_info{version="1"} 1

        """, name: "example.prom")
    ],
    check: .naming(.infoType))
}
