import RE2

/// A regular expression that needs no search for what it matches: literal text, or one character of a set, once or in a row.
///
/// What a template replaces is of this kind: `&`, `\s+`, `[*_]`.
struct SimplePattern {
  private enum Kind {
    case literal([UInt8])
    case characters(CharacterSet, repeats: Bool)
  }

  private let kind: Kind

  /// - Returns: nil for every other pattern.
  init?(_ pattern: Pattern) {
    switch pattern.tree.ungrouped.kind {
    case .literal(let text, ignoresCase: false): kind = .literal(Array(text.utf8))
    case .characters(let set): kind = .characters(set, repeats: false)
    case .repetition(let inner, minimum: 1, maximum: nil, isLazy: false):
      guard case .characters(let set) = inner.ungrouped.kind else { return nil }
      kind = .characters(set, repeats: true)
    default: return nil
    }
  }

  /// The text with everything that it matches replaced.
  /// - Parameter replacement: what takes the place of a match.
  func replacing(in text: String, with replacement: (String) -> String) -> String {
    switch kind {
    case .literal(let bytes):
      var result: [UInt8] = []
      var rest = text.utf8[...]
      while let byte = rest.first {
        if rest.starts(with: bytes) {
          result += Array(replacement(String(decoding: bytes, as: UTF8.self)).utf8)
          rest = rest.dropFirst(bytes.count)
        } else {
          result.append(byte)
          rest.removeFirst()
        }
      }
      return String(decoding: result, as: UTF8.self)
    case .characters(let set, let repeats):
      var result = ""
      var rest = text.unicodeScalars[...]
      while let first = rest.popFirst() {
        guard set.contains(first.value) else {
          result.unicodeScalars.append(first)
          continue
        }
        var match = String(first)
        while repeats, let scalar = rest.first, set.contains(scalar.value) {
          match.unicodeScalars.append(scalar)
          rest.removeFirst()
        }
        result += replacement(match)
      }
      return result
    }
  }
}
