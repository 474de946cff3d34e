/// Collections of YAML on one line: `{ a: 1, b: [2, 3] }`.
enum YAMLFlow {
  /// - Returns: nil for a scalar, and where a comment or a text of several lines is inside.
  static func text(_ tree: Tree) -> String? {
    switch tree {
    case .mapping, .list: value(tree)
    default: nil
    }
  }

  private static func value(_ tree: Tree) -> String? {
    switch tree {
    case .commented: return nil
    case .string(let text): return scalar(text)
    case .mapping(let entries):
      if entries.isEmpty { return "{}" }
      let parts = entries.map { entry in
        scalar(entry.key).flatMap { key in value(entry.value).map { "\(key): \($0)" } }
      }
      return parts.contains(nil) ? nil : "{ \(parts.compactMap { $0 }.joined(separator: ", ")) }"
    case .list(let items):
      let parts = items.map(value)
      return parts.contains(nil) ? nil : "[\(parts.compactMap { $0 }.joined(separator: ", "))]"
    case .null, .boolean, .integer, .number:
      return String(decoding: YAMLWriter.write(tree), as: UTF8.self).filter { $0 != "\n" }
    }
  }

  /// As in a block, and quoted where a bracket, a brace or a comma would end it, or libyaml would look for a key.
  private static func scalar(_ text: String) -> String? {
    guard !text.utf8.contains(UInt8(ascii: "\n")) else { return nil }
    let block = YAMLWriter.scalar(text)
    let isSafe = !text.hasPrefix(":") && !text.utf8.contains { ",[]{}?".utf8.contains($0) }
    guard block == text, !isSafe else { return block }
    return text.utf8.contains(UInt8(ascii: "'")) ? JSONWriter.quoted(text) : "'\(text)'"
  }
}
