/// One kind of mapping in a document: its keys, their types and what they mean. Decoding, JSON Schema and reference
/// documentation are all made from this one declaration.
///
/// What decodes is inlinable: unspecialized, each value would be handled through its type's metadata.
public struct Section<Value: Sendable>: Sendable {
  public var name: String
  public var summary: String
  public let make: @Sendable () -> Value
  public let fields: [Field<Value>]
  /// Where each key stands among the fields, and the keys that may not be left out.
  @usableFromInline let positions: [String: Int]
  @usableFromInline let required: [Int]
  /// Takes keys that are no fields, where the section has such: a component's settings, an alert's thresholds.
  public let rest: Rest<Value>?

  /// - Parameters:
  ///   - name: the name of the definition in the JSON Schema.
  ///   - default: the value with every default; what decoding starts from, and where documentation reads the defaults.
  @inlinable public init(
    _ name: String, _ summary: String, default make: @escaping @autoclosure @Sendable () -> Value,
    rest: Rest<Value>? = nil, fields: [Field<Value>]
  ) {
    self.name = name
    self.summary = summary
    self.make = make
    self.rest = rest
    self.fields = fields
    positions = Dictionary(uniqueKeysWithValues: zip(fields.map(\.key), fields.indices))
    required = fields.indices.filter { fields[$0].isRequired }
  }
}

/// Where a section keeps the keys that it does not declare.
public struct Rest<Root: Sendable>: Sendable {
  public let summary: String
  public let keep: @Sendable (String, Node, inout Root) -> Void

  /// - Parameter path: where the nodes of such keys go.
  @inlinable public init(
    _ summary: String, _ path: @autoclosure @escaping @Sendable () -> WritableKeyPath<Root, OrderedMap<Node>>
  ) {
    self.summary = summary
    keep = { key, node, root in root[keyPath: path()][key] = node }
  }
}

/// One key of a section. Its key path is made when it is first used: making one takes longer than decoding a value.
public struct Field<Root: Sendable>: Sendable {
  public var key: String
  public var summary: String
  public var isRequired: Bool
  public var typeName: String
  public var schema: @Sendable (inout SchemaDefinitions) -> Tree
  public var defaultValue: @Sendable (Root) -> Tree?
  public var decode: @Sendable (Node, inout Root, inout Decoding) -> Void

  /// A key with a default, the one that the section's default value holds.
  @inlinable public init<T>(
    _ key: String, _ path: @autoclosure @escaping @Sendable () -> WritableKeyPath<Root, T>, _ codec: Codec<T>,
    _ summary: String, isRequired: Bool = false
  ) {
    self.key = key
    self.summary = summary
    self.isRequired = isRequired
    typeName = codec.typeName
    schema = codec.schema
    defaultValue = { isRequired ? nil : codec.encode($0[keyPath: path()]) }
    decode = { node, root, decoding in
      if let value = codec.decode(node, &decoding) { root[keyPath: path()] = value }
    }
  }

  /// A key that may be left out.
  @inlinable public init<T>(
    _ key: String, _ path: @autoclosure @escaping @Sendable () -> WritableKeyPath<Root, T?>, _ codec: Codec<T>,
    _ summary: String, isRequired: Bool = false
  ) {
    self.init(
      key, path(),
      Codec<T?>(
        codec.typeName, schema: codec.schema, encode: { $0.flatMap(codec.encode) },
        decode: { codec.decode($0, &$1).map(Optional.some) }),
      summary, isRequired: isRequired)
  }
}

extension Section {
  /// The section as a type of value.
  @inlinable public var codec: Codec<Value> {
    Codec(
      "[\(name)](#\(name))",
      schema: { definitions in
        definitions.define(name) { describe(&$0) }
        return ["$ref": "#/$defs/\(name)"]
      },
      encode: { _ in nil },
      decode: { decode($0, &$1) })
  }

  /// The value of a mapping, nil for anything else. What is missing or could not be read has its default, and is among the findings:
  /// what does not depend on it can still be checked.
  @inlinable public func decode(_ node: Node, _ decoding: inout Decoding) -> Value? {
    guard let entries = node.isNull ? [] : node.mapping else {
      decoding.expected("a mapping", example: fields.first.map { "\($0.key): …" }, at: node)
      return nil
    }
    var value = make()
    var missing = required
    let outer = decoding.owner
    for entry in entries {
      let key = entry.key.text ?? ""
      decoding.owner = entry.key.range
      if let position = positions[key] {
        fields[position].decode(entry.value, &value, &decoding)
        if !missing.isEmpty { missing.removeAll { $0 == position } }
      } else if let rest {
        rest.keep(key, entry.value, &value)
      } else if let position = positions[key + "_file"] {
        // The key that is meant is not missing besides.
        missing.removeAll { $0 == position }
        decoding.report(
          decoding.family.inlineSecret, "a secret does not belong in the spec",
          help: "write it to a file, and name the file: `\(key)_file: secrets/\(key)`", at: entry.value.range)
      } else if !key.hasPrefix("x-") {
        decoding.report(
          decoding.family.unknownKey, "unknown key `\(key)` in \(name)",
          help: Spelling.help(for: key, among: fields.map(\.key)),
          at: entry.key.range)
      }
    }
    decoding.owner = outer
    for field in missing.map({ fields[$0] }) {
      decoding.report(
        decoding.family.missingKey, "the key `\(field.key)` is missing", help: "add `\(field.key):` (\(field.summary))",
        at: decoding.owner ?? node.range.lowerBound..<node.range.lowerBound)
    }
    return value
  }

  @usableFromInline func describe(_ definitions: inout SchemaDefinitions) -> SectionDescription {
    let defaults = make()
    let described = fields.map { field in
      SectionDescription.Key(
        name: field.key, typeName: field.typeName, summary: field.summary, isRequired: field.isRequired,
        defaultValue: field.defaultValue(defaults), schema: field.schema(&definitions))
    }
    return SectionDescription(name: name, summary: summary, keys: described, rest: rest?.summary)
  }
}

extension Codec {
  /// The type in a sentence: without the links that documentation has.
  @usableFromInline var plainName: String {
    typeName.split(separator: "[", omittingEmptySubsequences: false).map { part in
      guard let close = part.firstIndex(of: "]"), let end = part.firstIndex(of: ")"), part.contains("(#") else {
        return String(part)
      }
      return part[..<close].map { $0 == "_" ? " " : String($0) }.joined() + part[part.index(after: end)...]
    }
    .joined()
  }
}

extension Field {
  /// The same key in a section that holds this one's values in a part of its own.
  @inlinable public func lifted<Outer>(
    to path: @autoclosure @escaping @Sendable () -> WritableKeyPath<Outer, Root>
  ) -> Field<Outer> {
    Field<Outer>(
      key: key, summary: summary, isRequired: isRequired, typeName: typeName, schema: schema,
      defaultValue: { [defaultValue] in defaultValue($0[keyPath: path()]) },
      decode: { [decode] node, root, decoding in decode(node, &root[keyPath: path()], &decoding) })
  }

  /// A key that something else reads, such as the tag of a variant.
  public static func ignored(_ key: String, _ summary: String) -> Field {
    Field(
      key: key, summary: summary, isRequired: false, typeName: "string", schema: { _ in [:] },
      defaultValue: { _ in nil }, decode: { _, _, _ in })
  }

  @usableFromInline init(
    key: String, summary: String, isRequired: Bool, typeName: String,
    schema: @escaping @Sendable (inout SchemaDefinitions) -> Tree,
    defaultValue: @escaping @Sendable (Root) -> Tree?,
    decode: @escaping @Sendable (Node, inout Root, inout Decoding) -> Void
  ) {
    self.key = key
    self.summary = summary
    self.isRequired = isRequired
    self.typeName = typeName
    self.schema = schema
    self.defaultValue = defaultValue
    self.decode = decode
  }
}
