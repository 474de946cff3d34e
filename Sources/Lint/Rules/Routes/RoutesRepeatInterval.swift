import Documents
import Formats

extension Rule {
  static let repeatInterval = Rule(
    "routes/repeat-interval", .warning,
    "a `repeat_interval` that does not do what it says",
    why: """
      Alertmanager repeats when a group is looked at again, every `group_interval`: a much shorter `repeat_interval` means nothing. \
      One between half of it and the whole is left alone: it says that each look repeats, as a heartbeat wants. \
      And it forgets after its retention what it has sent, so that a longer one repeats too early.
      """,
    parameters: [
      .init("retention", "How long Alertmanager keeps its data, its `--data.retention`.", default: "120h")
    ],
    bad: [
      Example(
        """
        route:
          receiver: team
          group_interval: 10m
          routes:
            - matchers: [severity="critical"]
              repeat_interval: ⟦1m⟧
            - matchers: [severity="info"]
              repeat_interval: ⟦2w⟧
        receivers: [{ name: team }]
        """)
    ],
    good: [
      Example(
        """
        route:
          receiver: team
          group_interval: 5m
          repeat_interval: 4h
          routes:
            - matchers: [alertname="Watchdog"]
              repeat_interval: 4m
        receivers: [{ name: team }]
        """)
    ],
    check: .alertmanager { file, reporter in
      let retention = reporter.settings.string("retention").flatMap { PrometheusDuration($0) } ?? .hours(120)
      for entry in RoutingTree(file).entries {
        let options = entry.options
        guard let text = entry.route.repeatInterval ?? entry.route.groupInterval else { continue }
        if options.repeatInterval.milliseconds * 2 < options.groupInterval.milliseconds {
          reporter.report(
            "`repeat_interval` of \(options.repeatInterval) is shorter than `group_interval` of \(options.groupInterval): it repeats every \(options.groupInterval)",
            at: text, help: "make it \(options.groupInterval) or a multiple")
        } else if options.repeatInterval > retention, entry.route.repeatInterval != nil {
          reporter.report(
            "\(options.repeatInterval) is longer than Alertmanager remembers what it sent (\(retention)): it repeats earlier",
            at: text, help: "make it shorter, or raise `--data.retention` and this rule's `retention`")
        }
      }
    })
}
