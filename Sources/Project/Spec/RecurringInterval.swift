import Documents

/// A time interval as Alertmanager has it, <https://prometheus.io/docs/alerting/latest/configuration/#time_interval>.
package struct RecurringInterval: Sendable {
  package struct Range: Sendable {
    package var start = ""
    package var end = ""
  }

  package var times: [Range] = []
  package var weekdays: [String] = []
  package var daysOfMonth: [String] = []
  package var months: [String] = []
  package var years: [String] = []
  package var location: String?

  package static let section = Section(
    "time_interval", "A recurring span of time.", default: RecurringInterval(),
    fields: [
      .init("times", \.times, .list(of: range, minimum: 1), "Times of day."),
      .init(
        "weekdays", \.weekdays, .list(of: calendar(.weekday, "[A-Za-z]+", "monday:friday"), minimum: 1),
        "Days of the week, `monday:friday`."),
      .init(
        "days_of_month", \.daysOfMonth, .list(of: calendar(.dayOfMonth, "-?[0-9]+", "-3:-1"), minimum: 1),
        "Days of the month, negative from its end."),
      .init(
        "months", \.months, .list(of: calendar(.month, "([A-Za-z]+|[0-9]+)", "november:december"), minimum: 1),
        "Months, by name or number."),
      .init("years", \.years, .list(of: calendar(.year, "[0-9]+", "2026:2027"), minimum: 1), "Years."),
      .init("location", \.location, zone, "Time zone, `Europe/Berlin`; UTC if not said."),
    ])

  private static let range = Section(
    "time_range", "From one time of day to another.", default: Range(),
    fields: [
      .init("start_time", \.start, clock, "First minute.", isRequired: true),
      .init("end_time", \.end, clock, "Minute after the last, `24:00` at most.", isRequired: true),
    ]
  ).codec.checked { range in
    guard let start = MinuteRange.minute(range.start), let end = MinuteRange.minute(range.end), end <= start else {
      return nil
    }
    let (before, after) = (
      "start_time: \"\(range.start)\", end_time: \"24:00\"", "start_time: \"00:00\", end_time: \"\(range.end)\""
    )
    return (
      "\(range.start) to \(range.end) ends before it begins",
      end == start || end == 0 ? "write `{ \(before) }`" : "over midnight are two: `{ \(before) }` and `{ \(after) }`"
    )
  }

  private static let clock = Codec.name(
    "time of day", pattern: "^[0-2][0-9]:[0-5][0-9]$", example: "\"22:00\"",
    rule: "hours and minutes, `00:00` to `24:00`", isValid: { MinuteRange.minute($0) != nil })

  /// One or two with a colon between, both included, the earlier first.
  /// - Parameter member: regular expression of one, for editors.
  private static func calendar(_ unit: CalendarRange.Unit, _ member: String, _ example: String) -> Codec<String> {
    Codec.text.checked { text in
      do throws(CalendarRange.Refusal) {
        let range = try CalendarRange(text, unit)
        // Alertmanager takes these, and no day is ever in them.
        if unit == .month, !(1...12).contains(range.first) || !(1...12).contains(range.last) {
          throw CalendarRange.Refusal(reason: "months are 1 to 12, so `\(text)` never comes")
        }
        return nil
      } catch {
        return (error.reason, "write one, or two with a colon between, the earlier first: `\(example)`")
      }
    }
    .annotated(["pattern": .string("^\(member)(:\(member))?$"), "examples": [.string(example)]])
    .renamed(unit.name)
  }

  private static let zone = Codec.string.checked { name in
    TimeZoneNames.problem(with: name).map { ($0, "write it like `Europe/Berlin`") }
  }
}

extension CalendarRange.Unit {
  fileprivate var name: String {
    switch self {
    case .weekday: "weekday"
    case .dayOfMonth: "day of the month"
    case .month: "month"
    case .year: "year"
    }
  }
}
