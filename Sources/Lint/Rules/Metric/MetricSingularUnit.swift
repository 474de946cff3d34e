import Exposition

extension Rule {
  static let metricSingularUnit = Rule(
    "metric/singular-unit", .info, "a unit is written in the singular",
    why:
      """
      Units are in the plural in the names of metrics, so that nobody has to look whether it is `_second` here.
      """,
    bad: [
      Example(
        """
        # HELP job_duration_⟦second⟧ Time of a job.
        # TYPE job_duration_second gauge
        job_duration_second 5

        """, name: "example.prom")
    ],
    good: [
      Example(
        """
        # HELP bytes_per_second Speed.
        # TYPE bytes_per_second gauge
        bytes_per_second 5

        """, name: "example.prom")
    ],
    check: .naming(.singularUnit))
}
