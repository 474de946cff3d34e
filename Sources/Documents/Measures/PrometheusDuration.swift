/// A length of time as Prometheus writes it, `1h30m` or `5d`, exact to the millisecond.
///
/// Grammar: <https://prometheus.io/docs/prometheus/latest/configuration/configuration/>, `<duration>`.
public struct PrometheusDuration: Hashable, Sendable, Comparable {
  public var milliseconds: Int

  /// A number of milliseconds.
  public init(milliseconds: Int) { self.milliseconds = milliseconds }

  /// So many seconds.
  public static func seconds(_ value: Int) -> Self { .init(milliseconds: value * 1000) }
  /// So many minutes.
  public static func minutes(_ value: Int) -> Self { .seconds(value * 60) }
  /// So many hours.
  public static func hours(_ value: Int) -> Self { .minutes(value * 60) }
  /// So many days of 24 hours.
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
    var bytes = text.utf8.makeIterator()
    var next = bytes.next()
    var total = 0
    var unitBefore = Int.max
    while next != nil {
      var count = 0
      var digits = 0
      while let byte = next, byte.isDigit {
        guard count <= Self.longest / 10 else { return nil }
        count = count * 10 + Int(byte - UInt8(ascii: "0"))
        digits += 1
        next = bytes.next()
      }
      guard digits > 0, let unit = Self.unit(&next, &bytes), unit < unitBefore, count <= Self.longest / unit else {
        return nil
      }
      total += count * unit
      unitBefore = unit
    }
    guard !text.isEmpty, total <= Self.longest else { return nil }
    self.init(milliseconds: total)
  }

  /// Takes the name of a unit, and gives its milliseconds.
  private static func unit(_ next: inout UInt8?, _ bytes: inout String.UTF8View.Iterator) -> Int? {
    let first = next
    next = bytes.next()
    switch first {
    case UInt8(ascii: "m"):
      guard next == UInt8(ascii: "s") else { return 60_000 }
      next = bytes.next()
      return 1
    case UInt8(ascii: "s"): return 1000
    case UInt8(ascii: "h"): return 3_600_000
    case UInt8(ascii: "d"): return 86_400_000
    case UInt8(ascii: "w"): return 604_800_000
    case UInt8(ascii: "y"): return 31_536_000_000
    default: return nil
    }
  }

  /// By length.
  public static func < (a: Self, b: Self) -> Bool { a.milliseconds < b.milliseconds }

  /// In seconds, exactly.
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
