#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds the files of a project that nobody named.
enum SpecSearch {
  static let name = "pharos.yml"

  /// `pharos.yml` in the working folder or the nearest parent that has one, as a path relative to the working folder.
  static func nearest() -> String? { nearest(name, above: ".") }

  /// A file of this name in a folder or the nearest one above it.
  static func nearest(_ name: String, above folder: String) -> String? {
    candidates(name, folder).first { access($0, R_OK) == 0 }
  }

  /// First those of the folders that the path goes through, then those above the working folder.
  private static func candidates(_ name: String, _ folder: String) -> [String] {
    let isAbsolute = folder.hasPrefix("/")
    var parts = folder.split(separator: "/").filter { $0 != "." }
    var paths: [String] = []
    while let last = parts.last, last != ".." {
      paths.append((isAbsolute ? "/" : "") + parts.joined(separator: "/") + "/" + name)
      parts.removeLast()
    }
    if isAbsolute { return paths + ["/" + name] }
    let up = parts.map { $0 + "/" }.joined()
    return paths + (0...depth).map { up + String(repeating: "../", count: $0) + name }
  }

  /// How many folders the working folder is below the root.
  private static var depth: Int { workingFolder.split(separator: "/").count }

  /// The working folder, from the root.
  static var workingFolder: String {
    guard let folder = getcwd(nil, 0) else { return "/" }
    defer { free(folder) }
    return String(cString: folder)
  }

  /// A path from the root, without `.` and `..`; links are not looked at.
  static func absolute(_ path: String) -> String {
    var parts = path.hasPrefix("/") ? [] : workingFolder.split(separator: "/")
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The folder of a file, with a slash at its end; empty for the working folder.
  static func folder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "" }
}
