import Documents
import Formats

extension Rule {
  static let oldMuteTimeIntervals = Rule(
    "alertmanager/old-mute-time-intervals", .info,
    "`mute_time_intervals` at the top of the file, in the place of which `time_intervals` has stood since Alertmanager 0.24",
    why: "It is deprecated; what it defines serves routes that are muted and routes that are active alike.",
    bad: [
      Example(
        """
        route: { receiver: team }
        receivers: [{ name: team }]
        ⟦mute_time_intervals⟧:
          - name: nights
            time_intervals: [{ times: [{ start_time: '00:00', end_time: '06:00' }] }]
        """)
    ],
    good: [
      Example(
        """
        route: { receiver: team }
        receivers: [{ name: team }]
        time_intervals:
          - name: nights
            time_intervals: [{ times: [{ start_time: '00:00', end_time: '06:00' }] }]
        """)
    ],
    check: .alertmanager { file, reporter in
      guard let entry = file.root.entry("mute_time_intervals") else { return }
      let isAlone = file.root.entry("time_intervals") == nil
      reporter.report(
        "`mute_time_intervals` is deprecated here", at: entry.key.range,
        help: isAlone ? "call it `time_intervals`" : "move its items to `time_intervals`",
        fix: isAlone ? Fix("call it `time_intervals`", [.init(entry.key.range, "time_intervals")]) : nil)
    })
}
