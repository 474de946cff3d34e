/// What a number measures: its dimension, and how much one of it is in base units.
///
/// The base units are those of Prometheus: seconds, bytes, and shares of 1.
package struct Quantity: Sendable, Equatable {
  /// Exponents: a rate of bytes has `time` -1 and `data` 1.
  package var time: Int
  package var data: Int
  /// 0.001 for milliseconds, 0.01 for percent.
  package var scale: Double
  /// How many times as much it is for another reason than its unit: a third, for the bytes of one of three replicas.
  var multiple = 1.0
  /// Without a dimension it is a part of a whole, not a number of something.
  package var isShare = false

  package init(time: Int = 0, data: Int = 0, scale: Double = 1, isShare: Bool = false) {
    (self.time, self.data, self.scale, self.isShare) = (time, data, scale, isShare)
  }

  package var hasDimension: Bool { time != 0 || data != 0 }

  package func isSameDimension(as other: Quantity) -> Bool { time == other.time && data == other.data }

  /// Within a tenth: a megabyte counts as a mebibyte.
  package func isSameScale(as other: Quantity) -> Bool { (0.9...1.1).contains(scale / other.scale) }

  /// - Returns: nil where the factor says nothing of the unit, and yet is so large or small that it may be of one.
  func multiplied(by factor: Double) -> Quantity? {
    guard factor > 0, factor.isFinite else { return nil }
    var result = self
    if !hasDimension || UnitFactors.convert(factor, time: time != 0, data: data != 0) {
      result.scale /= factor
    } else {
      result.multiple *= factor
      guard (0.01...100).contains(result.multiple) else { return nil }
    }
    return result
  }

  /// Whether there is a word for it.
  package var isNamed: Bool { name != nil }

  private var name: String? {
    Self.names.first { $0.quantity.isSameDimension(as: self) && $0.quantity.isSameScale(as: self) }?.name
  }

  /// In words: "seconds", "bytes per second".
  package var description: String {
    name ?? (hasDimension ? "another unit" : "a share of 1")
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
