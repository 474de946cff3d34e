import Documents

/// Minutes of a day, the end not included.
package struct MinuteRange: Sendable, Equatable {
  package var minutes: Range<Int>

  /// `HH:MM` up to `24:00`.
  static func minute(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = Int(text.prefix(2)),
      let minute = Int(text.suffix(2)),
      bytes.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ":") }), minute < 60, hour < 24 || (hour == 24 && minute == 0)
    else { return nil }
    return hour * 60 + minute
  }
}

/// Days, months or years, both ends included: `monday:friday`, `-3:-1`, `2026`.
package struct CalendarRange: Sendable, Equatable {
  package enum Unit: Sendable { case weekday, dayOfMonth, month, year }

  package struct Refusal: Error { package let reason: String }

  package var first: Int
  package var last: Int

  package init(_ text: String, _ unit: Unit) throws(Refusal) {
    let parts = text.lowercased().split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2 else { throw Refusal(reason: "`\(text)` is no range: write it like `first:last`") }
    first = try Self.member(parts[0], unit)
    last = try parts.count == 2 ? Self.member(parts[1], unit) : first
    try check(text, unit)
  }

  private static let weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]

  private static func member(_ text: String, _ unit: Unit) throws(Refusal) -> Int {
    func nearest(_ names: [String]) -> String {
      Spelling.nearest(to: text, among: names).map { "; did you mean `\($0)`?" } ?? ""
    }
    switch unit {
    case .weekday:
      if let index = weekdays.firstIndex(of: text) { return index }
      throw Refusal(reason: "`\(text)` is no day of the week" + nearest(weekdays))
    case .month:
      if let index = months.firstIndex(of: text) { return index + 1 }
      if let number = Int(text) { return number }
      throw Refusal(reason: "`\(text)` is no month" + nearest(months))
    case .dayOfMonth, .year:
      if let number = Int(text) { return number }
      throw Refusal(reason: "`\(text)` is no number")
    }
  }

  private func check(_ text: String, _ unit: Unit) throws(Refusal) {
    if unit == .dayOfMonth {
      for day in [first, last] where day == 0 || !(-31...31).contains(day) {
        throw Refusal(reason: "`\(day)` is no day of a month: they are 1 to 31, or -31 to -1 from the end")
      }
      if first < 0, last > 0 {
        throw Refusal(reason: "the last day of `\(text)` must count from the end of the month as the first does")
      }
      // Months have 28 days at least: what is in the wrong order then always is.
      if (first < 0 ? 28 + first : first) <= (last < 0 ? 28 + last : last) { return }
    } else if first <= last {
      return
    }
    throw Refusal(reason: "`\(text)` ends before it begins")
  }
}

/// One set of conditions on the time; each kind that is written must hold.
package struct TimeInterval: Sendable {
  var times: [MinuteRange]?
  var weekdays: [CalendarRange]?
  var daysOfMonth: [CalendarRange]?
  var months: [CalendarRange]?
  var years: [CalendarRange]?
  /// Name of a time zone; UTC if not said.
  package let zone: String

  /// What is wrong in a node is left out: the format tells of it.
  package init(_ node: Node) {
    func ranges(_ key: String, _ unit: CalendarRange.Unit) -> [CalendarRange]? {
      node[key]?.sequence.map { $0.compactMap { try? CalendarRange($0.text ?? "", unit) } }
    }
    times = node["times"]?.sequence.map { items in
      items.compactMap { item in
        guard let start = MinuteRange.minute(item["start_time"]?.text ?? ""),
          let end = MinuteRange.minute(item["end_time"]?.text ?? ""), start < end
        else { return nil }
        return MinuteRange(minutes: start..<end)
      }
    }
    weekdays = ranges("weekdays", .weekday)
    daysOfMonth = ranges("days_of_month", .dayOfMonth)
    months = ranges("months", .month)
    years = ranges("years", .year)
    zone = node.string("location") ?? "UTC"
  }

  /// Whether a time is in it, by the clock of its zone.
  func contains(_ time: CivilTime) -> Bool {
    func holds(_ ranges: [CalendarRange]?, _ value: Int) -> Bool {
      ranges?.contains { $0.first <= value && value <= $0.last } ?? true
    }
    return (times?.contains { $0.minutes.contains(time.minute) } ?? true) && holdsDay(time)
      && holds(months, time.month) && holds(weekdays, time.weekday) && holds(years, time.year)
  }

  private func holdsDay(_ time: CivilTime) -> Bool {
    guard let daysOfMonth else { return true }
    let days = time.daysInMonth
    return daysOfMonth.contains { range in
      let first = range.first < 0 ? days + range.first + 1 : range.first
      let last = range.last < 0 ? days + range.last + 1 : range.last
      if first > days { return false }
      return max(first, -days) <= time.day && time.day <= min(last, days)
    }
  }
}

/// Looks a time zone up: the rules of one by its name in the time zone database; nil where they cannot be had.
package typealias TimeZoneLookup = @Sendable (String) -> TimeZoneRules?

/// Time intervals under a name, which routes refer to.
package struct NamedTimeInterval: Sendable {
  package let name: Text
  package let intervals: [TimeInterval]

  package init?(_ node: Node) {
    guard let name = Text(node["name"]) else { return nil }
    self.name = name
    intervals = (node["time_intervals"]?.sequence ?? []).map(TimeInterval.init)
  }

  /// Whether an instant is in one of them.
  package enum Answer: Sendable, Equatable {
    case inside, outside
    /// Unless another interval holds, it hangs on a zone whose rules are not known here.
    case unknown(zone: String)
  }

  package func contains(_ instant: Instant, zones: TimeZoneLookup) -> Answer {
    var unknown: String?
    for interval in intervals {
      guard let offset = (TimeZoneRules(fixed: interval.zone) ?? zones(interval.zone))?.offset(at: instant) else {
        unknown = interval.zone
        continue
      }
      if interval.contains(CivilTime(instant, offset: offset)) { return .inside }
    }
    return unknown.map { .unknown(zone: $0) } ?? .outside
  }
}
