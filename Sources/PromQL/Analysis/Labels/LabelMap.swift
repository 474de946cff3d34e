/// Labels with something said of each. Most expressions name few, so that looking through them is faster than hashing, and there is
/// nothing to allocate for none; where they are many, there is an index.
struct LabelMap<Value: Sendable & Equatable>: Sendable, Equatable {
  typealias Element = (label: String, value: Value)
  private(set) var elements: [Element] = []
  /// Where each label stands; nil for few.
  private var places: [String: Int]?

  init() {}

  /// - Parameter elements: each label once.
  init(_ elements: [Element]) {
    self.elements = elements
    index()
  }

  /// For so many labels more than there are.
  mutating func reserve(_ count: Int) { if count > 0 { elements.reserveCapacity(elements.count + count) } }

  private mutating func index() {
    places =
      elements.count > fewLabels ? Dictionary(uniqueKeysWithValues: elements.enumerated().map { ($1.label, $0) }) : nil
  }

  private func index(of label: String) -> Int? {
    if let places { return places[label] }
    return elements.firstIndex { $0.label == label }
  }

  func contains(_ label: String) -> Bool { index(of: label) != nil }

  subscript(label: String) -> Value? {
    get { index(of: label).map { elements[$0].value } }
    set {
      switch (index(of: label), newValue) {
      case (let place?, let value?): elements[place].value = value
      case (let place?, nil):
        elements.remove(at: place)
        index()
      case (nil, let value?):
        elements.append((label, value))
        if places != nil { places![label] = elements.count - 1 } else { index() }
      case (nil, nil): break
      }
    }
  }

  mutating func keep(where isKept: (String) -> Bool) {
    if elements.allSatisfy({ isKept($0.label) }) { return }
    elements.removeAll { !isKept($0.label) }
    index()
  }

  static func == (a: Self, b: Self) -> Bool {
    a.elements.count == b.elements.count && a.elements.allSatisfy { b[$0.label] == $0.value }
  }
}

/// Some labels, each once, in the order in which they came.
struct LabelSet: Sendable, Equatable {
  private(set) var labels: [String] = []
  /// The same; nil for few.
  private var index: Set<String>?

  init(_ labels: [String]) {
    // Most are few and named once, and need not be copied.
    let isFewOnce =
      labels.count <= fewLabels && labels.indices.allSatisfy { !labels[..<$0].contains(labels[$0]) }
    if isFewOnce { self.labels = labels } else { insert(labels) }
  }

  func contains(_ label: String) -> Bool { index?.contains(label) ?? labels.contains(label) }

  mutating func insert(_ label: String) {
    if contains(label) { return }
    labels.append(label)
    if index != nil { index!.insert(label) } else if labels.count > fewLabels { index = Set(labels) }
  }

  mutating func insert(_ others: some Sequence<String>) { for label in others { insert(label) } }

  mutating func remove(_ label: String) {
    labels.removeAll { $0 == label }
    index?.remove(label)
  }

  static func == (a: Self, b: Self) -> Bool {
    a.labels.count == b.labels.count && a.labels.allSatisfy { b.contains($0) }
  }
}

/// As many labels are looked through, which is faster than hashing.
private let fewLabels = 16
