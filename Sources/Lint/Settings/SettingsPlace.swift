/// Where the settings stand, seen from where paths are given: patterns are about paths below the settings.
package struct SettingsPlace: Sendable {
  /// The working folder and the folder of the settings, both from the root, part by part.
  private let working: [Substring]
  private let folder: [Substring]

  /// Settings that stand in the working folder.
  package init() {
    working = []
    folder = []
  }

  /// - Parameters:
  ///   - working: the working folder, from the root.
  ///   - folder: the folder of the settings, from the working folder or from the root.
  package init(working: String, folder: String) {
    self.working = working.split(separator: "/")
    self.folder = Self.resolved(folder, self.working)
  }

  /// A path as the settings see it; one that is not below them stays as it is.
  func path(_ path: String) -> String {
    if folder == working, !path.hasPrefix("/") { return path }
    let parts = Self.resolved(path, working)
    return parts.starts(with: folder) ? parts.dropFirst(folder.count).joined(separator: "/") : path
  }

  private static func resolved(_ path: String, _ working: [Substring]) -> [Substring] {
    var parts = path.hasPrefix("/") ? [] : working
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts
  }
}
