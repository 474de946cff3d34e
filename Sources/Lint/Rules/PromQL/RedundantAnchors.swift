import Documents
import PromQL
import RE2

extension Rule {
  static let redundantAnchors = Rule(
    "promql/redundant-anchors", .info,
    "a matcher's pattern begins with `^` or ends with `$`",
    why:
      "Prometheus anchors every pattern at both ends. Anchors of one's own suggest that other patterns match substrings.",
    bad: [.alert(#"up{job=~"⟦^⟧api-.*"} == 0"#)],
    good: [.alert(#"up{job=~"api-.*"} == 0"#)],
    check: .query { query, reporter in
      for selector in query.selectors {
        for matcher in selector.matchers where matcher.operation.isRegex {
          guard let pattern = try? Pattern(matcher.value) else { continue }
          for anchor in pattern.redundantAnchors {
            // Escapes in the string would move the offsets; such patterns are rare, and the whole value is shown.
            let start = matcher.valueRange.lowerBound + 1
            let isPlain = matcher.valueRange.count == matcher.value.utf8.count + 2
            let part = isPlain ? start + anchor.lowerBound..<start + anchor.upperBound : matcher.valueRange
            reporter.report(
              "the anchor is redundant: Prometheus anchors patterns at both ends", in: query, at: part,
              help: "remove it", fix: isPlain ? Fix("remove the redundant anchor", [.init(query.range(part), "")]) : nil
            )
          }
        }
      }
    })
}
