import Documents
import PromQL

extension Rule {
  static let requiredMatchers = Rule(
    "promql/required-matchers", .warning, offBecause: "nothing is required until a project says what",
    "a selector without the labels that every selector must name",
    why:
      "Where several teams or clusters share one Prometheus, a selector without `cluster` or `team` sees everybody's series.",
    parameters: [
      .init("labels", "Labels that every selector must have a matcher for.", default: []),
      .init("except", "Metrics that need none.", default: .list(PrometheusSeries.common.map { .string($0) })),
    ],
    bad: [.alert("⟦http_errors⟧{job=\"api\"} > 1", settings: "labels: [cluster]")],
    good: [
      .alert("http_errors{cluster=\"a\"} > 1", settings: "labels: [cluster]"), .alert("http_errors > 1"),
      .alert("up == 0", settings: "labels: [cluster]"),
    ],
    check: .selector { selector, query, reporter in
      let except = reporter.settings.strings("except")
      if let name = selector.metricName, except.contains(name) { return }
      for label in reporter.settings.strings("labels") where !selector.matchers.contains(where: { $0.name == label }) {
        reporter.report(
          "the selector has no matcher for `\(label)`", in: query, at: selector.metricNameRange ?? selector.range,
          help: "add `\(label)=\"…\"`")
      }
    })
}
