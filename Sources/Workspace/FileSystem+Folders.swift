#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension FileSystem {
  /// Opens the folder that a person named; links on the way to it are theirs.
  package func openFolder(_ path: String) throws(SystemError) -> Folder {
    let descriptor = try call(.open, path) { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    return Folder(descriptor: descriptor, path: path)
  }

  /// Fails with ENOTDIR or ELOOP when the place is a link.
  func openFolder(_ place: Place) throws(SystemError) -> Folder {
    let descriptor = try call(.open, place.path) {
      openat(place.folder.descriptor, place.name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    }
    return Folder(descriptor: descriptor, path: place.path)
  }

  /// - Parameter minimum: permissions that it has whatever the umask says.
  func makeFolder(_ place: Place, minimum: mode_t = 0) throws(SystemError) {
    try call(.makeFolder, place.path) { mkdirat(place.folder.descriptor, place.name, 0o777) }
    guard minimum != 0, let mode = try status(place)?.permissions, mode & minimum != minimum else { return }
    try call(.setMode, place.path) { fchmodat(place.folder.descriptor, place.name, mode | minimum, 0) }
  }

  /// Fails with ENOTEMPTY or EEXIST when something is in it.
  func removeFolder(_ place: Place) throws(SystemError) {
    try call(.removeFolder, place.path) { unlinkat(place.folder.descriptor, place.name, AT_REMOVEDIR) }
  }

  /// The names in a folder, in the order of their bytes.
  func list(_ folder: Folder) throws(SystemError) -> [String] {
    // A descriptor of its own: `fdopendir` takes it over, and reading moves its position.
    let descriptor = try call(.list, folder.path) { openat(folder.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard let stream = fdopendir(descriptor) else {
      defer { close(descriptor) }
      throw SystemError(.list, folder.path, errno)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw SystemError(.list, folder.path, errno) }
        break
      }
      // Taken from the entry itself: copying the fixed-size field would read past a short record's end.
      let text = UnsafeRawPointer(entry) + MemoryLayout<dirent>.offset(of: \.d_name)!
      let name = String(cString: text.assumingMemoryBound(to: CChar.self))
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether entries can be made and renamed in a folder.
  func checkWritable(_ folder: Folder) throws(SystemError) {
    try call(.write, folder.path + "/") { faccessat(folder.descriptor, ".", W_OK | X_OK, AT_EACCESS) }
  }
}
