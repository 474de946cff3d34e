/// A YAML or JSON value with the exact bytes it was read from.
public struct Node: Sendable {
  /// The three kinds of values.
  public enum Content: Sendable {
    case scalar(Scalar)
    case sequence([Node])
    case mapping([Entry])
  }

  /// A key of a mapping with its value; keys may be of any kind.
  public struct Entry: Sendable {
    public var key: Node
    public var value: Node

    /// A key with its value.
    public init(key: Node, value: Node) {
      self.key = key
      self.value = value
    }

    fileprivate func isNamed(_ name: String) -> Bool {
      if case .scalar(let scalar) = key.content { scalar.text == name } else { false }
    }
  }

  public var content: Content
  /// UTF-8 byte range in the source: a scalar with its quotes or block header, a collection from its first to its last byte.
  public var range: Range<Int>
  /// How many nodes the value holds once aliases are expanded, itself included.
  public var size: Int

  /// - Parameter range: UTF-8 byte offsets in the source.
  public init(_ content: Content, range: Range<Int>, size: Int = 1) {
    self.content = content
    self.range = range
    self.size = size
  }
}

/// A scalar as written: its decoded text, its style, and the tag that was spelled out for it.
public struct Scalar: Sendable {
  /// How a scalar is written.
  public enum Style: Sendable {
    case plain, singleQuoted, doubleQuoted, literal, folded
    /// A string of JSON, whose escapes are not those of YAML.
    case json
  }

  public var text: String
  public var style: Style
  /// The explicit core-schema tag, such as `!!str`, if any.
  public var tag: CoreTag?

  /// - Parameter text: decoded, as `style` says that it is written.
  public init(text: String, style: Style, tag: CoreTag? = nil) {
    self.text = text
    self.style = style
    self.tag = tag
  }
}

extension Node {
  /// Nil for a collection.
  public var scalar: Scalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  /// The items of a list, nil for anything else.
  public var sequence: [Node]? {
    if case .sequence(let items) = content { items } else { nil }
  }

  /// The entries in the order of the file, nil for anything but a mapping.
  public var mapping: [Entry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  /// The scalar's text whatever its type, nil for a collection.
  public var text: String? { scalar?.text }

  /// Whether it is nothing: `null`, `~`, or not written at all.
  public var isNull: Bool { scalar?.coreType == .null }

  /// The value under a key of a mapping.
  public subscript(key: String) -> Node? {
    guard case .mapping(let entries) = content, let index = entries.firstIndex(where: { $0.isNamed(key) }) else {
      return nil
    }
    return entries[index].value
  }

  /// A key of a mapping with its value, nil where it has none of this name.
  public func entry(_ key: String) -> Entry? {
    mapping?.first { $0.isNamed(key) }
  }

  /// What kind of value it is, for messages.
  public var kindName: String {
    switch content {
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .scalar(let scalar):
      switch scalar.coreType {
      case .null: "nothing"
      case .boolean: "a boolean"
      case .integer, .float: "a number"
      case .string: "a string"
      }
    }
  }
}

/// One step from a node to a value below it.
public enum PathStep: Hashable, Sendable {
  case key(String)
  case index(Int)
  /// The key itself rather than its value.
  case name(String)
}

extension PathStep: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  /// The value under a key.
  public init(stringLiteral value: String) { self = .key(value) }
  /// The item at an index, from 0.
  public init(integerLiteral value: Int) { self = .index(value) }
}

/// The way from the root of a document to a value.
public typealias Path = [PathStep]

extension Node {
  /// The node at a path, nil where it is not written.
  public func descend(_ path: Path) -> Node? {
    path.reduce(Optional(self)) { node, step in node?.child(step) }
  }

  /// The node at a path or, where it is not written, the nearest one above it.
  public func nearest(_ path: Path) -> Node {
    var node = self
    for step in path {
      guard let next = node.child(step) else { break }
      node = next
    }
    return node
  }

  private func child(_ step: PathStep) -> Node? {
    switch step {
    case .key(let key): return self[key]
    case .name(let key): return entry(key)?.key
    case .index(let index):
      guard let items = sequence, items.indices.contains(index) else { return nil }
      return items[index]
    }
  }
}
