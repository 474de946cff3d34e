import Exposition
import Project

extension Rule {
  static let metricTargetLabel = Rule(
    "metric/target-label", .info, "a metric carries a label that belongs to its target",
    why:
      """
      Where a process runs and whose it is, its scrape configuration knows. A process that says so itself has to \
      be told first, says it on every series, and collides with what Prometheus attaches.
      """,
    bad: [
      Example(
        """
        # HELP jobs Jobs that wait.
        # TYPE jobs gauge
        jobs{⟦region⟧="eu"} 5

        """, name: "example.prom")
    ],
    good: [
      Example(
        """
        # HELP jobs Jobs that wait.
        # TYPE jobs gauge
        jobs{queue="a"} 5

        """, name: "example.prom"),
      Example(
        """
        # HELP build_info What runs.
        # TYPE build_info gauge
        build_info{cluster="a"} 1

        """, name: "example.prom"),
    ],
    check: .metric { metric, reporter in
      guard !metric.isForeign else { return }
      for problem in NamingConvention.targetLabel.problems(metric.named) {
        // Of a declaration `spec/target-label` and `pack/target-label` say what is an error.
        if metric.declaration != nil, case .label(let index) = problem.part,
          Metric.targetLabels.contains(metric.named.labels[index])
        {
          continue
        }
        reporter.report(problem.message, at: metric.range(of: problem.part), help: problem.help)
      }
    })
}
