import Exposition

extension Rule {
  static let expositionFormat = Rule(
    "exposition/format", .error, "an exposition has something that Prometheus refuses",
    why: "The scrape fails, or samples are lost, and every alert on them falls silent.",
    bad: [
      Example(
        """
        # TYPE jobs gauge
        jobs{queue=⟦a}⟧ 5

        """, name: "example.prom")
    ],
    good: [
      Example(
        """
        # TYPE jobs gauge
        jobs{queue="a"} 5

        """, name: "example.prom")
    ],
    check: .document { document, reporter in
      guard let exposition = document.exposition else { return }
      for problem in exposition.report.problems where problem.severity == .error && problem.kind == .format {
        reporter.report(problem.message, at: exposition.range(of: problem))
      }
    })
}
