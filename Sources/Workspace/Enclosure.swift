#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Folders that somebody named, by where they really are: what a link leads to elsewhere is outside.
///
/// A repository may come from anyone. A link in it must not make pharos read or write what is not in it.
package struct Enclosure: Sendable {
  /// Real paths, each with a slash at its end.
  private let roots: [String]

  /// - Parameter folders: those that do not exist enclose nothing.
  package init(_ folders: [String]) { roots = folders.compactMap(Self.real).map { $0 == "/" ? $0 : $0 + "/" } }

  /// The Git work tree that a folder lies in; where there is none, the folder itself.
  package init(projectOf folder: String) {
    let real = Self.real(folder) ?? folder
    var above = real
    while !above.isEmpty {
      if access(above + "/.git", F_OK) == 0 {
        self.init([above])
        return
      }
      above = Workspace.split(above).folder
      if above == "/" { break }
    }
    self.init([real])
  }

  private init(roots: [String]) { self.roots = roots }

  package static func + (a: Enclosure, b: Enclosure) -> Enclosure { Enclosure(roots: a.roots + b.roots) }

  /// Whether what a path leads to is within; what is nowhere yet is taken for it.
  package func contains(_ path: String) -> Bool {
    guard let real = Self.real(path) else { return true }
    return roots.contains { real.hasPrefix($0) || real + "/" == $0 }
  }

  /// - Throws: `WorkspaceError` where what a path leads to is not within.
  package func check(_ path: String) throws {
    guard !contains(path) else { return }
    throw WorkspaceError(
      .obstacle, "\(path) is a link to what lies outside of the project",
      help: "links that lead out of the project are not followed: put the files themselves in its place")
  }

  /// Whether a path that somebody named leads where its names say: within the project that they lie in, as far as they lie in one. A
  /// pull request may put a link in the place of what is named every day.
  package static func staysInProject(_ path: String) -> Bool {
    guard let working = real(".") else { return true }
    let path = path.hasPrefix("/") ? path : working + "/" + path
    var folder: [Substring] = []
    for name in path.split(separator: "/") where name != "." {
      if name == ".." { _ = folder.popLast() } else { folder.append(name) }
    }
    var project: String?
    let isBelow = ("/" + folder.joined(separator: "/")).hasPrefix(working + "/")
    while project == nil, !folder.isEmpty {
      folder.removeLast()
      let above = "/" + folder.joined(separator: "/")
      if access(above + "/.git", F_OK) == 0 { project = above }
    }
    guard let project = (project ?? (isBelow ? working : nil)).flatMap(real) else { return true }
    let place = "/" + names(of: path).joined(separator: "/")
    return project == "/" || place == project || place.hasPrefix(project + "/")
  }

  /// The names of a path, links followed as far as it is there.
  package static func names(of path: String) -> [String] {
    var there = path, rest: [Substring] = []
    while real(there) == nil, let slash = there.lastIndex(of: "/") {
      rest.insert(there[there.index(after: slash)...], at: 0)
      there = String(there[..<slash])
    }
    return ((real(there) ?? there).split(separator: "/") + rest).map(String.init)
  }

  /// Where the links of a path lead; nil when nothing is there.
  package static func real(_ path: String) -> String? {
    guard let real = realpath(path.isEmpty ? "." : path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
