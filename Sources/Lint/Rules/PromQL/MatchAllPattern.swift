import Documents
import PromQL

extension Rule {
  static let matchAllPattern = Rule(
    "promql/match-all-pattern", .info, "a pattern that matches every value",
    why:
      "The matcher selects nothing away, not even series without the label. Often `.+` was meant, which asks for the label.",
    bad: [.alert(#"up{⟦job=~".*"⟧} == 0"#), .alert(#"up{⟦job=~"(|.+)"⟧} == 0"#)],
    good: [.alert(#"up{job=~".+"} == 0"#), .alert(#"up{job!~".*-canary"} == 0"#)],
    check: .query { query, reporter in
      for matcher in query.patterns where matcher.matcher.operation == .regexMatch && matcher.matcher.name != "__name__"
      {
        guard matcher.pattern.matchesEmpty, matcher.pattern.matchesEveryLine == true else { continue }
        reporter.report(
          "the matcher takes every value of `\(matcher.matcher.name)`, and its absence", in: query,
          at: matcher.matcher.range, help: "remove the matcher, or write `.+` where the label must be there")
      }
    })
}
