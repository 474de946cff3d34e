import Exposition

extension Rule {
  static let metricDuplicateSeries = Rule(
    "metric/duplicate-series", .error, "an exposition has a series twice",
    why: "Prometheus keeps one of them and drops the other, and which one is not for you to say.",
    bad: [
      Example(
        """
        # HELP jobs Jobs that wait.
        # TYPE jobs gauge
        jobs{queue="a"} 5
        ⟦jobs{queue="a"}⟧ 6

        """, name: "example.prom")
    ],
    good: [
      Example(
        """
        # HELP jobs Jobs that wait.
        # TYPE jobs gauge
        jobs{queue="a"} 5
        jobs{queue="b"} 6

        """, name: "example.prom")
    ],
    check: .document { document, reporter in
      guard let exposition = document.exposition else { return }
      for problem in exposition.report.problems where problem.kind == .duplicate {
        reporter.report(
          problem.message, at: exposition.range(of: problem), help: "add a label that tells them apart, or expose one")
      }
    })
}
