import PromQL

/// What a number measures: its dimension, and how much one of it is in base units.
///
/// The base units are those of Prometheus: seconds, bytes, and shares of 1.
package struct Quantity: Sendable, Equatable {
  /// Exponents: a rate of bytes has `time` -1 and `data` 1.
  package var time: Int
  package var data: Int
  /// 0.001 for milliseconds, 0.01 for percent.
  package var scale: Double
  /// Without a dimension it is a part of a whole, not a number of something.
  package var isShare = false

  package init(time: Int = 0, data: Int = 0, scale: Double = 1, isShare: Bool = false) {
    (self.time, self.data, self.scale, self.isShare) = (time, data, scale, isShare)
  }

  package var hasDimension: Bool { time != 0 || data != 0 }

  package func isSameDimension(as other: Quantity) -> Bool { time == other.time && data == other.data }

  /// Within a tenth: a megabyte counts as a mebibyte.
  package func isSameScale(as other: Quantity) -> Bool { (0.9...1.1).contains(scale / other.scale) }

  /// In words: "seconds", "bytes per second".
  package var description: String {
    let name = Self.names.first { $0.quantity.isSameDimension(as: self) && $0.quantity.isSameScale(as: self) }?.name
    return name ?? (hasDimension ? "another unit" : "a share of 1")
  }

  private static let names: [(name: String, quantity: Quantity)] = [
    ("nanoseconds", Quantity(time: 1, scale: 1e-9)), ("microseconds", Quantity(time: 1, scale: 1e-6)),
    ("milliseconds", Quantity(time: 1, scale: 1e-3)), ("seconds", Quantity(time: 1)),
    ("minutes", Quantity(time: 1, scale: 60)), ("hours", Quantity(time: 1, scale: 3600)),
    ("days", Quantity(time: 1, scale: 86400)), ("bytes", Quantity(data: 1)), ("bits", Quantity(data: 1, scale: 0.125)),
    ("kilobytes", Quantity(data: 1, scale: 1e3)), ("megabytes", Quantity(data: 1, scale: 1e6)),
    ("gigabytes", Quantity(data: 1, scale: 1e9)), ("bytes per second", Quantity(time: -1, data: 1)),
    ("bits per second", Quantity(time: -1, data: 1, scale: 0.125)), ("events per second", Quantity(time: -1)),
    ("percent", Quantity(scale: 0.01)), ("a share of 1", Quantity()),
  ]
}

extension Quantity {
  /// What a unit of Grafana says that a value is.
  package init?(grafana unit: String) {
    guard let quantity = Self.grafana[unit] else { return nil }
    self = quantity
  }

  private static let grafana: [String: Quantity] = [
    "ns": Quantity(time: 1, scale: 1e-9), "µs": Quantity(time: 1, scale: 1e-6), "ms": Quantity(time: 1, scale: 1e-3),
    "dtdurationms": Quantity(time: 1, scale: 1e-3), "clockms": Quantity(time: 1, scale: 1e-3), "s": Quantity(time: 1),
    "dtdurations": Quantity(time: 1), "clocks": Quantity(time: 1), "m": Quantity(time: 1, scale: 60),
    "h": Quantity(time: 1, scale: 3600), "d": Quantity(time: 1, scale: 86400), "bytes": Quantity(data: 1),
    "decbytes": Quantity(data: 1), "bits": Quantity(data: 1, scale: 0.125), "decbits": Quantity(data: 1, scale: 0.125),
    "kbytes": Quantity(data: 1, scale: 1024), "deckbytes": Quantity(data: 1, scale: 1e3),
    "mbytes": Quantity(data: 1, scale: 1_048_576), "decmbytes": Quantity(data: 1, scale: 1e6),
    "gbytes": Quantity(data: 1, scale: 1_073_741_824), "decgbytes": Quantity(data: 1, scale: 1e9),
    "Bps": Quantity(time: -1, data: 1), "binBps": Quantity(time: -1, data: 1),
    "bps": Quantity(time: -1, data: 1, scale: 0.125), "binbps": Quantity(time: -1, data: 1, scale: 0.125),
    "KBs": Quantity(time: -1, data: 1, scale: 1e3), "KiBs": Quantity(time: -1, data: 1, scale: 1024),
    "MBs": Quantity(time: -1, data: 1, scale: 1e6), "MiBs": Quantity(time: -1, data: 1, scale: 1_048_576),
    "percent": Quantity(scale: 0.01, isShare: true), "percentunit": Quantity(isShare: true),
  ]

  /// What the name of a metric says that its values are; nil where it says nothing.
  package init?(metric name: String) {
    var tokens = name.split(separator: "_").map { $0.lowercased() }
    if name.utf8.contains(UInt8(ascii: ":")) { return nil }
    switch tokens.last {
    case "count": return nil
    case "total", "sum", "bucket": tokens.removeLast()
    default: break
    }
    // A point in time, or something that is divided already, is no amount.
    if tokens.contains("timestamp") || tokens.contains("per") || name.hasSuffix("_time_seconds") { return nil }
    guard tokens.count > 1, let last = tokens.last, let quantity = Self.suffixes[last] else { return nil }
    self = quantity
  }

  /// Units at the end of names; `percent` is not among them, as many who write it count to 1.
  /// <https://prometheus.io/docs/practices/naming/#base-units> and their usual multiples.
  private static let suffixes: [String: Quantity] = [
    "seconds": Quantity(time: 1), "milliseconds": Quantity(time: 1, scale: 1e-3),
    "microseconds": Quantity(time: 1, scale: 1e-6), "nanoseconds": Quantity(time: 1, scale: 1e-9),
    "minutes": Quantity(time: 1, scale: 60), "hours": Quantity(time: 1, scale: 3600), "bytes": Quantity(data: 1),
    "kilobytes": Quantity(data: 1, scale: 1e3), "megabytes": Quantity(data: 1, scale: 1e6),
    "bits": Quantity(data: 1, scale: 0.125), "ratio": Quantity(isShare: true),
  ]
}
