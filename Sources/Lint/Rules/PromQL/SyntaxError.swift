import Documents
import PromQL

extension Rule {
  static let syntaxError = Rule(
    "promql/syntax", .error, "an expression that Prometheus does not accept",
    why: "Prometheus refuses the whole file, and after a reload goes on with the rules that it had before.",
    bad: [
      .alert("sum(rate(http_requests_total[5m])⟦⟧"), .alert(#"rate(⟦http_requests_total⟧) > 1"#),
      .alert(#"up{job=⟦api⟧} == 0"#),
    ],
    good: [.alert("sum(rate(http_requests_total[5m])) > 1")],
    check: .query { query, reporter in
      for error in query.result.errors { reporter.report(error.message, in: query, at: error.range) }
    })
}
