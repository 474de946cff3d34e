import Documents

/// What an overlay asks for besides laying a value over another: a mapping of such keys stands where the value would.
///
/// No configuration that pharos writes has keys that begin with one dollar sign, and JSON can spell them as well as YAML. A null
/// could not say "delete": Compose, the collector and Grafana each have nulls with a meaning.
package enum Directive: String, CaseIterable, Sendable {
  /// `true`: the key, or the element of a list, is not there.
  case delete = "$delete"
  /// A value that takes the place of what is there, whole and of whatever type.
  case replace = "$replace"
  /// Elements at the end of a list, and at its start; those that are in it already are not added.
  case append = "$append"
  case prepend = "$prepend"
  /// Elements that are not in the list.
  case remove = "$remove"

  /// What follows it, for messages.
  var takes: String {
    switch self {
    case .delete: "`true`"
    case .replace: "a value"
    case .append, .prepend, .remove: "a list"
    }
  }

  /// Whether a key can only be meant as a directive.
  static func isLike(_ key: String) -> Bool {
    let bytes = key.utf8
    return bytes.first == UInt8(ascii: "$") && bytes.dropFirst().first.map { (0x61...0x7A).contains($0 | 0x20) } == true
  }
}

extension Node {
  /// Whether the mapping has directives among its keys, or what is meant to be one.
  var hasDirectives: Bool { mapping?.contains { Directive.isLike($0.key.text ?? "") } ?? false }
}
