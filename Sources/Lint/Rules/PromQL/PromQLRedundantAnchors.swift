import Documents
import PromQL

extension Rule {
  static let redundantAnchors = Rule(
    "promql/redundant-anchors", .info,
    "a matcher's pattern begins with `^` or ends with `$`",
    why:
      "Prometheus anchors every pattern at both ends. Anchors of one's own suggest that other patterns match substrings.",
    bad: [.alert(#"up{job=~"⟦^⟧api-.*"} == 0"#), .alert(#"up{job!~"api-.*⟦$⟧"} == 0"#)],
    good: [.alert(#"up{job=~"api-.*"} == 0"#), .alert(#"up{job=~"a[^b]\\$"} == 0"#)],
    check: .query { query, reporter in
      for matcher in query.patterns {
        for anchor in matcher.pattern.redundantAnchors {
          let range = query.range(matcher.range(of: anchor))
          reporter.report(
            "the anchor says nothing: Prometheus anchors patterns at both ends", at: range, help: "remove it",
            fix: matcher.isVerbatim ? Fix("remove the anchor", [.init(range, "")]) : nil)
        }
      }
    })
}
