import Documents
import Formats
import PromQL

extension Rule {
  static let wholeBound = Rule(
    "promql/whole-bound", .warning,
    "a matcher asks for a bucket or quantile by a number that Prometheus 3 writes otherwise",
    why: """
      Since version 3 Prometheus stores `le` and `quantile` in one form, whatever the target writes: `1.0` for `1`, `0.5` for `0.50`, \
      `1e+06` for `1000000`. The matcher selects nothing. It is fine for an older Prometheus, see `prometheus:` of the settings, and \
      where `metric_relabel_configs` write the old form back. An info where nothing says which Prometheus runs: neither a spec, the \
      settings nor an image in a Compose file.
      """,
    bad: [
      .alert(#"rate(job_seconds_bucket{le=⟦"1"⟧}[5m]) < 5"#), .alert(#"go_gc_duration_seconds{quantile=⟦"1"⟧} > 5"#),
      .alert(#"rate(job_seconds_bucket{le=~⟦"1|2"⟧}[5m]) < 5"#),
      .alert(#"rate(job_bytes_bucket{le=⟦"1000000"⟧}[5m]) < 5"#),
    ],
    good: [
      .alert(#"rate(job_seconds_bucket{le="1.0"}[5m]) < 5"#), .alert(#"rate(job_seconds_bucket{le="+Inf"}[5m]) < 5"#),
      .alert(#"rate(job_seconds_bucket{le=~"1(\\.0)?"}[5m]) < 5"#),
      .alert(#"go_gc_duration_seconds{quantile="0.5"} > 5"#),
      .alert(#"job:seconds_bucket:rate5m{le="1"} < 5"#), .alert(#"job_seconds{le="1"} < 5"#),
      Example(files: [
        "compose.yml": "services: { prometheus: { image: prom/prometheus:v2.53.0 } }",
        "rules.yml": Example.alertText(#"rate(job_seconds_bucket{le="1"}[5m]) < 5"#),
      ]),
      Example(files: [
        "prometheus.yml": """
        scrape_configs:
          - job_name: api
            static_configs: [{ targets: ["api:8000"] }]
            metric_relabel_configs: [{ source_labels: [le], regex: "(\\\\d+)\\\\.0+", target_label: le }]
        """,
        "rules.yml": Example.alertText(#"rate(job_seconds_bucket{le="1"}[5m]) < 5"#),
      ]),
    ],
    check: .project { facts, reporter in
      let releases = facts.configuration.prometheusReleases
      guard reporter.knowledge.prometheus >= PrometheusVersion(3, 0), releases.allSatisfy({ $0 >= 3 }) else { return }
      let isKnown = reporter.knowledge.namesPrometheus || !releases.isEmpty
      let jobs = facts.configuration.prometheus.flatMap(\.jobs)
      let rewritten = ["le", "quantile"].filter { label in
        jobs.contains { $0.metricSteps.contains { $0.mayWrite(label) } }
      }
      for use in facts.metrics.buckets where use.isNormalized && !rewritten.contains(use.matcher.name) {
        let wanted = use.matcher.unstoredNumbers
        guard let first = wanted.first else { continue }
        reporter.report(
          "in Prometheus 3 `\(use.matcher.name)` is `\(first.stored)`, not `\(first.written)`: the matcher never selects it",
          at: use.place.range(use.matcher.valueRange), in: use.place.source,
          help: wanted.count == 1 && use.matcher.operation == .equal
            ? "write `\(first.stored)`" : "add `\(first.stored)` to what the pattern matches",
          as: isKnown ? nil : .info)
      }
    })
}
