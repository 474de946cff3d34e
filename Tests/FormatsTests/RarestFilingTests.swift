import Formats
import Support
import Testing

struct RarestFilingTests {
  /// Whoever has something in common is among the candidates, and who is filed by a value of one's own meets nobody.
  @Test(arguments: 0..<40)
  func findsWhatMeets(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let items = (0..<Int.random(in: 0...40, using: &random)).map { _ -> [String: Set<String>] in
      var features: [String: Set<String>] = [:]
      for feature in ["a", "b", "c"] where Bool.random(using: &random) {
        features[feature] = Set(
          (0..<Int.random(in: 1...3, using: &random)).map { _ in "\(Int.random(in: 0..<12, using: &random))" })
      }
      return features
    }
    let filing = RarestFiling(items)
    for item in items {
      let lists = filing.candidates { item[$0] }
      #expect(lists.allSatisfy { $0 == $0.sorted() })
      let found = Set(lists.joined())
      for (index, other) in items.enumerated() where !found.contains(index) {
        #expect(other.contains { feature, values in item[feature]?.isDisjoint(with: values) == true })
      }
    }
  }

  @Test func meetsFew() {
    let filing = RarestFiling((0..<100).map { ["common": ["x"], "own": ["\($0)"], "rare \($0)": ["x"]] })
    #expect(filing.candidates { $0 == "own" ? ["7"] : $0 == "common" ? ["x"] : nil } == [[7]])
  }
}
