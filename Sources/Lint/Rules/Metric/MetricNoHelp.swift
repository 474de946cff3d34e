import Exposition

extension Rule {
  static let metricNoHelp = Rule(
    "metric/no-help", .info, "a metric has no help text",
    why:
      """
      Whoever meets the metric in a query or on a dashboard sees its help. Without one they have to find the code \
      that counts.
      """,
    bad: [
      Example(
        """
        # TYPE ⟦jobs_in_queue⟧ gauge
        jobs_in_queue 4

        """, name: "example.prom")
    ],
    good: [
      Example(
        """
        # HELP jobs_in_queue Jobs that wait for a worker.
        # TYPE jobs_in_queue gauge
        jobs_in_queue 4

        """, name: "example.prom")
    ],
    check: .naming(.noHelp))
}
