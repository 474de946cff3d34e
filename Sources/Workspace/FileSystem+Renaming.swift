import CPosix

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension FileSystem {
  /// Renames, replacing what has the new name.
  func rename(_ from: Place, to: Place) throws(SystemError) {
    try call(.rename, to.path) { renameat(from.folder.descriptor, from.name, to.folder.descriptor, to.name) }
  }

  /// Renames unless the new name is taken: EEXIST.
  func renameToFreeName(_ from: Place, to: Place) throws(SystemError) {
    do throws(SystemError) {
      try call(.moveToFreeName, to.path) {
        cposix_rename_to_free_name(from.folder.descriptor, from.name, to.folder.descriptor, to.name)
      }
    } catch  where error.isUnsupported {
      // Not atomic: a file made between these two calls is lost. The file system has nothing better.
      if try status(to) != nil { throw SystemError(.moveToFreeName, to.path, EEXIST) }
      try rename(from, to: to)
    }
  }

  /// Exchanges two entries in one atomic step. False when the file system cannot do that.
  func exchange(_ a: Place, _ b: Place) throws(SystemError) -> Bool {
    do throws(SystemError) {
      try call(.exchange, b.path) { cposix_exchange(a.folder.descriptor, a.name, b.folder.descriptor, b.name) }
      return true
    } catch  where error.isUnsupported {
      return false
    }
  }

  /// Waits until a file's contents are with the disk; those of many files only then reach the medium together, when a
  /// folder is synced.
  func sync(_ place: Place) throws(SystemError) {
    let descriptor = try call(.open, place.path) {
      openat(place.folder.descriptor, place.name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    }
    defer { close(descriptor) }
    try call(.sync, place.path) { fsync(descriptor) }
  }

  /// Waits until a folder's entries, and all that was synced before them, are on the medium.
  func sync(_ folder: Folder) throws(SystemError) {
    try call(.sync, folder.path) { cposix_sync(folder.descriptor) }
  }

  /// Waits until everything on the folder's file system is on the disk. False when the system has no such call.
  func syncFileSystem(of folder: Folder) throws(SystemError) -> Bool {
    do throws(SystemError) {
      try call(.syncFileSystem, folder.path) { cposix_sync_file_system(folder.descriptor) }
      return true
    } catch  where error.isUnsupported {
      return false
    }
  }
}

extension SystemError {
  /// Whether the call is one that this system or file system does not have.
  fileprivate var isUnsupported: Bool { [EINVAL, ENOSYS, ENOTSUP, EOPNOTSUPP].contains(code) }
}
