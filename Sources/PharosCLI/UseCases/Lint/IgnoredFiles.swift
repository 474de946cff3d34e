import Lint
import Workspace

/// What Git leaves out of a repository, by the `.gitignore` files of the folders that a path goes through and of those above.
enum IgnoredFiles {
  /// - Parameter path: from the working folder, or from the root.
  static func contain(_ path: String) -> Bool {
    let parts = SpecSearch.absolute(path).split(separator: "/")
    // The nearest file that says something of it decides.
    for depth in parts.indices.reversed() {
      let folder = "/" + parts[..<depth].map { $0 + "/" }.joined()
      if let bytes = try? TextFile.read(folder + ".gitignore"),
        let isIgnored = GitIgnore(String(decoding: bytes, as: UTF8.self)).ignores(
          parts[depth...].joined(separator: "/"))
      {
        return isIgnored
      }
      if SpecSearch.exists(folder + ".git") { break }
    }
    return false
  }
}
