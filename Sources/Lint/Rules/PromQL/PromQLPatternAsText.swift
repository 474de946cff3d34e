import Documents
import Formats
import PromQL

extension Rule {
  static let queryPatternAsText = Rule(
    "promql/pattern-as-text", .warning, "a pattern behind `=` or `!=`, where it is compared as a text",
    why: "No target has `api|web` as its job: the selector finds nothing, or with `!=` leaves nothing out.",
    bad: [
      .alert(#"rate(http_errors_total{job=⟦"api|web"⟧}[5m]) > 1"#), .alert(#"up{env!=⟦"prod.*"⟧} == 0"#),
      .alert(#"up{env=⟦".+"⟧} == 0"#),
    ],
    good: [
      .alert(#"up{job=~"api|web",env!~"prod.*"} == 0"#), .alert(#"up{job="a.b",name="a | b"} == 0"#),
      // Routes of an application are themselves written as patterns.
      .alert(#"rate(http_errors_total{handler="/api/.*"}[5m]) > 1"#),
    ],
    check: .selector { selector, query, reporter in
      for matcher in selector.matchers
      where !matcher.operation.isRegex && matcher.value.isPatternLike && !matcher.name.isOfRoutes
        && !query.hasVariable(in: matcher.valueRange)
      {
        let isNegative = matcher.operation.isNegative
        reporter.report(
          "this is compared as a text and not as a pattern: it \(isNegative ? "leaves nothing out" : "selects nothing")",
          in: query, at: matcher.valueRange, help: "write `\(matcher.name)\(isNegative ? "!~" : "=~")…`")
      }
    })
}

extension String {
  /// Names of labels whose values are routes or patterns, in which `.*` is a text.
  fileprivate var isOfRoutes: Bool {
    let words = ["handler", "path", "route", "uri", "url", "endpoint", "pattern", "regex", "query", "expr", "resource"]
    return split(separator: "_").contains { words.contains($0.lowercased()) }
  }
}
