import Exposition

extension Rule {
  static let metricTypeInName = Rule(
    "metric/type-in-name", .warning, "the name of a metric says its type",
    why:
      """
      The type stands in `# TYPE`, and a name that repeats it has to change when the type does.
      """,
    bad: [
      Example(
        """
        # HELP queue_⟦gauge⟧ Jobs that wait.
        # TYPE queue_gauge gauge
        queue_gauge 5

        """, name: "example.prom")
    ],
    good: [
      Example(
        """
        # HELP queue_jobs Jobs that wait.
        # TYPE queue_jobs gauge
        queue_jobs 5

        """, name: "example.prom")
    ],
    check: .naming(.typeInName))
}
