import Documents
import Formats

extension Rule {
  static let impossibleRoute = Rule(
    "routes/impossible", .error,
    "a route whose conditions, with those of the routes above it, exclude each other",
    why: "All conditions must hold at once. No alert can come here, whatever its labels.",
    bad: [
      Example(
        """
        route:
          receiver: team
          routes:
            - matchers: [severity="warning"]
              routes:
                - matchers: [⟦severity="critical"⟧]
                  receiver: oncall
                - matchers: [team="a", ⟦team!~"a|b"⟧]
        receivers: [{ name: team }, { name: oncall }]
        """)
    ],
    good: [
      Example(
        """
        route:
          receiver: team
          routes:
            - matchers: [severity=~"warning|critical"]
              routes:
                - matchers: [severity="critical", team!="a", team!="b"]
                  receiver: oncall
        receivers: [{ name: team }, { name: oncall }]
        """)
    ],
    check: .alertmanager { file, reporter in
      let tree = RoutingTree(file)
      for index in tree.entries.indices {
        let placed = tree.ancestry(of: index).flatMap { tree.entries[$0].route.matchers.placed }
        // Those below have the same cause.
        let own = tree.entries[index].route.matchers.placed.count
        guard let (first, second) = MatcherLogic.contradiction(placed.map(\.matcher)), second >= placed.count - own
        else { continue }
        if first == second {
          reporter.report("no value can match this", at: placed[second].range, help: "correct or remove it")
          continue
        }
        reporter.report(
          "this and `\(placed[first].matcher)` exclude each other: no alert can come here", at: placed[second].range,
          help: "correct one of the two, or remove the route",
          notes: [reporter.note("which must hold too", at: placed[first].range)])
      }
    })
}
