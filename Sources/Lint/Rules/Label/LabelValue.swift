import Documents
import Formats
import PromQL

extension Rule {
  static let labelValue = Rule(
    "label/value", .error, "a matcher asks for a value that the label never has",
    why:
      """
      The selector gives nothing and no error: the alert never fires. The values are those that the spec or its pack declares, \
      and the names of services, components, teams and jobs.
      """,
    bad: [
      .inShop("rate(http_requests_total{method=⟦\"FETCH\"⟧,service=~⟦\"ap.*\"⟧}[5m]) > 5")
    ],
    good: [
      .inShop("rate(http_requests_total{method=~\"P.*\",service=\"web\",status=\"500\"}[5m]) > 5")
    ],
    check: .query { query, reporter in
      for selector in query.selectors where !selector.matchers.isEmpty {
        guard let name = selector.metricName, let entry = reporter.knowledge.catalogue.entry(of: name) else { continue }
        for matcher in selector.matchers where !matcher.operation.isNegative && !matcher.matchesEmpty {
          guard let values = entry.values[matcher.name], !values.isEmpty,
            !values.contains(where: { matcher.accepts($0) ?? true }),
            // A dashboard's variable stands here.
            !query.isVariable(matcher.valueRange)
          else { continue }
          let help =
            matcher.operation.isRegex
            ? Spelling.list(of: values, near: matcher.value)
            : Spelling.help(for: matcher.value, among: values)
          reporter.report(
            "`\(matcher.name)` of `\(name)` is never `\(matcher.value)`: the selector gives nothing", in: query,
            at: matcher.valueRange, help: help)
        }
      }
    })
}

extension Query {
  /// Whether something was replaced in a part of the expression before it was parsed.
  func isVariable(_ part: Range<Int>) -> Bool {
    let range = range(part)
    return source.bytes[range].contains(UInt8(ascii: "$")) || source.bytes[range].starts(with: "[[".utf8)
  }
}
