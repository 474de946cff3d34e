/// A dictionary with string keys that keeps the order of insertion: the order of the file is the order of the output.
package struct OrderedMap<Value> {
  package private(set) var keys: [String] = []
  private var storage: [String: Value] = [:]

  package init() {}

  package var values: [Value] { keys.map { storage[$0]! } }

  package subscript(key: String) -> Value? {
    get { storage[key] }
    set {
      if let newValue {
        if storage.updateValue(newValue, forKey: key) == nil { keys.append(key) }
      } else if storage.removeValue(forKey: key) != nil {
        keys.removeAll { $0 == key }
      }
    }
  }

  package func mapValues<T>(_ transform: (Value) throws -> T) rethrows -> OrderedMap<T> {
    var map = OrderedMap<T>()
    for (key, value) in self { map[key] = try transform(value) }
    return map
  }

  package func filter(_ isIncluded: (String, Value) throws -> Bool) rethrows -> OrderedMap {
    var map = OrderedMap()
    for (key, value) in self where try isIncluded(key, value) { map[key] = value }
    return map
  }
}

extension OrderedMap: Sequence {
  package func makeIterator() -> AnyIterator<(key: String, value: Value)> {
    var iterator = keys.makeIterator()
    return AnyIterator { iterator.next().map { ($0, storage[$0]!) } }
  }

  package var count: Int { keys.count }
  package var isEmpty: Bool { keys.isEmpty }
}

extension OrderedMap: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, Value)...) {
    for (key, value) in elements { self[key] = value }
  }
}

extension OrderedMap: Sendable where Value: Sendable {}
extension OrderedMap: Equatable where Value: Equatable {}
