#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Input that is read piece by piece and never held as a whole: expositions, which can be larger than memory.
package enum ByteStream {
  static let pieceSize = 1 << 18

  /// Hands over each piece in turn.
  ///
  /// - Parameter path: nil for the standard input.
  /// - Throws: `WorkspaceError` when it does not exist, is a folder, a pipe or a device, or cannot be read; whatever `body` throws.
  package static func read(
    _ path: String?, _ fileSystem: FileSystem = FileSystem(), _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    do {
      let name = path ?? "<stdin>"
      let descriptor = try path.map(fileSystem.openNamed)
      defer { if let descriptor { close(descriptor) } }
      try drain(descriptor ?? 0, name, fileSystem, body)
    } catch let error as SystemError {
      throw WorkspaceError(error)
    }
  }

  private static func drain(
    _ descriptor: Int32, _ name: String, _ fileSystem: FileSystem, _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try fileSystem.call(.read, name) { FileSystem.systemRead(descriptor, buffer.baseAddress!, pieceSize) }
      guard count > 0 else { return }
      try body(UnsafeBufferPointer(rebasing: UnsafeBufferPointer(buffer.bindMemory(to: UInt8.self))[..<count]))
    }
  }

  /// What a web address answers, fetched by `curl`, which has the certificates and proxies of the machine.
  ///
  /// - Parameter headers: further headers of the request.
  /// - Throws: `WorkspaceError` when there is no curl, or the address gives no page; curl itself says why.
  package static func fetch(
    _ address: String, headers: [String] = [], _ fileSystem: FileSystem = FileSystem(),
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    let arguments =
      ["curl", "--fail", "--silent", "--show-error", "--location", "--max-time", "60"]
      + headers.flatMap { ["--header", $0] } + ["--", address]
    do {
      var ends: [Int32] = [0, 0]
      try fileSystem.call(.open, address) { pipe(&ends) }
      let child = try spawn(arguments, output: ends[1], closing: ends[0])
      close(ends[1])
      var status: Int32 = 0
      defer { close(ends[0]) }
      do {
        try drain(ends[0], address, fileSystem, body)
      } catch {
        kill(child, SIGTERM)
        waitpid(child, &status, 0)
        throw error
      }
      while waitpid(child, &status, 0) < 0, errno == EINTR {}
      guard status == 0 else {
        throw WorkspaceError(.unreachable, "\(address) gives no page", help: "curl says above what it got instead")
      }
    } catch let error as SystemError {
      throw WorkspaceError(error)
    }
  }

  private static func spawn(_ arguments: [String], output: Int32, closing other: Int32) throws -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_addclose(&actions, other)
    let pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var child: pid_t = 0
    guard posix_spawnp(&child, arguments[0], &actions, nil, pointers, environ) == 0 else {
      throw WorkspaceError(
        .unreachable, "there is no `curl` to fetch \(arguments[arguments.count - 1])",
        help: "install curl, or pipe the page into this command")
    }
    return child
  }
}
