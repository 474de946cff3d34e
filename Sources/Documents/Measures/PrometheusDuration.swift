/// A length of time as Prometheus writes it, `1h30m` or `5d`, exact to the millisecond.
///
/// Grammar: <https://prometheus.io/docs/prometheus/latest/configuration/configuration/>, `<duration>`.
public struct PrometheusDuration: Hashable, Sendable, Comparable {
  public var milliseconds: Int

  public init(milliseconds: Int) { self.milliseconds = milliseconds }

  public static func seconds(_ value: Int) -> Self { .init(milliseconds: value * 1000) }
  public static func minutes(_ value: Int) -> Self { .seconds(value * 60) }
  public static func hours(_ value: Int) -> Self { .minutes(value * 60) }
  public static func days(_ value: Int) -> Self { .hours(value * 24) }

  /// Units from large to small with their milliseconds.
  private static let units: [(name: String, milliseconds: Int)] = [
    ("y", 31_536_000_000), ("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000),
    ("ms", 1),
  ]

  /// What Go's nanoseconds in 64 bits can hold, 292 years.
  private static let longest = Int.max / 1_000_000

  /// Each unit at most once and in this order; a lone `0` is none.
  public init?(_ text: String) {
    if text == "0" {
      self.init(milliseconds: 0)
      return
    }
    var rest = Substring(text)
    var units = Self.units[...]
    var total = 0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      let name = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(name.count)
      guard let count = Int(digits), let index = units.firstIndex(where: { $0.name == name }),
        count <= Self.longest / Self.units[index].milliseconds
      else { return nil }
      total += count * Self.units[index].milliseconds
      units = units[(index + 1)...]
    }
    guard !text.isEmpty, total <= Self.longest else { return nil }
    self.init(milliseconds: total)
  }

  public static func < (a: Self, b: Self) -> Bool { a.milliseconds < b.milliseconds }

  public var seconds: Decimal { Decimal(milliseconds) * .powerOfTen(-3) }
  /// For arithmetic that is not exact anyway.
  public var approximateSeconds: Double { Double(milliseconds) / 1000 }
}

extension PrometheusDuration: CustomStringConvertible {
  /// Days and smaller units, as people write them: `30d`, not `4w2d`.
  public var description: String {
    if milliseconds == 0 { return "0s" }
    var rest = milliseconds
    var text = ""
    for (name, size) in Self.units.dropFirst(2) where rest >= size {
      text += "\(rest / size)\(name)"
      rest %= size
    }
    return text
  }
}
