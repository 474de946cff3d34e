import Regeneration

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder of small files that is read whole, such as one of overlays.
package enum FolderContents {
  /// What lies below a folder, by path from it; files and folders whose names begin with a dot are left out.
  ///
  /// Links are never followed below the folder, so that nothing outside of it is read: each is an obstacle.
  ///
  /// - Returns: nil where there is no such folder.
  /// - Throws: `WorkspaceError` when it, or something in it, cannot be read.
  package static func read(_ root: String, _ fileSystem: FileSystem = FileSystem()) throws -> [String: DiskEntry]? {
    try translating {
      guard let folder = try opened(root, fileSystem) else { return nil }
      var paths: Set<String> = []
      try collect(folder, "", &paths, fileSystem)
      return try Tree(root: folder, fileSystem: fileSystem).read(paths).others
    }
  }

  private static func opened(_ root: String, _ fileSystem: FileSystem) throws(SystemError) -> Folder? {
    do throws(SystemError) { return try fileSystem.openFolder(root) } catch  where error.code == ENOENT { return nil }
  }

  private static func collect(_ folder: Folder, _ prefix: String, _ paths: inout Set<String>, _ fileSystem: FileSystem)
    throws(SystemError)
  {
    for name in try fileSystem.list(folder) where !name.hasPrefix(".") {
      if try fileSystem.status(folder(name))?.kind == .folder {
        try collect(fileSystem.openFolder(folder(name)), prefix + name + "/", &paths, fileSystem)
      } else {
        paths.insert(prefix + name)
      }
    }
  }
}
