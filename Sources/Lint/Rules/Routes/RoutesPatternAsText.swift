import Documents
import Formats

extension Rule {
  static let patternAsText = Rule(
    "routes/pattern-as-text", .warning,
    "a pattern behind `=` or `!=`, or under `match`, where it is compared as a text",
    why: "No alert has `critical|page` as its severity: the condition never holds, or with `!=` always.",
    bad: [
      Example(
        """
        route:
          receiver: team
          routes:
            - matchers: [severity="⟦critical|page⟧", instance!=⟦db.*⟧]
            - match: { severity: ⟦warning|info⟧ }
        receivers: [{ name: team }]
        """)
    ],
    good: [
      Example(
        """
        route:
          receiver: team
          routes:
            - matchers: [severity=~"critical|page", instance!~"db.*", path="a.b", title="a | b"]
        receivers: [{ name: team }]
        """)
    ],
    check: .alertmanager { file, reporter in
      let lists = file.routes.map(\.matchers) + file.inhibitRules.flatMap { [$0.source, $0.target] }
      for placed in lists.flatMap(\.placed) where placed.matcher.isPatternLike {
        let isNegative = placed.matcher.operation == .notEqual
        reporter.report(
          "this is compared as a text and not as a pattern: it \(isNegative ? "always" : "never") holds",
          at: placed.textRange(in: file.source),
          help: "write `\(placed.matcher.name)\(isNegative ? "!~" : "=~")\"\(placed.matcher.value)\"`")
      }
    })
}
