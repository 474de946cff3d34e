/// The files below a folder that a person named.
package enum FolderListing {
  /// Their paths, each beginning with `path`, in the order of their bytes folder by folder: the same on every machine.
  ///
  /// Links to files are listed; links to folders are not followed, so that no file comes twice and no loop is entered.
  ///
  /// - Parameter descend: whether to look into a folder of this name; by default not into hidden ones.
  /// - Throws: `WorkspaceError` when a folder cannot be read.
  package static func files(
    under path: String, _ fileSystem: FileSystem = FileSystem(),
    descend: (_ name: String) -> Bool = { !$0.hasPrefix(".") }
  ) throws -> [String] {
    do throws(SystemError) {
      var files: [String] = []
      var waiting = [try fileSystem.openFolder(path)]
      while let folder = waiting.popLast() {
        var inner: [Folder] = []
        for name in try fileSystem.list(folder) {
          let place = folder(name)
          switch try fileSystem.status(place)?.kind {
          case .file: files.append(place.path)
          case .symbolicLink:
            if try fileSystem.status(place, followingLinks: true)?.kind == .file { files.append(place.path) }
          case .folder: if descend(name) { inner.append(try fileSystem.openFolder(place)) }
          case .special, nil: break
          }
        }
        waiting.append(contentsOf: inner.reversed())
      }
      return files
    } catch {
      throw WorkspaceError(error)
    }
  }
}
