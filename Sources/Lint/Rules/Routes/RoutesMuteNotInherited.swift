import Documents
import Formats

extension Rule {
  static let uninheritedMute = Rule(
    "routes/mute-not-inherited", .warning,
    "time intervals on a route whose alerts are taken by routes below it that have none",
    why:
      "Routes inherit receiver, grouping and timing, but not when they are muted or active: below it, all is notified.",
    bad: [
      Example(
        """
        route:
          receiver: team
          routes:
            - matchers: [team="web"]
              ⟦mute_time_intervals⟧: [nights]
              routes:
                - matchers: [severity="warning"]
                  group_wait: 5m
        receivers: [{ name: team }]
        time_intervals: [{ name: nights, time_intervals: [{ weekdays: [sunday] }] }]
        """)
    ],
    good: [
      Example(
        """
        route:
          receiver: team
          routes:
            - matchers: [team="web"]
              mute_time_intervals: [nights]
              routes:
                - matchers: [severity="warning"]
                  mute_time_intervals: [nights]
                - matchers: [severity="critical"]
                  mute_time_intervals: []
        receivers: [{ name: team }]
        time_intervals: [{ name: nights, time_intervals: [{ weekdays: [sunday] }] }]
        """)
    ],
    check: .alertmanager { file, reporter in
      let keys = ["mute_time_intervals", "active_time_intervals"]
      for route in file.routes {
        guard let entry = keys.lazy.compactMap({ route.node.given($0) }).first else { continue }
        // An empty list says that it is meant.
        guard let child = route.routes.first(where: { child in keys.allSatisfy { child.node.entry($0) == nil } }) else {
          continue
        }
        reporter.report(
          "routes below do not inherit `\(entry.key.text ?? "")`", at: entry.key.range,
          help: "repeat it on each route below, or write an empty list there if it is meant",
          notes: [reporter.note("such as this one", at: child.place)])
      }
    })
}
