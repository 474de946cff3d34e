import Documents
import Formats

extension Rule {
  static let unevenRepeatInterval = Rule(
    "routes/uneven-repeat-interval", .info,
    "a `repeat_interval` that is no multiple of `group_interval`",
    why:
      "Alertmanager looks at a group every `group_interval`, so that it repeats at the next multiple and not when it says.",
    bad: [
      Example(
        """
        route:
          receiver: team
          group_interval: 10m
          repeat_interval: ⟦25m⟧
        receivers: [{ name: team }]
        """)
    ],
    good: [
      Example(
        """
        route:
          receiver: team
          group_interval: 10m
          repeat_interval: 30m
        receivers: [{ name: team }]
        """)
    ],
    check: .alertmanager { file, reporter in
      for entry in RoutingTree(file).entries {
        let (every, group) = (entry.options.repeatInterval, entry.options.groupInterval)
        guard let text = entry.route.repeatInterval ?? entry.route.groupInterval, group.milliseconds > 0, every > group,
          every.milliseconds % group.milliseconds != 0
        else { continue }
        let next = PrometheusDuration(
          milliseconds: (every.milliseconds / group.milliseconds + 1) * group.milliseconds)
        reporter.report(
          "`repeat_interval` of \(every) is no multiple of `group_interval` of \(group): it repeats after \(next)",
          at: text, help: "write \(next)")
      }
    })
}
