/// Minutes of a day, the end not included.
package struct MinuteRange: Sendable, Equatable {
  package var minutes: Range<Int>

  package init(minutes: Range<Int>) { self.minutes = minutes }

  /// `HH:MM` up to `24:00`.
  package static func minute(_ text: String) -> Int? {
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

  package struct Refusal: Error {
    package let reason: String

    package init(reason: String) { self.reason = reason }
  }

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
