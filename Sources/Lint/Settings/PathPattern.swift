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
