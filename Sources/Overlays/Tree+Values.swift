import Documents

extension Tree {
  /// The value without the comment above it.
  var uncommented: Tree { if case .commented(_, let value) = self { value } else { self } }

  /// The value without any comment in it.
  var plain: Tree {
    switch self {
    case .commented(_, let value): value.plain
    case .list(let items): .list(items.map(\.plain))
    case .mapping(let entries): .mapping(entries.map { Entry($0.key, $0.value.plain) })
    default: self
    }
  }

  /// What kind of value it is, for messages.
  var kindName: String {
    switch uncommented {
    case .null, .commented: "nothing"
    case .boolean: "a boolean"
    case .integer, .number: "a number"
    case .string: "a string"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }

  /// A scalar as text, whatever its type.
  var text: String? {
    switch uncommented {
    case .string(let text), .number(let text): text
    case .integer(let value): String(value)
    case .boolean(let value): value ? "true" : "false"
    case .null, .list, .mapping, .commented: nil
    }
  }
}
