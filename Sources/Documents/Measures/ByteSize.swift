/// A number of bytes, written with a unit: `10MB`, `512KiB`. As in Prometheus and Docker, K, M and G are powers of 1024.
public struct ByteSize: Hashable, Sendable, Comparable {
  public var bytes: Int

  /// A number of bytes.
  public init(bytes: Int) { self.bytes = bytes }

  private static let units: [(name: String, power: Int)] = [("T", 4), ("G", 3), ("M", 2), ("K", 1)]

  /// `512MB`, `10GB`: powers of 1024; nil for anything else.
  public init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
    var unit = text.dropFirst(digits.count).uppercased()
    guard let number = Decimal(exactly: String(digits)) else { return nil }
    if unit.hasSuffix("IB") { unit.removeLast(2) } else if unit.hasSuffix("B") { unit.removeLast() }
    guard unit.isEmpty || Self.units.contains(where: { $0.name == unit }) else { return nil }
    let power = Self.units.first { $0.name == unit }?.power ?? 0
    let total = number * Decimal(1 << (10 * power))
    guard let bytes = Int(total.rounded(0).description) else { return nil }
    self.init(bytes: bytes)
  }

  /// By the number of bytes.
  public static func < (a: Self, b: Self) -> Bool { a.bytes < b.bytes }

  /// In the largest unit that divides it, with that unit's suffix.
  private func written(_ suffix: (String) -> String) -> String {
    for (name, power) in Self.units where bytes != 0 && bytes % (1 << (10 * power)) == 0 {
      return "\(bytes >> (10 * power))\(suffix(name))"
    }
    return "\(bytes)\(suffix(""))"
  }

  /// As Prometheus' flags take it, `30GB`.
  public var prometheus: String { written { $0 + "B" } }
  /// As Docker takes it, `10m`.
  public var docker: String { written { $0.isEmpty ? "b" : $0.lowercased() } }
}

extension ByteSize: CustomStringConvertible {
  public var description: String { prometheus }
}
