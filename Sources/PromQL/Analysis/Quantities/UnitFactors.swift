/// Numbers that make one unit of another: 1024, 60, 8.
enum UnitFactors {
  /// Whether a factor, or one over it, leads from a unit of time or data to another; a third does not, and a number of replicas.
  static func convert(_ factor: Double, time: Bool, data: Bool) -> Bool {
    let size = factor < 1 ? 1 / factor : factor
    return time && contains(size, Self.time) || data && contains(size, Self.data) || contains(size, Self.thousands)
  }

  private static func contains(_ size: Double, _ factors: [Double]) -> Bool {
    factors.contains { abs($0 - size) <= $0 * 1e-6 }
  }

  private static let thousands: [Double] = [1, 1e3, 1e6, 1e9, 1e12, 1e15]
  private static let time: [Double] = [
    60, 3600, 86_400, 604_800, 24, 1440, 60e3, 3600e3, 86_400e3, 60e6, 3600e6, 60e9, 3600e9,
  ]
  private static let data: [Double] = {
    let powers = [1, 1024, 1_048_576, 1_073_741_824, 1_099_511_627_776, 1_125_899_906_842_624] + thousands
    // With bits: times 8, and for `/ 1000 * 8` written as one number over 8.
    return powers + powers.map { $0 * 8 } + powers.map { $0 / 8 }.filter { $0 > 1 }
  }()
}
