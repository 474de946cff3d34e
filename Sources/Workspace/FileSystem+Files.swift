#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension FileSystem {
  /// What lies at a place; nil when nothing does.
  func status(_ place: Place, followingLinks isFollowing: Bool = false) throws(SystemError) -> Status? {
    var status = stat()
    do throws(SystemError) {
      try call(.examine, place.path) {
        fstatat(place.folder.descriptor, place.name, &status, isFollowing ? 0 : AT_SYMLINK_NOFOLLOW)
      }
    } catch  where error.code == ENOENT {
      return nil
    }
    return Status(status)
  }

  func status(_ folder: Folder) throws(SystemError) -> Status {
    var status = stat()
    try call(.examine, folder.path) { fstat(folder.descriptor, &status) }
    return Status(status)
  }

  /// Opens a file that a person named, to be read.
  ///
  /// - Throws: `WorkspaceError` for a pipe, socket or device that was not handed over: it may be silent for ever.
  func openNamed(_ path: String) throws -> Int32 {
    let isHandedOver = TextFile.isHandedOver(path)
    // An ordinary open of a pipe waits for somebody to write into it.
    let waiting = isHandedOver ? 0 : O_NONBLOCK | O_NOCTTY
    let descriptor = try call(.open, path) { open(path, O_RDONLY | O_CLOEXEC | waiting) }
    if isHandedOver { return descriptor }
    do {
      var status = stat()
      try call(.examine, path) { fstat(descriptor, &status) }
      guard Status(status).kind == .special else { return descriptor }
      let isPipe = status.st_mode & S_IFMT == S_IFIFO
      throw WorkspaceError(
        .special, "cannot open \(path): it is a \(isPipe ? "named pipe" : "device"), not a file",
        help: isPipe ? "pipe what is to be read into pharos, and name /dev/stdin" : nil)
    } catch {
      close(descriptor)
      throw error
    }
  }

  /// The contents of a file; nil when there is more than `limit`.
  func read(_ place: Place, limit: Int) throws(SystemError) -> [UInt8]? {
    // A pipe that took the file's place since would block an ordinary open.
    let descriptor = try call(.open, place.path) {
      openat(place.folder.descriptor, place.name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    }
    defer { close(descriptor) }
    return try read(descriptor, path: place.path, limit: limit)
  }

  /// Everything up to the end; nil when there is more than `limit`.
  func read(_ descriptor: Int32, path: String, limit: Int) throws(SystemError) -> [UInt8]? {
    var status = stat()
    try call(.examine, path) { fstat(descriptor, &status) }
    // One byte more than the size, so that the end of a file shows in its first read; pipes and devices have no size.
    let isFile = Status(status).kind == .file
    if isFile, status.st_size > limit { return nil }
    let room = isFile ? min(Int(status.st_size), limit) + 1 : 1 << 16
    var bytes: [UInt8] = []
    while bytes.count <= limit {
      let part = try readOnce(descriptor, path: path, room: room)
      if bytes.isEmpty { bytes = part } else { bytes += part }
      if part.isEmpty || (isFile && part.count < room) { return bytes.count <= limit ? bytes : nil }
    }
    return nil
  }

  private func readOnce(_ descriptor: Int32, path: String, room: Int) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      do throws(SystemError) {
        count = try call(.read, path) { Self.systemRead(descriptor, buffer.baseAddress!, room) }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Makes a new file with these contents; fails when the name is taken.
  ///
  /// - Parameter minimum: permissions that a file which replaces none has whatever the umask says.
  func create(
    _ place: Place, _ bytes: [UInt8], permissions: mode_t, minimum: mode_t = 0, replacing old: mode_t? = nil
  ) throws(SystemError) {
    let descriptor = try call(.create, place.path) {
      openat(place.folder.descriptor, place.name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, permissions)
    }
    defer { close(descriptor) }
    // A file that replaces another takes over its mode, which somebody may have tightened.
    if let old {
      try call(.setMode, place.path) { fchmod(descriptor, old) }
    } else if minimum != 0 {
      var status = stat()
      try call(.examine, place.path) { fstat(descriptor, &status) }
      let mode = Status(status).permissions
      if mode & minimum != minimum { try call(.setMode, place.path) { fchmod(descriptor, mode | minimum) } }
    }
    var written = 0
    while written < bytes.count {
      written += try call(.write, place.path) {
        bytes.withUnsafeBytes {
          Self.systemWrite(descriptor, $0.baseAddress! + written, min($0.count - written, 1 << 15))
        }
      }
    }
  }

  func delete(_ place: Place) throws(SystemError) {
    try call(.delete, place.path) { unlinkat(place.folder.descriptor, place.name, 0) }
  }

  // Named where the C functions are not hidden by the methods of the same name.
  static func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, buffer, count)
    #elseif canImport(Musl)
      Musl.read(descriptor, buffer, count)
    #else
      Darwin.read(descriptor, buffer, count)
    #endif
  }

  private static func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, buffer, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, buffer, count)
    #else
      Darwin.write(descriptor, buffer, count)
    #endif
  }
}
