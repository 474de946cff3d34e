import Documents
import Formats
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
        guard matcher.pattern.matchesEmpty, matcher.pattern.pattern.matchesEveryLine == true else { continue }
        reporter.report(
          "the matcher takes every value of `\(matcher.matcher.name)`, and its absence", in: query,
          at: matcher.matcher.range, help: "remove the matcher, or write `.+` where the label must be there",
          fix: removal(of: matcher.matcher, query))
      }
    })

  /// Together with its comma. A selector without a name needs some matcher, so its only one stays.
  private static func removal(of matcher: LabelMatcher, _ query: Query) -> Fix? {
    guard let selector = query.selectors.first(where: { $0.matchers.contains { $0.range == matcher.range } }),
      selector.name != nil, let index = selector.matchers.firstIndex(where: { $0.range == matcher.range })
    else { return nil }
    let matchers = selector.matchers
    let range =
      index + 1 < matchers.count
      ? matcher.range.lowerBound..<matchers[index + 1].range.lowerBound
      : index > 0 ? matchers[index - 1].range.upperBound..<matcher.range.upperBound : matcher.range
    return Fix("remove the matcher", [.init(query.range(range), "")])
  }
}
