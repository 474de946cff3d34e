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
  func list(_ folder: Folder) throws(SystemError) -> [String] { try entries(folder).map(\.name) }

  /// The same, and which of the names are no UTF-8: nothing can be opened by the text that stands for such a name.
  func entries(_ folder: Folder) throws(SystemError) -> [FolderEntry] {
    // A descriptor of its own: `fdopendir` takes it over, and reading moves its position.
    let descriptor = try call(.list, folder.path) { openat(folder.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard let stream = fdopendir(descriptor) else {
      defer { close(descriptor) }
      throw SystemError(.list, folder.path, errno)
    }
    defer { closedir(stream) }
    var entries: [FolderEntry] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw SystemError(.list, folder.path, errno) }
        break
      }
      // Taken from the entry itself: copying the fixed-size field would read past a short record's end.
      let text = UnsafeRawPointer(entry) + MemoryLayout<dirent>.offset(of: \.d_name)!
      let characters = text.assumingMemoryBound(to: CChar.self)
      let name = String(cString: characters)
      if name == "." || name == ".." { continue }
      if String(validatingCString: characters) != nil {
        entries.append(FolderEntry(name: name))
      } else {
        var status = stat()
        let isKnown = fstatat(folder.descriptor, characters, &status, AT_SYMLINK_NOFOLLOW) == 0
        entries.append(FolderEntry(name: name, unreadableKind: isKnown ? Status(status).kind : .special))
      }
    }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// Whether entries can be made and renamed in a folder.
  func checkWritable(_ folder: Folder) throws(SystemError) {
    try call(.write, folder.path + "/") { faccessat(folder.descriptor, ".", W_OK | X_OK, AT_EACCESS) }
  }
}
