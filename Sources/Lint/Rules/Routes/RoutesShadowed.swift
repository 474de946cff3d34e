import Documents
import Formats

extension Rule {
  static let shadowedRoute = Rule(
    "routes/shadowed", .warning,
    "a route that never gets an alert, as an earlier one beside it takes all of them",
    why: """
      The first route of a level that matches takes the alert, unless it says `continue: true`. Whoever the later one \
      notifies is never notified.
      """,
    bad: [
      Example(
        """
        route:
          receiver: team
          routes:
            - matchers: [severity=~"warning|critical"]
              receiver: team
            - matchers: [⟦severity="critical", team="web"⟧]
              receiver: oncall
        receivers: [{ name: team }, { name: oncall }]
        """),
      Example(
        """
        route:
          receiver: team
          routes:
            - receiver: team
            - ⟦receiver⟧: oncall
        receivers: [{ name: team }, { name: oncall }]
        """),
    ],
    good: [
      Example(
        """
        route:
          receiver: team
          routes:
            - matchers: [severity=~"warning|critical"]
              continue: true
            - matchers: [severity="critical", team="web"]
              receiver: oncall
            - matchers: [team="web"]
        receivers: [{ name: team }, { name: oncall }]
        """)
    ],
    check: .alertmanager { file, reporter in
      let tree = RoutingTree(file)
      // One that can never match has its own finding.
      for (index, taker) in RouteLogic(tree).takers.sorted(by: { $0.key < $1.key }) {
        reporter.report(
          "an earlier route takes every alert that would match here", at: tree.entries[index].route.place,
          help: "move this route before it, or give the earlier one `continue: true`",
          notes: [reporter.note("this one", at: tree.entries[taker].route.place)])
      }
    })
}

extension AlertmanagerRoute {
  /// Where it is shown: its conditions, or else how it begins.
  var place: Range<Int> {
    if let first = matchers.placed.first, let last = matchers.placed.last {
      return min(first.range.lowerBound, last.range.lowerBound)..<max(first.range.upperBound, last.range.upperBound)
    }
    return node.entry("receiver")?.key.range ?? node.mapping?.first?.key.range ?? node.range
  }
}
