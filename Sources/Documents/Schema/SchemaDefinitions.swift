/// What a section says of itself, for JSON Schema and for the reference documentation.
package struct SectionDescription: Sendable {
  package struct Key: Sendable {
    package var name: String
    package var typeName: String
    package var summary: String
    package var isRequired: Bool
    package var defaultValue: Tree?
    package var schema: Tree
  }

  package var name: String
  package var summary: String
  package var keys: [Key]
  package var rest: String?
}

/// The sections met while a schema is being made, in order.
package struct SchemaDefinitions: Sendable {
  package private(set) var sections: OrderedMap<SectionDescription> = [:]
  private var underway: Set<String> = []

  package init() {}

  /// Adds a section once; one that holds itself is not described again while it is being described.
  package mutating func define(_ name: String, _ describe: (inout SchemaDefinitions) -> SectionDescription) {
    guard sections[name] == nil, underway.insert(name).inserted else { return }
    // Reserve the place, so that outer sections stand before the ones they use.
    sections[name] = SectionDescription(name: name, summary: "", keys: [])
    sections[name] = describe(&self)
    underway.remove(name)
  }
}

extension SectionDescription {
  /// The section as a JSON Schema of draft 2020-12.
  package var schema: Tree {
    var properties: [Tree.Entry] = []
    for key in keys {
      var schema = key.schema
      schema["description"] = .string(key.summary)
      if let value = key.defaultValue, value != .null, !value.isEmptyCollection { schema["default"] = value }
      properties.append(.init(key.name, schema))
    }
    var result: Tree = [
      "type": ["object", "null"], "description": .string(summary), "properties": .mapping(properties),
    ]
    if rest == nil {
      result["additionalProperties"] = false
      result["patternProperties"] = ["^x-": true]
    }
    let required = keys.filter(\.isRequired).map(\.name)
    if !required.isEmpty {
      result["type"] = "object"
      result["required"] = .strings(required)
    }
    return result
  }
}
