#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The files below a folder that a person named.
package enum FolderListing {
  /// Their paths, each beginning with `path`, in the order of their bytes folder by folder: the same on every machine.
  ///
  /// Links to files are listed; links to folders are not followed, so that no file comes twice and no loop is entered.
  ///
  /// - Parameter descend: whether to look into a folder of this name; by default not into hidden ones.
  /// - Parameter skip: called for each folder below that cannot be read, and for what has a name that is no UTF-8, which is then left
  ///   out; by default nothing is.
  /// - Parameter onLink: called for each link to a folder; by default they are passed by.
  /// - Throws: `WorkspaceError` when a folder cannot be read; what `onLink` throws.
  package static func files(
    under path: String, _ fileSystem: FileSystem = FileSystem(),
    descend: (_ name: String) -> Bool = { !$0.hasPrefix(".") },
    skip: ((_ path: String, _ error: WorkspaceError) -> Void)? = nil,
    onLink: (_ path: String) throws -> Void = { _ in }
  ) throws -> [String] {
    do {
      var files: [String] = []
      var waiting = [try fileSystem.openFolder(path)]
      while let folder = waiting.popLast() {
        var inner: [Folder] = []
        for entry in try fileSystem.entries(folder) {
          let name = entry.name, place = folder(name)
          if let kind = entry.unreadableKind {
            guard kind != .special, kind != .folder || descend(name) else { continue }
            let error = WorkspaceError(
              .name(isOfFolder: kind == .folder), "the name of \(place.path) is not valid UTF-8",
              help: "rename it, so that every program calls it the same")
            guard let skip else { throw error }
            skip(place.path, error)
            continue
          }
          switch try fileSystem.status(place)?.kind {
          case .file: files.append(place.path)
          case .symbolicLink:
            switch try fileSystem.status(place, followingLinks: true)?.kind {
            case .file: files.append(place.path)
            case .folder: try onLink(place.path)
            case .special, .symbolicLink, nil: break
            }
          case .folder:
            guard descend(name) else { continue }
            do throws(SystemError) {
              inner.append(try fileSystem.openFolder(place))
            } catch {
              guard let skip else { throw error }
              skip(place.path, WorkspaceError(error))
            }
          case .special, nil: break
          }
        }
        waiting.append(contentsOf: inner.reversed())
      }
      return files
    } catch let error as SystemError {
      throw WorkspaceError(error)
    }
  }

  /// Refuses a link to a folder, where the contents of every folder count.
  package static func refuse(link path: String) throws {
    throw WorkspaceError(
      .obstacle, "\(path) is a symbolic link to a folder",
      help: "links to folders are not followed here: put the folder itself in its place")
  }

  /// The files that a shell's pattern matches, `rules/*.yml`, sorted by their bytes; none where nothing can be read.
  package static func matching(_ pattern: String) -> [String] {
    var result = glob_t()
    defer { globfree(&result) }
    guard glob(pattern, GLOB_NOSORT, nil, &result) == 0 else { return [] }
    return (0..<Int(result.gl_pathc)).compactMap { result.gl_pathv[$0].map { String(cString: $0) } }.sorted {
      Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8))
    }
  }

  /// Whether a path leads to a folder.
  ///
  /// - Throws: `WorkspaceError` when it does not exist.
  package static func isFolder(_ path: String, _ fileSystem: FileSystem = FileSystem()) throws -> Bool {
    do throws(SystemError) {
      var status = stat()
      try fileSystem.call(.open, path) { stat(path, &status) }
      return Status(status).kind == .folder
    } catch {
      throw WorkspaceError(error)
    }
  }
}
