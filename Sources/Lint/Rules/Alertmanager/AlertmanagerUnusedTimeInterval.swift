import Formats

extension Rule {
  static let unusedTimeInterval = Rule(
    "alertmanager/unused-time-interval", .warning,
    "a time interval that no route refers to",
    why: "Whoever wrote it believes that something is muted at that time, and nothing is.",
    bad: [
      Example(
        """
        route: { receiver: team }
        receivers: [{ name: team }]
        time_intervals:
          - name: ⟦nights⟧
            time_intervals: [{ times: [{ start_time: '00:00', end_time: '06:00' }] }]
        """)
    ],
    good: [
      Example(
        """
        route:
          receiver: team
          routes: [{ matchers: [severity="info"], mute_time_intervals: [nights] }]
        receivers: [{ name: team }]
        time_intervals:
          - name: nights
            time_intervals: [{ times: [{ start_time: '00:00', end_time: '06:00' }] }]
        """)
    ],
    check: .alertmanager { file, reporter in
      let used = Set(file.routes.flatMap { $0.muteTimeIntervals + $0.activeTimeIntervals }.map(\.value))
      for interval in file.timeIntervals where !used.contains(interval.name.value) {
        reporter.report(
          "no route is muted or active in `\(interval.name.value)`", at: interval.name,
          help: "refer to it with `mute_time_intervals` or `active_time_intervals`, or remove it")
      }
    })
}
