/// Labels with something said of each. They are few, so that looking through them is faster than hashing, and there is nothing to
/// allocate for none.
struct LabelMap<Value: Sendable & Equatable>: Sendable, Equatable {
  typealias Element = (label: String, value: Value)
  private(set) var elements: [Element] = []

  init() {}

  /// - Parameter elements: each label once.
  init(_ elements: [Element]) { self.elements = elements }

  private func index(of label: String) -> Int? { elements.firstIndex { $0.label == label } }

  func contains(_ label: String) -> Bool { index(of: label) != nil }

  subscript(label: String) -> Value? {
    get { index(of: label).map { elements[$0].value } }
    set {
      switch (index(of: label), newValue) {
      case (let index?, let value?): elements[index].value = value
      case (let index?, nil): elements.remove(at: index)
      case (nil, let value?): elements.append((label, value))
      case (nil, nil): break
      }
    }
  }

  mutating func keep(where isKept: (String) -> Bool) { elements.removeAll { !isKept($0.label) } }

  static func == (a: Self, b: Self) -> Bool {
    a.elements.count == b.elements.count && a.elements.allSatisfy { b[$0.label] == $0.value }
  }
}

/// Some labels, each once.
struct LabelSet: Sendable, Equatable {
  private(set) var labels: [String] = []

  init(_ labels: some Sequence<String>) { for label in labels { insert(label) } }

  init(_ labels: [String]) {
    let isRepeated = labels.indices.contains { labels[..<$0].contains(labels[$0]) }
    if isRepeated { insert(labels) } else { self.labels = labels }
  }

  func contains(_ label: String) -> Bool { labels.contains(label) }

  mutating func insert(_ label: String) { if !contains(label) { labels.append(label) } }

  mutating func insert(_ others: some Sequence<String>) { for label in others { insert(label) } }

  mutating func remove(_ label: String) { labels.removeAll { $0 == label } }

  static func == (a: Self, b: Self) -> Bool {
    a.labels.count == b.labels.count && a.labels.allSatisfy { b.contains($0) }
  }
}
