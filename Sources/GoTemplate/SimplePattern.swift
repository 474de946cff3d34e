/// A regular expression that needs no search for what it matches: literal text, or one character of a class, once or in a row.
///
/// What a template replaces is of this kind: `&`, `\s+`, `[*_]`.
struct SimplePattern {
  private enum Kind {
    case literal([UInt8])
    case characters(Set<Unicode.Scalar>, inverted: Bool, repeats: Bool)
  }

  private let kind: Kind

  /// `\s` of RE2: <https://github.com/google/re2/wiki/Syntax>.
  private static let blanks: Set<Unicode.Scalar> = [" ", "\t", "\n", "\r", "\u{0C}"]

  /// - Returns: nil for every other pattern.
  init?(_ pattern: String) {
    if !pattern.isEmpty, !pattern.contains(where: { #"\.+*?()|[]{}^$"#.contains($0) }) {
      kind = .literal(Array(pattern.utf8))
      return
    }
    let repeats = pattern.hasSuffix("+") && !pattern.hasSuffix("\\+")
    let atom = repeats ? String(pattern.dropLast()) : pattern
    if atom == "\\s" {
      kind = .characters(Self.blanks, inverted: false, repeats: repeats)
    } else if atom.hasPrefix("["), atom.hasSuffix("]"),
      let (members, inverted) = Self.members(atom.dropFirst().dropLast())
    {
      kind = .characters(members, inverted: inverted, repeats: repeats)
    } else {
      return nil
    }
  }

  /// The characters between brackets; nil where there is more to them than characters, escapes and ranges.
  private static func members(_ text: Substring) -> (Set<Unicode.Scalar>, inverted: Bool)? {
    var rest = text.unicodeScalars[...]
    let inverted = rest.first == "^"
    if inverted { rest.removeFirst() }
    var members: Set<Unicode.Scalar> = []
    func next() -> Unicode.Scalar? {
      guard let scalar = rest.popFirst(), scalar != "[", scalar != "]" else { return nil }
      guard scalar == "\\" else { return scalar }
      guard let escaped = rest.popFirst(), !escaped.properties.isAlphabetic else { return nil }
      return escaped
    }
    while !rest.isEmpty {
      guard let first = next() else { return nil }
      guard rest.first == "-", rest.count > 1 else {
        members.insert(first)
        continue
      }
      rest.removeFirst()
      guard let last = next(), first.value <= last.value else { return nil }
      members.formUnion((first.value...last.value).compactMap(Unicode.Scalar.init))
    }
    return members.isEmpty ? nil : (members, inverted)
  }

  /// Whether it matches somewhere.
  func matches(in text: String) -> Bool {
    switch kind {
    case .literal(let bytes): text.utf8.indices.contains { text.utf8[$0...].starts(with: bytes) }
    case .characters(let members, let inverted, _): text.unicodeScalars.contains { members.contains($0) != inverted }
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
    case .characters(let members, let inverted, let repeats):
      var result = ""
      var rest = text.unicodeScalars[...]
      while let first = rest.popFirst() {
        guard members.contains(first) != inverted else {
          result.unicodeScalars.append(first)
          continue
        }
        var match = String(first)
        while repeats, let scalar = rest.first, members.contains(scalar) != inverted {
          match.unicodeScalars.append(scalar)
          rest.removeFirst()
        }
        result += replacement(match)
      }
      return result
    }
  }
}
