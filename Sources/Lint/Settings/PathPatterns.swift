/// Finds which of many patterns match a path.
///
/// A pattern without wildcards is looked up by the path and its folders, or by their names where it may stand in any folder. Those with
/// wildcards are tried where the folders before the first wildcard are those of the path.
package struct PathPatterns: Sendable {
  private let patterns: [PathPattern]
  private var plain: [String: [Int]] = [:]
  private var names: [String: [Int]] = [:]
  private var wild: [String: [Int]] = [:]

  package init(_ patterns: [PathPattern]) {
    self.patterns = patterns
    for (index, pattern) in patterns.enumerated() {
      if let name = pattern.nameAnywhere {
        names[name, default: []].append(index)
      } else if pattern.isPlain {
        plain[pattern.beginning, default: []].append(index)
      } else {
        wild[pattern.beginning, default: []].append(index)
      }
    }
  }

  package var isEmpty: Bool { patterns.isEmpty }

  /// Whether one of them matches.
  package func match(_ path: String) -> Bool { !indices(matching: path).isEmpty }

  /// Those that match, in no order.
  package func indices(matching path: String) -> [Int] {
    if patterns.isEmpty { return [] }
    var found: [Int] = []
    var beginning = ""
    func add() {
      found += (plain[beginning] ?? []) + (wild[beginning] ?? [])
    }
    add()
    for name in path.split(separator: "/") where name != "." {
      if !names.isEmpty { found += names[String(name)] ?? [] }
      if !beginning.isEmpty { beginning += "/" }
      beginning += name
      add()
    }
    return found.filter { patterns[$0].matches(path) }
  }
}
