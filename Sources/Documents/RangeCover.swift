/// Whether one of many ranges covers another range or overlaps it.
public struct RangeCover: Sendable {
  /// Those that are not empty, by where they begin.
  private let starts: [Int]
  /// How far the ranges up to each of these reach.
  private let reaches: [Int]
  private let all: Set<Range<Int>>

  /// - Parameter ranges: in any order; they may overlap.
  public init(_ ranges: [Range<Int>]) {
    all = Set(ranges)
    let sorted = ranges.filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
    starts = sorted.map(\.lowerBound)
    var reach = Int.min
    reaches = sorted.map { range in
      reach = max(reach, range.upperBound)
      return reach
    }
  }

  public var isEmpty: Bool { all.isEmpty }

  /// Whether a range is one of these.
  public func contains(_ range: Range<Int>) -> Bool { all.contains(range) }

  /// Whether one of these that is not empty has all of a range in it.
  public func covers(_ range: Range<Int>) -> Bool {
    let next = starts.boundary { $0 > range.lowerBound }
    return next > 0 && reaches[next - 1] >= range.upperBound
  }

  /// Whether one of these has a byte in common with a range.
  public func overlaps(_ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return false }
    let next = starts.boundary { $0 >= range.upperBound }
    return next > 0 && reaches[next - 1] > range.lowerBound
  }
}
