import Documents

/// One set of conditions on the time; each kind that is written must hold.
package struct TimeInterval: Sendable {
  var times: [MinuteRange]?
  var weekdays: [CalendarRange]?
  var daysOfMonth: [CalendarRange]?
  var months: [CalendarRange]?
  var years: [CalendarRange]?
  /// Name of a time zone; UTC if not said.
  package let zone: String

  /// What is wrong in a node is left out: the format reports it.
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
