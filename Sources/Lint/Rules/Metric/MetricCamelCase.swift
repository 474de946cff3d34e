import Exposition

extension Rule {
  static let metricCamelCase = Rule(
    "metric/camel-case", .warning, "a metric or a label is written in camelCase",
    why:
      """
      Names are in snake_case everywhere else. Whoever has to guess one guesses wrong.
      """,
    bad: [
      Example(
        """
        # HELP jobs_⟦inQueue⟧ Jobs that wait.
        # TYPE jobs_inQueue gauge
        jobs_inQueue{⟦queueName⟧="a"} 5

        """, name: "example.prom")
    ],
    good: [
      Example(
        """
        # HELP jobs_in_queue Jobs that wait.
        # TYPE jobs_in_queue gauge
        jobs_in_queue{queue_name="a"} 5

        """, name: "example.prom")
    ],
    check: .naming(.camelCase))
}
