/// Finds the lines that two texts have in common, in order.
///
/// Lines that occur once in both (patience diff) anchor the match, which keeps blocks of YAML and JSON together where
/// the shortest script would pair stray braces; between the anchors Myers's greedy algorithm finds the shortest script.
/// Its effort is bounded: where two stretches have next to nothing in common, the one replaces the other.
struct LineMatching {
  private let old: [Int]
  private let new: [Int]
  /// Pairs of equal lines, ascending in both.
  private(set) var pairs: [(old: Int, new: Int)] = []

  /// Edits beyond which a stretch counts as replaced. Time and memory grow with its square.
  private static let maximumEdits = 1_000

  init(old: [ArraySlice<UInt8>], new: [ArraySlice<UInt8>]) {
    // Lines become small numbers, so that each is hashed once and compared in one step.
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    func number(_ line: ArraySlice<UInt8>) -> Int {
      if let known = numbers[line] { return known }
      numbers[line] = numbers.count
      return numbers.count - 1
    }
    self.old = old.map(number)
    self.new = new.map(number)
    var i = 0, j = 0
    for anchor in anchors(kinds: numbers.count) + [(old.count, new.count)] {
      match(i..<anchor.0, j..<anchor.1)
      if anchor.0 < old.count { pairs.append((anchor.0, anchor.1)) }
      (i, j) = (anchor.0 + 1, anchor.1 + 1)
    }
  }

  /// The longest ascending run of lines that are unique on both sides.
  private func anchors(kinds: Int) -> [(Int, Int)] {
    var places = Array(repeating: (oldCount: 0, old: 0, newCount: 0), count: kinds)
    for (i, line) in old.enumerated() { places[line].oldCount += 1; places[line].old = i }
    for line in new { places[line].newCount += 1 }
    // Patience sorting: `piles` ends the best run of each length, `previous` links back to the run before it.
    var piles: [Int] = [], unique: [(old: Int, new: Int, previous: Int?)] = []
    for (j, line) in new.enumerated() where places[line].oldCount == 1 && places[line].newCount == 1 {
      let i = places[line].old
      var low = 0, high = piles.count
      while low < high {
        let middle = (low + high) / 2
        if unique[piles[middle]].old < i { low = middle + 1 } else { high = middle }
      }
      unique.append((i, j, low > 0 ? piles[low - 1] : nil))
      if low == piles.count { piles.append(unique.count - 1) } else { piles[low] = unique.count - 1 }
    }
    var run: [(Int, Int)] = []
    var next = piles.last
    while let at = next {
      run.append((unique[at].old, unique[at].new))
      next = unique[at].previous
    }
    return run.reversed()
  }

  private mutating func match(_ a: Range<Int>, _ b: Range<Int>) {
    var (low, high) = ((a.lowerBound, b.lowerBound), (a.upperBound, b.upperBound))
    while low.0 < high.0, low.1 < high.1, old[low.0] == new[low.1] {
      pairs.append(low)
      low = (low.0 + 1, low.1 + 1)
    }
    var tail: [(Int, Int)] = []
    while low.0 < high.0, low.1 < high.1, old[high.0 - 1] == new[high.1 - 1] {
      high = (high.0 - 1, high.1 - 1)
      tail.append(high)
    }
    if low.0 < high.0, low.1 < high.1 { shortestScript(low.0..<high.0, low.1..<high.1) }
    pairs.append(contentsOf: tail.reversed())
  }

  /// Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), the greedy form. `furthest[k]` is how far down
  /// `a` a path of `d` edits gets on the diagonal `a - b == k`; one row is kept for each `d` to walk the path back.
  private mutating func shortestScript(_ a: Range<Int>, _ b: Range<Int>) {
    let limit = min(a.count + b.count, Self.maximumEdits)
    var rows: [[Int]] = []
    var furthest = Array(repeating: 0, count: 2 * limit + 3)
    let middle = limit + 1
    for d in 0...limit {
      rows.append(Array(furthest[(middle - d)...(middle + d)]))
      for k in stride(from: -d, through: d, by: 2) {
        let isDown = k == -d || (k != d && furthest[middle + k - 1] < furthest[middle + k + 1])
        var x = isDown ? furthest[middle + k + 1] : furthest[middle + k - 1] + 1
        while x < a.count, x - k < b.count, old[a.lowerBound + x] == new[b.lowerBound + x - k] { x += 1 }
        furthest[middle + k] = x
        if x >= a.count, x - k >= b.count {
          walkBack(a, b, rows)
          return
        }
      }
    }
  }

  private mutating func walkBack(_ a: Range<Int>, _ b: Range<Int>, _ rows: [[Int]]) {
    var found: [(Int, Int)] = []
    var x = a.count, y = b.count
    for d in stride(from: rows.count - 1, through: 0, by: -1) {
      // Row `d` holds what `d - 1` edits reach, on the diagonals -d...d.
      func reach(_ k: Int) -> Int { rows[d][k + d] }
      let k = x - y
      let isDown = d == 0 || k == -d || (k != d && reach(k - 1) < reach(k + 1))
      let start = d == 0 ? 0 : isDown ? reach(k + 1) : reach(k - 1) + 1
      while x > start {
        (x, y) = (x - 1, y - 1)
        found.append((a.lowerBound + x, b.lowerBound + y))
      }
      if isDown { y -= 1 } else { x -= 1 }
    }
    pairs.append(contentsOf: found.reversed())
  }
}
