import Documents
import Project
import Targets

/// A key of a spec as it is written, with what the schema says of it.
package struct SpecKey: Sendable {
  /// `services.api.targets`
  package let path: String
  package let name: String
  /// The section that declares it, `service`; nil for a name that the project chose.
  package let section: String?
  package let key: Range<Int>
  package let value: Range<Int>
  package let isRequired: Bool
  package let isScalar: Bool
  /// The values that it can have, where they are listed.
  package let choices: [String]

  /// Every key of a spec that the schema knows, wherever it stands.
  package static func all(in source: SourceFile) -> [SpecKey] {
    guard let root = YAMLDocuments.readSingle(source).root else { return [] }
    return SpecKeyWalk(schema: schema).keys(of: root, schema, "")
  }

  /// The keys that each section of the schema declares.
  package static func declared() -> [(section: String, key: String)] {
    guard case .mapping(let sections)? = schema["$defs"] else { return [] }
    return sections.flatMap { section -> [(String, String)] in
      guard case .mapping(let keys)? = section.value["properties"] else { return [] }
      return keys.map { (section.key, $0.key) }
    }
  }

  private static let schema = SpecSchema.schema(targets: Targets.all.map(\.name))
}

/// Walks a spec and its schema side by side.
private struct SpecKeyWalk {
  let schema: Tree

  func keys(of node: Node, _ schema: Tree, _ path: String) -> [SpecKey] {
    let (schema, section) = resolved(schema, for: node)
    if let items = node.sequence, let inner = schema["items"] {
      return items.enumerated().flatMap { keys(of: $1, inner, "\(path)[\($0)]") }
    }
    let required = schema["required"]?.texts ?? []
    return (node.mapping ?? []).flatMap { entry -> [SpecKey] in
      let name = entry.key.text ?? ""
      let declared = schema["properties"]?[name]
      guard let inner = declared ?? schema["additionalProperties"], case .mapping = inner else { return [] }
      let place = path.isEmpty ? name : "\(path).\(name)"
      let key = SpecKey(
        path: place, name: name, section: declared == nil ? nil : section, key: entry.key.range,
        value: entry.value.range,
        isRequired: required.contains(name), isScalar: entry.value.scalar != nil,
        choices: resolved(inner, for: entry.value).schema["enum"]?.texts ?? [])
      return [key] + keys(of: entry.value, inner, place)
    }
  }

  /// The part of a schema that a value falls under, and the section that this is.
  private func resolved(_ schema: Tree, for node: Node) -> (schema: Tree, section: String?) {
    if let name = schema["$ref"]?.text?.split(separator: "/").last,
      let section = self.schema["$defs"]?[String(name)]
    {
      let inner = resolved(section, for: node)
      return (inner.schema, inner.section ?? String(name))
    }
    let alternatives = (schema["anyOf"]?.elements ?? []).map { resolved($0, for: node) }
    if let fitting = alternatives.first(where: { Self.fits($0.schema, node) }) { return fitting }
    for variant in schema["allOf"]?.elements ?? [] {
      guard case .mapping(let tags)? = variant["if"]?["properties"], let tag = tags.first,
        tag.value["const"]?.text == node[tag.key]?.text, var then = variant["then"].map({ resolved($0, for: node) })
      else { continue }
      then.schema["required"] = .strings([tag.key] + (then.schema["required"]?.texts ?? []))
      return then
    }
    return (schema, nil)
  }

  private static func fits(_ schema: Tree, _ node: Node) -> Bool {
    let takesMappings = schema["properties"] != nil || schema["additionalProperties"] != nil
    let takesLists = schema["items"] != nil
    return node.mapping != nil ? takesMappings : node.sequence != nil ? takesLists : !takesMappings && !takesLists
  }
}

extension Tree {
  fileprivate var elements: [Tree] { if case .list(let items) = self { items } else { [] } }
  fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }
  fileprivate var texts: [String] { elements.compactMap(\.text) }
}
