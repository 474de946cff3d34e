import Documents
import Exposition
import PromQL
import RE2

extension Rule {
  static let objectiveBucket = Rule(
    "objective/bucket", .error, "a query picks a bucket that its histogram does not have",
    why:
      """
      Requests are counted by the bounds of the buckets and no others. A selector with another `le` gives nothing, and \
      whatever is measured by it is never met or never missed. The bounds are those of the spec, or of an exposition among the files.
      """,
    bad: [
      Example(
        files: [
          "page.prom": Example.histogram,
          "rules.yml": Example.alertText(#"rate(job_seconds_bucket{le=⟦"0.2"⟧}[5m]) < 5"#),
        ])
    ],
    good: [
      Example(
        files: [
          "page.prom": Example.histogram,
          "rules.yml": Example.alertText(
            #"rate(job_seconds_bucket{le=~"1(\\.0)?"}[5m]) < rate(job_seconds_bucket{le="+Inf"}[5m]) * 0.9"#),
        ])
    ],
    check: .project { facts, reporter in
      for use in facts.metrics.buckets where use.matcher.name == "le" {
        var bounds = facts.metrics.exposed[use.metric]?.bounds ?? []
        if let entry = reporter.knowledge.catalogue.entry(of: use.metric), !entry.bounds.isEmpty {
          bounds += entry.bounds.compactMap { Double($0.digits) }
        }
        guard !bounds.isEmpty, !use.matcher.value.isEmpty else { continue }
        bounds = Set(bounds + [.infinity]).sorted()
        let texts =
          use.matcher.operation == .equal ? [use.matcher.value] : (try? Pattern(use.matcher.value))?.literals(limit: 50)
        guard let texts, !texts.isEmpty else { continue }
        let wanted = texts.compactMap { $0 == "+Inf" ? .infinity : Double($0) }
        guard !wanted.contains(where: bounds.contains), !texts.contains(where: { $0.includes("$") }) else { continue }
        let near = wanted.first.map { value in
          [bounds.last { $0 < value }, bounds.first { $0 > value }].compactMap { $0 }
        }
        reporter.report(
          "`\(use.metric)` has no bucket `\(use.matcher.value)`: the selector gives nothing",
          at: use.place.range(use.matcher.valueRange), in: use.place.source,
          help: near.map { "the nearest are \($0.map(text).joined(separator: " and "))" }
            ?? "its buckets: \(bounds.map(text).joined(separator: ", "))")
      }
    })
}

private func text(_ bound: Double) -> String {
  bound == .infinity ? "+Inf" : bound == bound.rounded() && abs(bound) < 1e15 ? "\(Int64(bound))" : "\(bound)"
}

extension Example {
  static let histogram = """
    # HELP job_seconds Time of a job.
    # TYPE job_seconds histogram
    job_seconds_bucket{le="0.1"} 1
    job_seconds_bucket{le="1"} 2
    job_seconds_bucket{le="+Inf"} 2
    job_seconds_sum 1
    job_seconds_count 2

    """
}
