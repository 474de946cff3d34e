extension Tree {
  /// What was read, without its places: scalars by their type under YAML's core schema, numbers in the digits as written.
  public init(_ node: Node) {
    switch node.content {
    case .sequence(let items): self = .list(items.map { Tree($0) })
    case .mapping(let entries): self = .mapping(entries.map { Entry($0.key.text ?? "", Tree($0.value)) })
    case .scalar(let scalar):
      switch scalar.coreType {
      case .null: self = .null
      case .boolean: self = .boolean(scalar.boolean ?? false)
      case .integer: self = Int(scalar.text).map { .integer($0) } ?? .number(scalar.text)
      case .float: self = .number(scalar.text)
      case .string: self = .string(scalar.text)
      }
    }
  }
}
