import Documents

/// A rule for all years, `CET-1CEST,M3.5.0,M10.5.0/3`, as it ends a TZif file.
///
/// <https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html>, `TZ`, with RFC 8536's hours from −167 to 167.
struct PosixTimeZone: Sendable {
  private struct Change: Sendable {
    enum Day: Sendable {
      case weekday(month: Int, week: Int, day: Int)
      /// From 1, and 29 February does not count.
      case julian(Int)
      /// From 0, and it does.
      case ordinal(Int)
    }

    var day: Day
    var seconds: Int
  }

  private var standard: Int
  private var summer: (offset: Int, begins: Change, ends: Change)?

  init?(_ text: String) {
    var scanner = PosixScanner(text)
    guard scanner.name(), let west = scanner.time() else { return nil }
    standard = -west
    if scanner.isAtEnd { return }
    guard scanner.name() else { return nil }
    let offset = scanner.time().map { -$0 } ?? standard + 3600
    guard let begins = Self.change(&scanner), let ends = Self.change(&scanner), scanner.isAtEnd else { return nil }
    summer = (offset, begins, ends)
  }

  private static func change(_ scanner: inout PosixScanner) -> Change? {
    guard scanner.take(",") else { return nil }
    let day: Change.Day
    if scanner.take("M") {
      guard let month = scanner.number(), scanner.take("."), let week = scanner.number(), scanner.take("."),
        let weekday = scanner.number(), (1...12).contains(month), (1...5).contains(week), (0...6).contains(weekday)
      else { return nil }
      day = .weekday(month: month, week: week, day: weekday)
    } else if scanner.take("J") {
      guard let number = scanner.number() else { return nil }
      day = .julian(number)
    } else {
      guard let number = scanner.number() else { return nil }
      day = .ordinal(number)
    }
    var seconds = 2 * 3600
    if scanner.take("/") {
      guard let time = scanner.time() else { return nil }
      seconds = time
    }
    return Change(day: day, seconds: seconds)
  }

  /// Seconds east of Greenwich.
  func offset(at instant: Instant) -> Int {
    guard let summer else { return standard }
    let year = CivilTime(instant, offset: standard).year
    let begins = Self.seconds(summer.begins, year) - standard
    let ends = Self.seconds(summer.ends, year) - summer.offset
    let isSummer =
      begins < ends
      ? (begins..<ends).contains(instant.seconds) : !(ends..<begins).contains(instant.seconds)
    return isSummer ? summer.offset : standard
  }

  /// When a change comes in a year, by the clock before it.
  private static func seconds(_ change: Change, _ year: Int) -> Int {
    let newYear = CivilTime.dayNumber(year, 1, 1)
    let day: Int
    switch change.day {
    case .julian(let number): day = newYear + number - (CivilTime.isLeap(year) && number >= 60 ? 0 : 1)
    case .ordinal(let number): day = newYear + number
    case .weekday(let month, let week, let weekday):
      let first = CivilTime.dayNumber(year, month, 1)
      let firstWeekday = ((first + 4) % 7 + 7) % 7
      var candidate = first + (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
      if candidate >= first + CivilTime.days(in: month, of: year) { candidate -= 7 }
      day = candidate
    }
    return day * 86_400 + change.seconds
  }
}

private struct PosixScanner {
  private var rest: ArraySlice<UInt8>

  init(_ text: String) { rest = Array(text.utf8)[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == character.value else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// `CET` or `<+03>`.
  mutating func name() -> Bool {
    if take("<") {
      rest = rest.drop { $0 != UInt8(ascii: ">") }
      return take(">")
    }
    let letters = rest.prefix(while: \.isLetter)
    rest = rest.dropFirst(letters.count)
    return letters.count >= 3
  }

  mutating func number() -> Int? {
    let digits = rest.prefix(while: \.isDigit)
    rest = rest.dropFirst(digits.count)
    return digits.count <= 4 ? Int(String(decoding: digits, as: UTF8.self)) : nil
  }

  /// `[+-]hh[:mm[:ss]]` in seconds.
  mutating func time() -> Int? {
    let sign = take("-") ? -1 : 1
    if sign == 1 { _ = take("+") }
    guard let hours = number() else { return nil }
    var seconds = hours * 3600
    if take(":") {
      guard let minutes = number() else { return nil }
      seconds += minutes * 60
      if take(":") {
        guard let more = number() else { return nil }
        seconds += more
      }
    }
    return sign * seconds
  }
}
