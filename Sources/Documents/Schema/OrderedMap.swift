/// A dictionary with string keys that keeps the order of insertion: the order of the file is the order of the output.
public struct OrderedMap<Value> {
  @usableFromInline var entries: [(key: String, value: Value)] = []
  /// Where each key stands, once there are so many that looking through them costs more than hashing.
  @usableFromInline var index: [String: Int] = [:]

  @inlinable static var searchedThrough: Int { 8 }

  /// A map of nothing.
  @inlinable public init() {}

  /// - Parameter entries: each key once.
  @inlinable public init(unique entries: [(key: String, value: Value)]) {
    self.entries = entries
    rebuildIndex()
  }

  /// In the order in which they were put in.
  @inlinable public var keys: [String] { entries.map { $0.key } }
  @inlinable public var values: [Value] { entries.map { $0.value } }

  /// The value under a key; a new key goes to the end, and nil takes one out.
  @inlinable public subscript(key: String) -> Value? {
    get { position(of: key).map { entries[$0].value } }
    set {
      switch (position(of: key), newValue) {
      case (let position?, let value?): entries[position].value = value
      case (let position?, nil):
        entries.remove(at: position)
        rebuildIndex()
      case (nil, let value?):
        entries.append((key, value))
        if entries.count > Self.searchedThrough + 1 { index[key] = entries.count - 1 } else { rebuildIndex() }
      case (nil, nil): break
      }
    }
    // In place: a change to a part of a value would otherwise copy all of it.
    _modify {
      guard let position = position(of: key) else {
        var value: Value?
        defer { if value != nil { self[key] = value } }
        yield &value
        return
      }
      let last = entries.count - 1
      entries.swapAt(position, last)
      let (key, old) = entries.removeLast()
      var value = Optional(consume old)
      defer { restore(key, value.take(), at: position) }
      yield &value
    }
  }

  /// Puts back what was taken out of the end, where it had been put from its position.
  @inlinable mutating func restore(_ key: String, _ value: Value?, at position: Int) {
    let last = entries.count
    if let value {
      entries.append((key, value))
      entries.swapAt(position, last)
    } else {
      if position < last { entries.append(entries.remove(at: position)) }
      rebuildIndex()
    }
  }

  @inlinable func position(of key: String) -> Int? {
    entries.count > Self.searchedThrough ? index[key] : entries.firstIndex { $0.key == key }
  }

  @inlinable mutating func rebuildIndex() {
    index = [:]
    guard entries.count > Self.searchedThrough else { return }
    for (position, entry) in entries.enumerated() { index[entry.key] = position }
  }

  /// The same keys in the same order, with other values.
  @inlinable public func mapValues<T>(_ transform: (Value) throws -> T) rethrows -> OrderedMap<T> {
    var map = OrderedMap<T>()
    map.entries = try entries.map { ($0.key, try transform($0.value)) }
    map.index = index
    return map
  }

  /// The entries for which a condition holds, in the same order.
  @inlinable public func filter(_ isIncluded: (String, Value) throws -> Bool) rethrows -> OrderedMap {
    var map = OrderedMap()
    map.entries = try entries.filter { try isIncluded($0.key, $0.value) }
    map.rebuildIndex()
    return map
  }
}

extension OrderedMap: Sequence {
  /// Keys with their values, in the order in which they were put in.
  @inlinable public func makeIterator() -> IndexingIterator<[(key: String, value: Value)]> { entries.makeIterator() }

  @inlinable public var count: Int { entries.count }
  @inlinable public var isEmpty: Bool { entries.isEmpty }
}

extension OrderedMap: ExpressibleByDictionaryLiteral {
  /// In the order of the literal; of a repeated key the last value counts.
  @inlinable public init(dictionaryLiteral elements: (String, Value)...) {
    for (key, value) in elements { self[key] = value }
  }
}

extension OrderedMap: Sendable where Value: Sendable {}

extension OrderedMap: Equatable where Value: Equatable {
  /// The same keys in the same order, with equal values.
  public static func == (a: OrderedMap, b: OrderedMap) -> Bool {
    a.entries.elementsEqual(b.entries) { $0.key == $1.key && $0.value == $1.value }
  }
}

extension OrderedMap: Hashable where Value: Hashable {
  /// Keys and values in their order, which counts.
  public func hash(into hasher: inout Hasher) {
    for (key, value) in entries {
      hasher.combine(key)
      hasher.combine(value)
    }
  }
}
