extension Codec {
  /// A list of values; one that cannot be read is left out with its finding, and the whole list where too few are left: who reads
  /// it may count on them.
  @inlinable public static func list<Element>(of element: Codec<Element>, minimum: Int = 0) -> Codec
  where Value == [Element] {
    Codec(
      "list of \(element.typeName)",
      schema: {
        Tree.mapping(
          [.init("type", "array"), .init("items", element.schema(&$0))]
            + (minimum > 0 ? [.init("minItems", .integer(minimum))] : []))
      },
      encode: { values in .list(values.compactMap { element.encode($0) }) }
    ) { node, decoding in
      guard let items = node.sequence else {
        decoding.expected(
          "a list of \(element.plainName)", example: node.text.flatMap { $0.isEmpty ? nil : "[\($0)]" }, at: node)
        return nil
      }
      if items.count < minimum {
        decoding.report(decoding.family.value, "the list is empty", help: "name at least \(minimum)", at: node.range)
      }
      // What an element lacks is said where it begins, not at the key of the whole list.
      let outer = decoding.owner
      defer { decoding.owner = outer }
      let elements = items.compactMap { item in
        decoding.owner = nil
        return element.decode(item, &decoding)
      }
      return elements.count < minimum ? nil : elements
    }
  }

  /// A mapping from names to values, in the order of the file. A value whose name is wrong stays under that name.
  /// - Parameter key: checks each name.
  @inlinable public static func mapping<Element>(
    of element: Codec<Element>, key: Codec<String>, keyName: String = "NAME"
  ) -> Codec where Value == OrderedMap<Element> {
    Codec(
      "mapping of \(key.typeName) to \(element.typeName)",
      schema: { definitions in
        var schema: Tree = ["type": "object", "additionalProperties": element.schema(&definitions)]
        if let pattern = key.schema(&definitions)["pattern"] { schema["propertyNames"] = ["pattern": pattern] }
        return schema
      },
      encode: { map in .mapping(map.compactMap { name, value in element.encode(value).map { .init(name, $0) } }) }
    ) { node, decoding in
      if node.isNull { return [:] }
      guard let entries = node.mapping else {
        decoding.expected("a mapping", example: "\(keyName): …", at: node)
        return nil
      }
      var elements: [(key: String, value: Element)] = []
      let outer = decoding.owner
      // Reading has left out keys that stand twice.
      for entry in entries {
        decoding.owner = entry.key.range
        _ = key.decode(entry.key, &decoding)
        decoding.checkLength(of: entry.key)
        if let value = element.decode(entry.value, &decoding) { elements.append((entry.key.text ?? "", value)) }
      }
      decoding.owner = outer
      return OrderedMap(unique: elements)
    }
  }

  /// Whichever of two notations the node's kind fits: `scalar` for scalars, this one for the rest.
  @inlinable public func orScalar(_ scalar: Codec) -> Codec {
    Codec(
      "\(scalar.typeName) or \(typeName)",
      schema: { [schema] in ["anyOf": [scalar.schema(&$0), schema(&$0)]] }, encode: encode
    ) { [decode] node, decoding in
      node.scalar != nil && !node.isNull ? scalar.decode(node, &decoding) : decode(node, &decoding)
    }
  }

  /// A mapping whose shape depends on the word under `tag`.
  /// - Parameters:
  ///   - standard: the word that is meant where there is none; nil where one must be said.
  ///   - rest: reads what does not depend on the word, where that is missing or none of these.
  @inlinable public static func variants(
    tag: String, default standard: String? = nil, _ variants: [(name: String, codec: Codec)],
    rest: @escaping @Sendable (Node, inout Decoding) -> Value? = { _, _ in nil }
  ) -> Codec {
    let names = variants.map(\.name)
    return Codec(
      "mapping with `\(tag)`: \(names.joined(separator: ", "))",
      schema: { definitions in
        .compact([
          "type": "object", "required": standard == nil ? [.string(tag)] : nil,
          "properties": .mapping([.init(tag, ["enum": .strings(names)])]),
          "allOf": .list(
            variants.map { name, codec in
              let condition: Tree = ["properties": .mapping([.init(tag, ["const": .string(name)])])]
              // Without the word, such a condition holds.
              let isSaid = standard != nil && name != standard
              return [
                "if": isSaid ? condition.merging(["required": [.string(tag)]]) : condition,
                "then": codec.schema(&definitions),
              ]
            }),
        ])
      },
      encode: { value in variants.lazy.compactMap { $0.codec.encode(value) }.first }
    ) { node, decoding in
      guard node.mapping != nil else {
        decoding.expected("a mapping with `\(tag)`", at: node)
        return nil
      }
      if node[tag] == nil, let standard {
        return variants.first { $0.name == standard }?.codec.decode(node, &decoding)
      }
      guard let word = node[tag] else {
        decoding.report(
          decoding.family.missingKey, "the key `\(tag)` is missing",
          help: "add `\(tag):` with one of \(names.joined(separator: ", "))", at: decoding.owner ?? node.range)
        return rest(node, &decoding)
      }
      guard Codec<String>.word(of: names).decode(word, &decoding) != nil else { return rest(node, &decoding) }
      return variants.first { $0.name == word.text }?.codec.decode(node, &decoding)
    }
  }

  /// A mapping with exactly one of several keys, which says what the value below it is.
  @inlinable public static func choice(
    _ name: String, _ summary: String, _ choices: [(key: String, summary: String, codec: Codec)]
  ) -> Codec {
    let keys = choices.map(\.key)
    return Codec(
      "[\(name)](#\(name))",
      schema: { definitions in
        definitions.define(name) { definitions in
          SectionDescription(
            name: name, summary: summary,
            keys: choices.map { key, summary, codec in
              .init(
                name: key, typeName: codec.typeName, summary: summary, isRequired: false, defaultValue: nil,
                schema: codec.schema(&definitions))
            })
        }
        return ["$ref": .string("#/$defs/\(name)")]
      },
      encode: { _ in nil }
    ) { node, decoding in
      guard let entries = node.mapping, entries.count == 1, let entry = entries.first,
        let choice = choices.first(where: { $0.key == entry.key.text })
      else {
        let expected = keys.map { "`\($0)`" }.joined(separator: ", ")
        let found = node.mapping?.compactMap(\.key.text).map { "`\($0)`" }.joined(separator: ", ") ?? node.kindName
        decoding.report(
          decoding.family.choice,
          "expected exactly one of the keys \(expected), found \(found.isEmpty ? "none" : found)",
          at: node.range)
        return nil
      }
      return choice.codec.decode(entry.value, &decoding)
    }
  }

  /// The node itself, for keys whose type is known only later.
  public static func node(_ typeName: String = "value") -> Codec where Value == Node {
    Codec(typeName, schema: { _ in [:] }, encode: { _ in nil }) { node, _ in node }
  }
}
