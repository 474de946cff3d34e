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
      exposition.reportOnce(
        exposition.report.problems.filter { $0.severity == .error && $0.kind == .format }, to: &reporter)
    })
}

extension ExpositionFile {
  /// Reports problems, those of one kind once with their other places as notes: a page that is wrong in some way mostly is so throughout.
  func reportOnce(_ problems: [ExpositionProblem], to reporter: inout Reporter) {
    var kinds: [String: Int] = [:]
    var found: [(first: ExpositionProblem, others: [Range<Int>])] = []
    for problem in problems {
      // What differs stands in backquotes.
      let kind = problem.message.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined()
      if let index = kinds[kind] {
        found[index].others.append(range(of: problem))
      } else {
        kinds[kind] = found.count
        found.append((problem, []))
      }
    }
    for (first, others) in found {
      reporter.report(first.message, at: range(of: first), notes: reporter.notes(alsoAt: others))
    }
  }
}
