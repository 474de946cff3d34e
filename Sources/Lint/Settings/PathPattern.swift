/// A pattern of paths: `*` is any run of characters but `/`, `?` one of them, `**` any number of folders.
///
/// As in `.gitignore`, one without a `/` matches a name in any folder, and what matches a folder matches all that is in it.
package struct PathPattern: Sendable, Hashable {
  package let text: String
  private let parts: [[UInt8]]

  package init(_ text: String) {
    self.text = text
    let anchored = text.contains("/") ? text : "**/" + text
    parts = anchored.split(separator: "/").filter { $0 != "." }.map { Array($0.utf8) }
  }

  /// The folders before the first part with a wildcard, all of it where there is none.
  var beginning: String { text(parts.prefix { !Self.isWild($0) }) }

  var isPlain: Bool { !parts.contains(where: Self.isWild) }

  /// What the first part with a wildcard has before it.
  var lettersBeforeWildcard: String {
    text((parts.first(where: Self.isWild)).map { [Array($0.prefix { !Self.isWild([$0]) })] } ?? [])
  }

  /// The name that it matches in any folder.
  var nameAnywhere: String? {
    parts.count == 2 && parts[0].elementsEqual("**".utf8) && !Self.isWild(parts[1]) ? text(parts[1...]) : nil
  }

  private static func isWild(_ part: [UInt8]) -> Bool {
    part.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
  }

  private func text(_ parts: some Collection<[UInt8]>) -> String {
    String(decoding: Array(parts.joined(separator: [UInt8(ascii: "/")])), as: UTF8.self)
  }

  package func matches(_ path: String) -> Bool {
    let names = path.split(separator: "/").filter { $0 != "." }.map { Array($0.utf8) }
    return Self.match(parts[...], names[...])
  }

  private static func match(_ parts: ArraySlice<[UInt8]>, _ names: ArraySlice<[UInt8]>) -> Bool {
    guard let part = parts.first else { return true }
    if part.elementsEqual("**".utf8) {
      // Several in a row mean the same as one.
      if parts.count == 1 { return !names.isEmpty }
      return match(parts.dropFirst(), names) || (!names.isEmpty && match(parts, names.dropFirst()))
    }
    guard let name = names.first, matchName(part[...], name[...]) else { return false }
    return match(parts.dropFirst(), names.dropFirst())
  }

  /// Linear: after a failure only the last `*` takes one more.
  private static func matchName(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
    var p = pattern.startIndex, n = name.startIndex
    var retry: (pattern: Int, name: Int)?
    while n < name.endIndex {
      if p < pattern.endIndex, pattern[p] == UInt8(ascii: "*") {
        retry = (p + 1, n)
        p += 1
      } else if p < pattern.endIndex, pattern[p] == UInt8(ascii: "?") || pattern[p] == name[n] {
        p += 1
        n += 1
      } else if let last = retry {
        retry = (last.pattern, last.name + 1)
        p = last.pattern
        n = last.name + 1
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
