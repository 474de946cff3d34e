import Exposition

extension Rule {
  static let metricColon = Rule(
    "metric/colon", .warning, "an exposed metric has a colon in its name",
    why:
      """
      Colons mark what a recording rule has computed. Whoever reads a name with one looks for a rule that is not \
      there.
      """,
    bad: [
      Example(
        """
        # HELP job⟦:⟧errors Errors.
        # TYPE job:errors gauge
        job:errors 5

        """, name: "example.prom")
    ],
    good: [
      Example(
        """
        # HELP job_errors Errors.
        # TYPE job_errors gauge
        job_errors 5

        """, name: "example.prom")
    ],
    check: .naming(.colon))
}
