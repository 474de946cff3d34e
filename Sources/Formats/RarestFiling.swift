/// Finds among many items those that may have something in common with another one.
///
/// An item has values of several features. Two items that both have a feature, and no value of it in common, have nothing to do with
/// each other. Each item is filed under one of its features, the one of whose values fewest items have, so that who looks for company
/// meets few others.
package struct RarestFiling<Feature: Hashable> {
  private struct Shelf {
    var byValue: [String: [Int]] = [:]
    var all: [Int] = []
  }

  private var shelves: [Feature: Shelf] = [:]
  /// Items without any feature.
  private var others: [Int] = []

  /// - Parameter items: the features of each, with their values.
  package init(_ items: [[Feature: Set<String>]]) {
    var counts: [Feature: [String: Int]] = [:], having: [Feature: Int] = [:]
    for (feature, values) in items.joined() {
      having[feature, default: 0] += 1
      for value in values { counts[feature, default: [:]][value, default: 0] += 1 }
    }
    // How many items are met under a feature, and how many features have to be asked where items are filed under such ones.
    func cost(_ feature: Feature, _ values: Set<String>) -> Int {
      values.lazy.map { counts[feature]![$0]! }.reduce(0, max) + items.count / having[feature]!
    }
    for (index, item) in items.enumerated() {
      let costs = item.map { (feature: $0, values: $1, cost: cost($0, $1)) }
      guard let best = costs.min(by: { $0.cost < $1.cost }) else {
        others.append(index)
        continue
      }
      for value in best.values { shelves[best.feature, default: Shelf()].byValue[value, default: []].append(index) }
      shelves[best.feature, default: Shelf()].all.append(index)
    }
  }

  /// Lists of the items that may have something in common with one, each in order; an item may be in several.
  ///
  /// - Parameter values: of a feature that it has, nil for one that it has not.
  package func candidates(_ values: (Feature) -> Set<String>?) -> [[Int]] {
    candidates(shelves.keys.map { ($0, values($0)) }, rest: [])
  }

  /// The lists of all that is filed by one value, whatever the feature.
  package func lists(of value: String) -> [[Int]] { shelves.values.compactMap { $0.byValue[value] } }

  /// The same where little is known: a list for each of some features, and `rest` for all others.
  package func candidates(_ features: some Sequence<(Feature, Set<String>?)>, rest: [[Int]]) -> [[Int]] {
    var lists = others.isEmpty ? rest : [others] + rest
    for (feature, values) in features {
      guard let shelf = shelves[feature] else { continue }
      lists += values.map { $0.compactMap { shelf.byValue[$0] } } ?? [shelf.all]
    }
    return lists
  }
}
