import Documents
import Formats

/// What was linted, and which files are there.
struct LintedPlace: Sendable {
  private let exists: @Sendable (String) -> Bool
  /// Every folder with a file that was given, or with folders of such files.
  private let folders: Set<String>
  /// The folder that all of them are in, part by part; the first part of a path from the root is empty.
  private let root: [Substring]

  /// - Parameters:
  ///   - paths: normalized.
  ///   - exists: nil where nobody can look: then there is what was given.
  init(_ paths: Set<String>, exists: (@Sendable (String) -> Bool)?) {
    self.exists = exists ?? { paths.contains($0) }
    var folders: Set<String> = [], root: [Substring]?
    for path in paths {
      var folder = ProjectPath.folder(path)
      while folders.insert(folder).inserted { folder = ProjectPath.folder(folder) }
      let parts = Self.parts(path).dropLast()
      root = root.map { zip($0, parts).prefix { $0 == $1 }.map(\.0) } ?? Array(parts)
    }
    self.folders = folders
    self.root = root ?? []
  }

  /// Whether a file lies on the disk: not what comes through a pipe.
  func has(_ file: String) -> Bool { exists(file) && !file.hasPrefix("/dev/") && !file.hasPrefix("/proc/") }

  /// Whether a file that another names should be here and is not.
  func lacks(_ path: String, namedAs word: String, in file: String) -> Bool {
    guard let first = word.utf8.first, first != UInt8(ascii: "/"), first != UInt8(ascii: "~"), !word.includes("\\")
    else { return false }
    let parts = Self.parts(path)
    guard parts.starts(with: root), Self.isOwn(parts.dropFirst(root.count)), !exists(path) else { return false }
    // An empty folder is a repository within this one that was not fetched.
    let folder = ProjectPath.folder(path)
    guard folders.contains(folder) || !exists(folder) else { return false }
    let above = sequence(first: ProjectPath.folder(file)) { $0.isEmpty ? nil : ProjectPath.folder($0) }
    return above.dropFirst().allSatisfy { !exists(ProjectPath.resolved(word, beside: $0.isEmpty ? "" : $0 + "/")) }
  }

  /// Whether a path leads neither out of the folder nor to what others put there.
  private static func isOwn(_ parts: some Sequence<Substring>) -> Bool {
    parts.allSatisfy { !$0.hasPrefix(".") && !ProjectPath.foreignFolders.contains(String($0)) }
  }

  private static func parts(_ path: String) -> [Substring] {
    path.split(separator: "/", omittingEmptySubsequences: false)
  }
}
