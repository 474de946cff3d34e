/// Which of many ranges of bytes reach a place, in few steps where few do.
struct ReachIndex {
  /// By their beginnings.
  private let sorted: [(range: Range<Int>, index: Int)]
  /// For each place of `sorted` that halves a part of it, the farthest end within that part.
  private var farthest: [Int]

  init(_ ranges: [Range<Int>]) {
    sorted = ranges.enumerated().map { ($1, $0) }.sorted { $0.range.lowerBound < $1.range.lowerBound }
    farthest = Array(repeating: 0, count: ranges.count)
    _ = fill(0..<sorted.count)
  }

  private mutating func fill(_ part: Range<Int>) -> Int {
    if part.isEmpty { return -1 }
    let middle = part.middle
    let inner = max(fill(part.lowerBound..<middle), fill(middle + 1..<part.upperBound))
    farthest[middle] = max(inner, sorted[middle].range.upperBound)
    return farthest[middle]
  }

  /// The ranges that hold a place or end at it, by their indices: an empty place at the end of a line belongs to that line.
  func reaching(_ place: Int) -> [Int] {
    var found: [Int] = []
    var open = [0..<sorted.count]
    while let part = open.popLast() {
      guard !part.isEmpty, farthest[part.middle] >= place else { continue }
      open.append(part.lowerBound..<part.middle)
      guard sorted[part.middle].range.lowerBound <= place else { continue }
      if sorted[part.middle].range.upperBound >= place { found.append(sorted[part.middle].index) }
      open.append(part.middle + 1..<part.upperBound)
    }
    return found
  }
}

extension Range<Int> {
  fileprivate var middle: Int { (lowerBound + upperBound) / 2 }
}
