/// A version of pharos or of an image, as far as versions can be compared: numbers with dots, a `v` in front or not.
///
/// Precedence is that of <https://semver.org/spec/v2.0.0.html#spec-item-11>, but for one prerelease against another: those count as equal.
public struct SoftwareVersion: Sendable, Comparable, CustomStringConvertible {
  private let numbers: [Int]
  private let isPrerelease: Bool
  /// As it was written.
  public let description: String

  /// - Returns: nil for what does not begin with a number.
  public init?(_ text: String) {
    let bare = text.hasPrefix("v") ? text.dropFirst() : text[...]
    let core = bare.prefix { $0 != "-" && $0 != "+" }
    var numbers = core.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
    guard numbers.allSatisfy({ $0 >= 0 }) else { return nil }
    while numbers.count > 1, numbers.last == 0 { numbers.removeLast() }
    self.numbers = numbers
    // Distributions of one release, such as 12.0.0-alpine, are no prereleases.
    isPrerelease = ["-alpha", "-beta", "-rc", "-pre", "-dev"].contains { bare.dropFirst(core.count).hasPrefix($0) }
    description = text
  }

  /// Whether they are of the same release.
  public static func == (a: Self, b: Self) -> Bool { a.numbers == b.numbers && a.isPrerelease == b.isPrerelease }

  /// The older one first.
  public static func < (a: Self, b: Self) -> Bool {
    if a.numbers != b.numbers { return a.numbers.lexicographicallyPrecedes(b.numbers) }
    return a.isPrerelease && !b.isPrerelease
  }

  /// The numbers alone, as many as a tag of the same software has: `0.25` is `0.25.0` where tags are like `0.34.0`.
  public func release(parts: Int) -> String {
    (numbers + Array(repeating: 0, count: max(0, parts - numbers.count))).map(String.init).joined(separator: ".")
  }
}
