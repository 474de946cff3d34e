import Documents
import Formats

/// Finds the first panel of a dashboard that stands in the place of an earlier one. What has no width or no height takes no place.
///
/// One sweep over the rows finds out whether any two of some panels overlap. How many of the first panels it takes is found by halves.
struct FirstOverlap {
  let panels: [(container: Int, grid: GridPosition)]

  /// The index of the panel, and that of the first one in its place.
  func find() -> (panel: Int, other: Int)? {
    // Mostly it is among the first, if there is any.
    var most = 2
    while most < panels.count, !overlap(ofFirst: most) { most *= 2 }
    let counts = most / 2..<min(most, panels.count) + 1
    let count = counts.boundary { overlap(ofFirst: $0) }
    guard count < counts.upperBound else { return nil }
    let panel = panels[count - 1]
    let other = panels[..<(count - 1)].firstIndex {
      $0.container == panel.container && $0.grid.overlaps(panel.grid)
    }
    return other.map { (count - 1, $0) }
  }

  private func overlap(ofFirst count: Int) -> Bool {
    Dictionary(grouping: panels.prefix(count), by: \.container).values.contains { Self.overlap($0.map(\.grid)) }
  }

  private static func overlap(_ grids: [GridPosition]) -> Bool {
    let grids = grids.filter { !$0.columns.isEmpty && !$0.rows.isEmpty }
    let edges = Set(grids.flatMap { [$0.columns.lowerBound, $0.columns.upperBound] }).sorted()
    let places = Dictionary(uniqueKeysWithValues: edges.enumerated().map { ($1, $0) })
    // Going down, a panel begins below those that end in its row.
    let events = grids.flatMap { [($0.rows.lowerBound, 1, $0.columns), ($0.rows.upperBound, -1, $0.columns)] }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    var cover = IntervalCover(count: edges.count)
    for (_, change, columns) in events {
      let range = places[columns.lowerBound]!..<places[columns.upperBound]!
      if change > 0, cover.most(in: range) > 0 { return true }
      cover.add(change, over: range)
    }
    return false
  }
}

/// How many of some ranges cover each of so many places.
struct IntervalCover {
  private let count: Int
  /// Of a part of the places, halved and halved again: what was added to the whole of it, and the most that one of its places has.
  private var whole: [Int]
  private var most: [Int]

  init(count: Int) {
    self.count = count
    whole = Array(repeating: 0, count: 4 * count)
    most = whole
  }

  mutating func add(_ change: Int, over range: Range<Int>) { add(change, range, 1, 0..<count) }

  /// The most that one of the places has.
  func most(in range: Range<Int>) -> Int { most(range, 1, 0..<count) }

  private mutating func add(_ change: Int, _ range: Range<Int>, _ node: Int, _ part: Range<Int>) {
    guard range.overlaps(part) else { return }
    if range.lowerBound <= part.lowerBound, part.upperBound <= range.upperBound {
      whole[node] += change
      most[node] += change
      return
    }
    let middle = (part.lowerBound + part.upperBound) / 2
    add(change, range, 2 * node, part.lowerBound..<middle)
    add(change, range, 2 * node + 1, middle..<part.upperBound)
    most[node] = whole[node] + max(most[2 * node], most[2 * node + 1])
  }

  private func most(_ range: Range<Int>, _ node: Int, _ part: Range<Int>) -> Int {
    guard range.overlaps(part) else { return 0 }
    if range.lowerBound <= part.lowerBound, part.upperBound <= range.upperBound { return most[node] }
    let middle = (part.lowerBound + part.upperBound) / 2
    return whole[node]
      + max(most(range, 2 * node, part.lowerBound..<middle), most(range, 2 * node + 1, middle..<part.upperBound))
  }
}
