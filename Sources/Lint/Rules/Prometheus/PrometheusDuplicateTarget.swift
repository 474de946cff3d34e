import Documents
import Formats

extension Rule {
  static let duplicateTarget = Rule(
    "prometheus/duplicate-target", .warning,
    "a job lists the same target twice",
    why:
      "Two targets with the same labels write the same series: Prometheus drops one, or both write samples out of order.",
    bad: [
      Example(
        """
        scrape_configs:
          - job_name: node
            static_configs:
              - targets: ["a:9100", "b:9100", "⟦a:9100⟧"]
        """)
    ],
    good: [
      Example(
        """
        scrape_configs:
          - job_name: node
            static_configs:
              - targets: ["a:9100"]
                labels: { shard: one }
              - targets: ["a:9100"]
                labels: { shard: two }
          - job_name: probe
            static_configs:
              - targets: ["b:9100"]
        """)
    ],
    check: .job { job, reporter in
      // Relabel rules may tell them apart.
      guard job.relabelRules.isEmpty else { return }
      var seen: [String: Range<Int>] = [:]
      for target in job.targets {
        let labels = target.labels.map { "\($0.key.value)=\($0.value.value)" }.sorted()
        let identity = ([target.address.value] + labels).joined(separator: "\n")
        if let first = seen[identity] {
          reporter.report(
            "`\(target.address.value)` is scraped twice by this job, with the same labels", at: target.address,
            help: "remove it", notes: [reporter.note("first here", at: first)])
        } else {
          seen[identity] = target.address.range
        }
      }
    })
}
