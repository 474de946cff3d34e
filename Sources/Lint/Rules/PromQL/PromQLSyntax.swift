import Documents
import PromQL

extension Rule {
  package static let syntaxError = Rule(
    "promql/syntax", .error, "an expression that Prometheus does not accept",
    why: """
      Of a rule file Prometheus refuses the whole, and after a reload goes on with the rules that it had before. A panel shows an \
      error.
      """,
    bad: [
      .alert("sum(rate(http_requests_total[5m])⟦⟧"), .alert(#"rate(⟦http_requests_total⟧) > 1"#),
      .alert(#"up{job=⟦api⟧} == 0"#), .target(#"sum(rate(up{job="$job"}[$__range])⟦⟧"#),
    ],
    good: [
      .alert("sum(rate(http_requests_total[5m])) > 1"),
      .target(#"topk($limit, ${aggregation} by ($label) (rate($metric{job=~"$job", ${filters}}[$__rate_interval])))"#),
    ],
    check: .query { query, reporter in
      // In a dashboard a variable may hold what is missing.
      guard query.isCertain else { return }
      for error in query.result.errors { reporter.report(error.message, in: query, at: error.range) }
    })
}
