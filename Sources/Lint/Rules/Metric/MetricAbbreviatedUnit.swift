import Exposition

extension Rule {
  static let metricAbbreviatedUnit = Rule(
    "metric/abbreviated-unit", .warning, "the name of a metric abbreviates its unit",
    why:
      """
      `m` is minutes to some and metres to others, `b` bits or bytes. A unit that is written out is read the same \
      by everybody.
      """,
    bad: [
      Example(
        """
        # HELP job_duration_⟦ms⟧ Time of a job.
        # TYPE job_duration_ms gauge
        job_duration_ms 5

        """, name: "example.prom")
    ],
    good: [
      Example(
        """
        # HELP job_duration_seconds Time of a job.
        # TYPE job_duration_seconds gauge
        job_duration_seconds 0.005

        """, name: "example.prom")
    ],
    check: .naming(.abbreviatedUnit))
}
