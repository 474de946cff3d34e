import Documents

/// The given files by their paths, for the patterns of configurations.
///
/// What begins alike stands together in the order of the paths, so that only those files are tried that have the folders and the letters
/// which a pattern has before its first wildcard.
struct FileIndex: Sendable {
  private let files: [FileFact]
  /// In order.
  private let paths: [(path: String, index: Int)]
  private let rulePaths: [String]

  init(_ files: [FileFact]) {
    self.files = files
    let normalized = files.map { ProjectPath.normalized($0.source.name) }
    paths = normalized.enumerated().map { (path: Self.withoutRoot($1), index: $0) }.sorted {
      Self.isBefore($0.path, $1.path)
    }
    rulePaths = zip(files, normalized).filter { $0.0.kind == .rules }.map(\.1).sorted(by: Self.isBefore)
  }

  /// The files that a path with wildcards names, in their order.
  func files(matching path: String) -> [FileFact] {
    let pattern = PathPattern("/" + path)
    let start = pattern.beginning
    var found: [Int]
    if pattern.isPlain {
      found = indices(from: start) { $0.elementsEqual(start.utf8) } + indices(beginningWith: start + "/")
      if start.isEmpty { found = Array(files.indices) }
    } else {
      let prefix = (start.isEmpty ? "" : start + "/") + pattern.lettersBeforeWildcard
      found = indices(beginningWith: prefix).filter { pattern.matches(paths[$0].path) }
    }
    return found.map { paths[$0].index }.sorted().map { files[$0] }
  }

  /// Whether a rule file lies in a folder or below it.
  func hasRules(under folder: String) -> Bool {
    if folder.isEmpty { return !rulePaths.isEmpty }
    let place = rulePaths.boundary { !Self.isBefore($0, folder + "/") }
    return place < rulePaths.count && rulePaths[place].utf8.starts(with: (folder + "/").utf8)
  }

  private func indices(beginningWith start: String) -> [Int] {
    indices(from: start) { $0.starts(with: start.utf8) }
  }

  private func indices(from start: String, while belongs: (String.UTF8View) -> Bool) -> [Int] {
    let first = paths.boundary { !Self.isBefore($0.path, start) }
    return Array(paths[first...].indices.prefix { belongs(paths[$0].path.utf8) })
  }

  /// By bytes, so that what begins alike stands together.
  private static func isBefore(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }

  private static func withoutRoot(_ path: String) -> String { path.hasPrefix("/") ? String(path.dropFirst()) : path }
}
