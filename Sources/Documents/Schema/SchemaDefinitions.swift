/// What a section says of itself, for JSON Schema and for the reference documentation.
public struct SectionDescription: Sendable {
  /// A key of the section, as documentation and schema show it.
  public struct Key: Sendable {
    public var name: String
    public var typeName: String
    public var summary: String
    public var isRequired: Bool
    public var defaultValue: Tree?
    public var schema: Tree

    /// All of it.
    public init(
      name: String, typeName: String, summary: String, isRequired: Bool, defaultValue: Tree?, schema: Tree
    ) {
      self.name = name
      self.typeName = typeName
      self.summary = summary
      self.isRequired = isRequired
      self.defaultValue = defaultValue
      self.schema = schema
    }
  }

  public var name: String
  public var summary: String
  public var keys: [Key]
  public var rest: String?

  /// - Parameter rest: what keys beyond the declared ones are; nil where there may be none.
  public init(name: String, summary: String, keys: [Key], rest: String? = nil) {
    self.name = name
    self.summary = summary
    self.keys = keys
    self.rest = rest
  }
}

/// The sections met while a schema is being made, in order.
public struct SchemaDefinitions: Sendable {
  public private(set) var sections: OrderedMap<SectionDescription> = [:]
  private var underway: Set<String> = []

  /// No sections yet.
  public init() {}

  /// Adds a section once; one that holds itself is not described again while it is being described.
  public mutating func define(_ name: String, _ describe: (inout SchemaDefinitions) -> SectionDescription) {
    guard sections[name] == nil, underway.insert(name).inserted else { return }
    // Reserve the place, so that outer sections stand before the ones they use.
    sections[name] = SectionDescription(name: name, summary: "", keys: [])
    sections[name] = describe(&self)
    underway.remove(name)
  }
}

extension SectionDescription {
  /// The section as a JSON Schema of draft 2020-12.
  public var schema: Tree {
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
