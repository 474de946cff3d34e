import Documents

/// The elements of a generated list while an overlay changes them, found by what they have under a key.
struct ElementList {
  /// Nil where one was deleted, so that the others stay in their places.
  private var items: [Tree?]
  /// The places of the elements by their texts under a key that was asked for.
  private var places: [String: [String: [Int]]] = [:]
  private var suggestions: [String: NearestNames] = [:]

  init(_ items: [Tree]) { self.items = items }

  /// What is left, in its order.
  var all: [Tree] { items.compactMap { $0 } }

  /// The places of what is left.
  var indices: [Int] { items.indices.filter { items[$0] != nil } }

  subscript(place: Int) -> Tree? { items[place] }

  /// Where elements have a text under a key, in their order.
  mutating func places(of text: String, under key: String) -> [Int] {
    if places[key] == nil {
      var found: [String: [Int]] = [:]
      for (place, item) in items.enumerated() {
        if let text = item?.text(under: key) { found[text, default: []].append(place) }
      }
      places[key] = found
    }
    return places[key]?[text] ?? []
  }

  /// The nearest of the texts under a key.
  mutating func nearest(to text: String, under key: String) -> String? {
    suggestions[key, default: NearestNames(among: items.compactMap { $0?.text(under: key) })].nearest(to: text)
  }

  mutating func append(_ item: Tree) {
    items.append(nil)
    replace(items.count - 1, by: item)
  }

  mutating func replace(_ place: Int, by item: Tree?) {
    let old = items[place]
    items[place] = item
    // Not while their dictionary is gone through, which would copy it.
    for key in Array(places.keys) {
      let (before, after) = (old?.text(under: key), item?.text(under: key))
      if before == after { continue }
      suggestions[key] = nil
      if let before { places[key]?[before]?.removeAll { $0 == place } }
      if let after {
        let next = places[key]?[after]?.boundary { $0 > place } ?? 0
        places[key]?[after, default: []].insert(place, at: next)
      }
    }
  }

  mutating func remove(_ place: Int) { replace(place, by: nil) }
}

extension Tree {
  fileprivate func text(under key: String) -> String? { uncommented[key]?.text }
}
