// Exported, so that one file decides where decimals come from: Essentials keep the static binary small.
#if canImport(FoundationEssentials)
  @_exported import FoundationEssentials
#else
  @_exported import Foundation
#endif

/// Exact decimal numbers: 0.999 stays 0.999. Never make one from a floating-point literal.
extension Decimal {
  /// Reads `12`, `-0.5`, `.5`: digits and at most one point. Foundation's own reader also takes prefixes and other notations.
  public init?(exactly text: String) {
    var bytes = Array(text.utf8)[...]
    if bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
    let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let digits = parts.reduce(0) { $0 + $1.count }
    guard parts.allSatisfy({ $0.allSatisfy(\.isDigit) }), (1...30).contains(digits), let value = Decimal(string: text)
    else { return nil }
    self = value
  }

  /// Plain digits, as PromQL and YAML read them.
  public var digits: String { description }

  public var double: Double { Double(description) ?? .nan }

  /// Rounded half up to so many digits after the point, for numbers of zero or more.
  public func rounded(_ scale: Int) -> Decimal {
    let half = Decimal(sign: .plus, exponent: -1, significand: 5)
    let whole = (self * .powerOfTen(scale) + half).description.prefix { $0 != "." }
    return (Decimal(exactly: String(whole)) ?? self) * .powerOfTen(-scale)
  }

  /// 10 to the power of `exponent`.
  public static func powerOfTen(_ exponent: Int) -> Decimal {
    Decimal(sign: .plus, exponent: exponent, significand: 1)
  }
}
