/// A time in UTC, to the second.
struct GoTime: Sendable {
  /// Since 1970.
  var seconds: Int

  func method(_ name: String, _ arguments: [GoValue]) throws(Builtins.Failure) -> GoValue {
    switch (name, arguments.first) {
    case ("UTC", nil): return .time(self)
    case ("Unix", nil): return .integer(seconds)
    case ("UnixMilli", nil): return .integer(seconds * 1000)
    case ("Format", .string(let layout)?): return .string(try formatted(layout))
    case ("Add", .integer(let nanoseconds)?) where nanoseconds.isMultiple(of: 1_000_000_000):
      return .time(GoTime(seconds: seconds + nanoseconds / 1_000_000_000))
    default: throw .unsupported("“\(name)” of a time")
    }
  }

  /// Go writes a layout as the time January 2, 15:04:05, 2006: <https://pkg.go.dev/time#pkg-constants>.
  private func formatted(_ layout: String) throws(Builtins.Failure) -> String {
    let (days, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
    guard seconds >= 0 else { throw .unsupported("a time before 1970") }
    let date = Self.date(days)
    let parts: [(token: String, value: String)] = [
      ("2006", "\(date.year)"), ("01", Self.padded(date.month)), ("02", Self.padded(date.day)),
      ("15", Self.padded(rest / 3600)), ("04", Self.padded(rest / 60 % 60)), ("05", Self.padded(rest % 60)),
      ("MST", "UTC"),
    ]
    var result = "", left = Substring(layout)
    while let first = left.first {
      if let part = parts.first(where: { left.hasPrefix($0.token) }) {
        result += part.value
        left = left.dropFirst(part.token.count)
      } else if first.isLetter || first.isNumber {
        throw .unsupported("the layout “\(layout)” of a time")
      } else {
        result.append(left.removeFirst())
      }
    }
    return result
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// The Gregorian date so many days after January 1, 1970: years begin in March, so that the leap day is the last one.
  private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let (era, dayOfEra) = shifted.quotientAndRemainder(dividingBy: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let place = (5 * dayOfYear + 2) / 153
    let month = place < 10 ? place + 3 : place - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * place + 2) / 5 + 1)
  }
}
