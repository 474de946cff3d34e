/// A value to be written as YAML or JSON; mappings keep their order.
public enum Tree: Sendable, Hashable {
  case null
  case boolean(Bool)
  case integer(Int)
  /// A number in exactly these digits.
  case number(String)
  case string(String)
  case list([Tree])
  case mapping([Entry])
  /// A value with lines of comment above it, in formats that have comments.
  indirect case commented(String, Tree)

  /// A key with its value.
  public struct Entry: Sendable, Hashable {
    public var key: String
    public var value: Tree

    /// A key with its value.
    public init(_ key: String, _ value: Tree) {
      self.key = key
      self.value = value
    }
  }
}

extension Tree: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// A boolean.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  /// A list.
  public init(arrayLiteral elements: Tree...) { self = .list(elements) }
  /// A mapping, its keys in the order of the literal.
  public init(dictionaryLiteral elements: (String, Tree)...) { self = .mapping(elements.map { Entry($0.0, $0.1) }) }
  /// Nothing.
  public init(nilLiteral: ()) { self = .null }
}

extension Tree {
  /// A list of texts.
  public static func strings(_ values: some Sequence<String>) -> Tree { .list(values.map { .string($0) }) }

  /// A mapping in the order of its keys.
  public static func sorted(_ values: [String: Tree]) -> Tree {
    .mapping(values.sorted { $0.key < $1.key }.map { Entry($0.key, $0.value) })
  }

  /// A mapping without the entries that have no value.
  public static func compact(_ entries: KeyValuePairs<String, Tree?>) -> Tree {
    .mapping(entries.compactMap { key, value in value.map { Entry(key, $0) } })
  }

  /// The value under a key of a mapping; setting nil removes it, setting a new key appends it.
  public subscript(key: String) -> Tree? {
    get {
      guard case .mapping(let entries) = self else { return nil }
      return entries.first { $0.key == key }?.value
    }
    set {
      guard case .mapping(var entries) = self else { return }
      // Held twice, the entries would be copied.
      self = .null
      let index = entries.firstIndex { $0.key == key }
      switch (index, newValue) {
      case (let index?, let value?): entries[index].value = value
      case (let index?, nil): entries.remove(at: index)
      case (nil, let value?): entries.append(Entry(key, value))
      case (nil, nil): break
      }
      self = .mapping(entries)
    }
  }

  /// This mapping with another's entries set on top, mappings merged key by key.
  public func merging(_ other: Tree) -> Tree {
    guard case .mapping = self, case .mapping(let entries) = other else { return other }
    return entries.reduce(into: self) { result, entry in
      result[entry.key] = result[entry.key]?.merging(entry.value) ?? entry.value
    }
  }

  public var isEmptyCollection: Bool {
    switch self {
    case .list(let items): items.isEmpty
    case .mapping(let entries): entries.isEmpty
    case .commented(_, let value): value.isEmptyCollection
    default: false
    }
  }
}
