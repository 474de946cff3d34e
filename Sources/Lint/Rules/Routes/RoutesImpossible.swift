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
      // Those below have the same cause.
      let contradictions = RouteLogic(RoutingTree(file)).contradictions.sorted { $0.key < $1.key }
      for contradiction in contradictions.map(\.value) {
        let place = contradiction.second.range
        guard let first = contradiction.first else {
          reporter.report("no value can match this", at: place, help: "correct or remove it")
          continue
        }
        reporter.report(
          "this and `\(first.matcher)` exclude each other: no alert can come here", at: place,
          help: "correct one of the two, or remove the route",
          notes: [reporter.note("which must hold too", at: first.range)])
      }
    })
}
