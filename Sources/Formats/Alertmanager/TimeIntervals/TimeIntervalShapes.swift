import Documents

/// `times`, `weekdays` and the other ranges of a time interval.
///
/// <https://github.com/prometheus/alertmanager/blob/main/timeinterval/timeinterval.go>
package enum TimeIntervalShapes {
  package static let interval = Shape.section(
    SectionShape(
      "time interval",
      [
        "times": .list(time), "weekdays": range(.weekday), "days_of_month": range(.dayOfMonth), "months": range(.month),
        "years": range(.year), "location": .parsed(TimeZoneNames.problem),
      ]))

  private static func range(_ unit: CalendarRange.Unit) -> Shape {
    .list(
      .parsed { text in
        do throws(CalendarRange.Refusal) {
          _ = try CalendarRange(text, unit)
          return nil
        } catch {
          return error.reason
        }
      })
  }

  private static let clock = Shape.parsed { text in
    MinuteRange.minute(text) == nil ? "`\(text)` is no time of day: write it like `09:00`, from 00:00 to 24:00" : nil
  }

  private static let time = Shape.section(
    SectionShape(
      "time range", ["start_time": clock, "end_time": clock],
      checks: [
        Condition.filled("start_time", "end_time"),
        { node in
          guard let start = node.string("start_time").flatMap(MinuteRange.minute),
            let end = node.given("end_time"), let minute = MinuteRange.minute(end.value.text ?? ""), minute <= start
          else { return [] }
          return [
            FormatProblem(
              "`end_time` must be later than `start_time`",
              help: "split a range over midnight in two: one up to `24:00`, one from `00:00`", at: end.value.range)
          ]
        },
      ]))
}
