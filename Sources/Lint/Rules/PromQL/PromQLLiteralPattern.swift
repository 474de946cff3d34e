import Documents
import Formats
import PromQL

extension Rule {
  static let literalPattern = Rule(
    "promql/literal-pattern", .info, "a pattern that matches one text only",
    why: """
      `=` says the same and is cheaper. Where a part of the value was meant, the matcher finds nothing: Prometheus anchors patterns \
      at both ends.
      """,
    bad: [.alert(#"up{job⟦=~"api"⟧} == 0"#), .alert(#"up{job⟦!~"a(p)i"⟧} == 0"#)],
    good: [
      .alert(#"up{job="api"} == 0"#), .alert(#"up{job=~"api|web"} == 0"#), .alert(#"up{job=~"api.*"} == 0"#),
      .alert(#"up{job=~"^api$"} == 0"#),
    ],
    check: .query { query, reporter in
      // The empty text is another rule's, and anchors are fixed first.
      for matcher in query.patterns where matcher.pattern.redundantAnchors.isEmpty {
        guard let literal = matcher.pattern.literal, !literal.isEmpty else { continue }
        let isNegative = matcher.matcher.operation.isNegative
        let op = isNegative ? "!=" : "="
        let shown = SecretText.shown(literal, under: matcher.matcher.name)
        let isSame = literal == matcher.matcher.value && matcher.isVerbatim
        let place = query.range(matcher.operatorRange.lowerBound..<matcher.matcher.valueRange.upperBound)
        reporter.report(
          "the pattern matches `\(shown)` and nothing else", at: place,
          help: "write `\(op)`, or `.*\(shown).*` if a part of the value was meant",
          fix: isSame ? fix(query, matcher, op) : nil)
      }
    })

  /// Replaces the two characters of the operator and leaves blanks as they are.
  private static func fix(_ query: Query, _ matcher: PatternMatcher, _ op: String) -> Fix? {
    let between = query.range(matcher.operatorRange)
    let bytes = query.source.bytes[between]
    guard let tilde = bytes.firstIndex(of: UInt8(ascii: "~")), tilde > between.lowerBound else { return nil }
    return Fix("compare with `\(op)`", [.init(tilde - 1..<tilde + 1, op)])
  }
}
