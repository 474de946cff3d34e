/// Hashes bytes eight at a time. Not against adversaries: equal hashes only make a duplicate out of two series that are
/// none, once in four billion pairs of four billion.
@inline(__always)
func hashBytes(_ base: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
  var hash = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
  var offset = 0
  let raw = UnsafeRawPointer(base)
  while offset &+ 8 <= count {
    hash = mixed(hash ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    offset &+= 8
  }
  var tail: UInt64 = 0
  var shift: UInt64 = 0
  while offset < count {
    tail |= UInt64(base[offset]) &<< shift
    shift &+= 8
    offset &+= 1
  }
  return mixed(hash ^ tail)
}

/// Spreads every bit over all others; the multiplier is that of SplitMix64.
@inline(__always)
func mixed(_ value: UInt64) -> UInt64 {
  let (high, low) = value.multipliedFullWidth(by: 0xBF58_476D_1CE4_E5B9)
  return high ^ low ^ 0x94D0_49BB_1331_11EB
}

/// A set of hashes in one table, which stops growing at a limit.
final class HashSet64: @unchecked Sendable {
  private var slots: UnsafeMutableBufferPointer<UInt64>
  private(set) var count = 0
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
    slots = .allocate(capacity: 16)
    slots.initialize(repeating: 0)
  }

  deinit { slots.deallocate() }

  var isFull: Bool { count >= limit }

  /// Whether the hash is new; always true once the set is full.
  @inline(__always)
  func insert(_ hash: UInt64) -> Bool {
    // Zero marks a free slot.
    let hash = hash == 0 ? 1 : hash
    let mask = slots.count &- 1
    var index = Int(truncatingIfNeeded: hash) & mask
    while slots[index] != 0 {
      if slots[index] == hash { return false }
      index = (index &+ 1) & mask
    }
    guard count < limit else { return true }
    slots[index] = hash
    count &+= 1
    if count &* 2 > slots.count { grow() }
    return true
  }

  func forEach(_ body: (UInt64) -> Void) { for slot in slots where slot != 0 { body(slot) } }

  private func grow() {
    let old = slots
    slots = .allocate(capacity: old.count * 4)
    slots.initialize(repeating: 0)
    let mask = slots.count - 1
    for hash in old where hash != 0 {
      var index = Int(truncatingIfNeeded: hash) & mask
      while slots[index] != 0 { index = (index + 1) & mask }
      slots[index] = hash
    }
    old.deallocate()
  }
}

/// Counts different hashes: exactly up to a thousand, by HyperLogLog beyond, in two kilobytes.
/// <https://algo.inria.fr/flajolet/Publications/FlFuGaMe07.pdf>
struct DistinctCounter {
  private static let exactLimit = 1024
  /// 2 to the power of it registers give a standard error of 1.04 / √2048, 2.3%.
  private static let precision: UInt64 = 11

  private var exact: HashSet64? = HashSet64(limit: exactLimit + 1)
  private var registers: [UInt8] = []

  var isEstimate: Bool { exact == nil }

  /// - Returns: whether it is known to be new.
  @inline(__always)
  mutating func insert(_ hash: UInt64) -> Bool {
    guard exact == nil else {
      guard exact!.insert(hash) else { return false }
      if exact!.count > Self.exactLimit { estimateFromHereOn() }
      return true
    }
    register(hash)
    return false
  }

  private mutating func estimateFromHereOn() {
    let known = exact!
    exact = nil
    registers = [UInt8](repeating: 0, count: 1 << Int(Self.precision))
    known.forEach { register($0) }
  }

  private mutating func register(_ hash: UInt64) {
    // The low bits found the slot in the exact set; they are as good as the others here.
    let index = Int(hash & (1 << Self.precision - 1))
    let rest = hash >> Self.precision
    let rank = UInt8(min(rest.trailingZeroBitCount, 64 - Int(Self.precision)) + 1)
    if rank > registers[index] { registers[index] = rank }
  }

  var count: Int {
    if let exact { return exact.count }
    let m = Double(registers.count)
    var sum = 0.0
    var zeros = 0
    for register in registers {
      sum += 1 / Double(UInt64(1) << UInt64(register))
      if register == 0 { zeros += 1 }
    }
    let estimate = 0.7213 / (1 + 1.079 / m) * m * m / sum
    // Many free registers count better than the formula does.
    if zeros > 0, estimate < 2.5 * m { return Int((m * naturalLogarithm(m / Double(zeros))).rounded()) }
    return Int(estimate.rounded())
  }

  /// By its series, as no mathematics library is at hand; for values of 1 and more.
  private func naturalLogarithm(_ value: Double) -> Double {
    var exponent = 0.0, rest = value
    while rest > 1.5 {
      rest /= 2
      exponent += 1
    }
    let y = (rest - 1) / (rest + 1)
    var sum = 0.0, power = y
    for n in stride(from: 1.0, to: 40.0, by: 2.0) {
      sum += power / n
      power *= y * y
    }
    return exponent * 0.6931471805599453 + 2 * sum
  }
}
