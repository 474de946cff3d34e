import Exposition

extension Rule {
  static let expositionStrictness = Rule(
    "exposition/strictness", .warning, "an exposition does what its format forbids and Prometheus still takes",
    why: "Other readers of the format refuse it, and so may the next release of Prometheus.",
    bad: [
      Example(
        """
        jobs 5
        workers 2
        ⟦jobs{queue="a"}⟧ 5

        """, name: "example.prom")
    ],
    good: [
      Example(
        """
        jobs 5
        jobs{queue="a"} 5
        workers 2

        """, name: "example.prom")
    ],
    check: .document { document, reporter in
      guard let exposition = document.exposition else { return }
      exposition.reportOnce(exposition.report.problems.filter { $0.severity == .warning }, to: &reporter)
    })
}
