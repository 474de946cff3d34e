import Documents

/// The patterns of a `.gitignore`; the last one that matches a path decides.
///
/// <https://git-scm.com/docs/gitignore#_pattern_format>. Sets of characters, `[ab]`, stand for any one, and a pattern of folders matches
/// files of the name too: what may be left out counts as left out.
package struct GitIgnore {
  private let patterns: [(pattern: PathPattern, isKept: Bool)]

  package init(_ text: String) {
    patterns = text.split(whereSeparator: \.isNewline).compactMap { line in
      var line = Substring(String(line).trimmed())
      if line.isEmpty || line.hasPrefix("#") { return nil }
      let isKept = line.hasPrefix("!")
      if isKept || line.hasPrefix("\\") { line.removeFirst() }
      if line.hasSuffix("/") { line.removeLast() }
      return line.isEmpty ? nil : (PathPattern(Self.withoutSets(line)), isKept)
    }
  }

  /// - Parameter path: from the folder that the file is in.
  /// - Returns: nil where no pattern matches.
  package func ignores(_ path: String) -> Bool? {
    patterns.last { $0.pattern.matches(path) }.map { !$0.isKept }
  }

  private static func withoutSets(_ pattern: Substring) -> String {
    var result = "", rest = pattern
    while let open = rest.firstIndex(of: "["), let close = rest[open...].firstIndex(of: "]") {
      result += rest[..<open] + "?"
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}
