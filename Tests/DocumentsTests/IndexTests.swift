import Support
import Testing

@testable import Documents

/// Indices answer as a look through everything would.
struct IndexTests {
  private static func ranges(_ count: Int, below end: Int, _ random: inout SeededRandom) -> [Range<Int>] {
    (0..<count).map { _ in
      let start = Int.random(in: 0..<end, using: &random)
      return start..<start + Int.random(in: 0...end / 4, using: &random)
    }
  }

  @Test func rangesThatCover() {
    var random = SeededRandom(seed: SeededRandom.seed(or: 1))
    for round in 0..<300 {
      let ranges = Self.ranges(Int.random(in: 0...6, using: &random), below: 20, &random)
      let cover = RangeCover(ranges)
      #expect(cover.isEmpty == ranges.isEmpty)
      for range in Self.ranges(20, below: 24, &random) {
        #expect(cover.contains(range) == ranges.contains(range), "round \(round)")
        #expect(cover.overlaps(range) == ranges.contains { $0.overlaps(range) }, "round \(round): \(range) \(ranges)")
        let covers = ranges.contains {
          !$0.isEmpty && $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound
        }
        #expect(cover.covers(range) == covers, "round \(round): \(range) \(ranges)")
      }
    }
  }

  @Test func boundaries() {
    var random = SeededRandom(seed: SeededRandom.seed(or: 2))
    for _ in 0..<200 {
      let numbers = (0..<Int.random(in: 0...9, using: &random)).map { _ in Int.random(in: 0...9, using: &random) }
        .sorted()
      let limit = Int.random(in: 0...10, using: &random)
      #expect(numbers.boundary { $0 >= limit } == numbers.firstIndex { $0 >= limit } ?? numbers.count)
      let part = numbers.dropFirst(2)
      #expect(part.boundary { $0 >= limit } == part.firstIndex { $0 >= limit } ?? part.endIndex)
    }
  }

  @Test func nearestNames() {
    var random = SeededRandom(seed: SeededRandom.seed(or: 3))
    func name() -> String {
      String((0..<Int.random(in: 1...6, using: &random)).map { _ in "abcD".randomElement(using: &random)! })
    }
    for _ in 0..<100 {
      let known = (0..<Int.random(in: 0...8, using: &random)).map { _ in name() }
      var names = NearestNames(among: known)
      for _ in 0..<20 {
        let wanted = name()
        #expect(names.contains(wanted) == known.contains(wanted))
        #expect(names.help(for: wanted) == Spelling.help(for: wanted, among: known), "\(wanted) among \(known)")
        #expect(names.nearest(to: wanted) == Spelling.nearest(to: wanted, among: known), "\(wanted) among \(known)")
      }
    }
  }

  /// Beyond so many names the help says nothing of what is near, and nothing wrong.
  @Test func helpBeyondTheLimit() {
    var names = NearestNames(among: ["alpha", "beta", "gamma", "delta"], most: 1)
    #expect(names.nearest(to: "alpa") == "alpha")
    #expect(names.nearest(to: "bta") == nil)
    #expect(names.help(for: "gamm") == "known here: `alpha`, `beta`, `delta` and 1 more")
    #expect(names.help(for: "alpa") == "did you mean `alpha`?")
  }

  /// A map that is changed in place holds what one does whose values are replaced.
  @Test func orderedMapInPlace() {
    var random = SeededRandom(seed: SeededRandom.seed(or: 4))
    for round in 0..<100 {
      var map = OrderedMap<[Int]>()
      var plain: [(key: String, value: [Int])] = []
      for step in 0..<40 {
        let key = "k\(Int.random(in: 0..<14, using: &random))"
        let place = plain.firstIndex { $0.key == key }
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
          // Taken out through the optional itself.
          func clear(_ value: inout [Int]?) { value = nil }
          clear(&map[key])
          if let place { plain.remove(at: place) }
        case 1:
          func begin(_ value: inout [Int]?) { value = (value ?? []) + [step] }
          begin(&map[key])
          if let place { plain[place].value.append(step) } else { plain.append((key, [step])) }
        default:
          map[key]?.append(step)
          if let place { plain[place].value.append(step) }
        }
        #expect(map.keys == plain.map(\.key), "round \(round)")
        #expect(map.values == plain.map(\.value), "round \(round)")
        for (key, value) in plain { #expect(map[key] == value) }
      }
    }
  }
}
