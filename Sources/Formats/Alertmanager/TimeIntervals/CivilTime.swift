import Documents

/// An instant, to the second.
package struct Instant: Sendable, Hashable {
  /// Since 1970-01-01T00:00:00Z.
  package var seconds: Int

  package init(seconds: Int) { self.seconds = seconds }

  /// RFC 3339, `2026-03-01T09:00:00+01:00`; seconds may be left out, and a date alone is its midnight in UTC.
  package init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    func number(_ digits: Int) -> Int? {
      guard rest.count >= digits, rest.prefix(digits).allSatisfy(\.isDigit) else { return nil }
      defer { rest = rest.dropFirst(digits) }
      return Int(String(decoding: rest.prefix(digits), as: UTF8.self))
    }
    func take(_ characters: String) -> Bool {
      guard let first = rest.first, characters.utf8.contains(first) else { return false }
      rest = rest.dropFirst()
      return true
    }
    guard let year = number(4), take("-"), let month = number(2), (1...12).contains(month), take("-"),
      let day = number(2), (1...CivilTime.days(in: month, of: year)).contains(day)
    else { return nil }
    var seconds = CivilTime.dayNumber(year, month, day) * 86_400
    if !rest.isEmpty {
      guard take("Tt "), let hour = number(2), hour < 24, take(":"), let minute = number(2), minute < 60 else {
        return nil
      }
      seconds += hour * 3600 + minute * 60
      if take(":") {
        guard let second = number(2), second < 61 else { return nil }
        seconds += second
        if take(".") { rest = rest.drop(while: \.isDigit) }
      }
      if !take("Zz") {
        guard let sign = rest.first, take("+-"), let hours = number(2), hours < 24 else { return nil }
        _ = take(":")
        guard let minutes = number(2), minutes < 60 else { return nil }
        let offset = hours * 3600 + minutes * 60
        seconds -= sign == UInt8(ascii: "-") ? -offset : offset
      }
      guard rest.isEmpty else { return nil }
    }
    self.init(seconds: seconds)
  }
}

/// Date and time of day as a clock on the wall shows them.
package struct CivilTime: Sendable, Equatable {
  package var year: Int
  package var month: Int
  package var day: Int
  /// Minutes since midnight.
  package var minute: Int
  package var second: Int
  /// 0 is Sunday.
  package var weekday: Int

  /// - Parameter offset: seconds east of Greenwich.
  package init(_ instant: Instant, offset: Int = 0) {
    let local = instant.seconds + offset
    let days = Self.floorDivide(local, 86_400)
    let secondOfDay = local - days * 86_400
    minute = secondOfDay / 60
    second = secondOfDay % 60
    weekday = ((days + 4) % 7 + 7) % 7
    (year, month, day) = Self.date(days)
  }

  package var daysInMonth: Int { Self.days(in: month, of: year) }

  private static func floorDivide(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((-a + b - 1) / b) }

  static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  static func days(in month: Int, of year: Int) -> Int {
    month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  // Both ways by the civil calendar's eras of 400 years that begin in March,
  // https://howardhinnant.github.io/date_algorithms.html.

  static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = floorDivide(shifted, 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func date(_ days: Int) -> (Int, Int, Int) {
    let shifted = days + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}

extension CivilTime: CustomStringConvertible {
  /// `2026-03-01 09:00`.
  package var description: String {
    func padded(_ value: Int, _ width: Int = 2) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month))-\(padded(day)) \(padded(minute / 60)):\(padded(minute % 60))"
  }
}
