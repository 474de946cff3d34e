import CPosix

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A program of the machine.
package enum ExternalProgram {
  /// How it ended, and what it printed on both of its streams.
  package struct Outcome: Sendable {
    package var output: String
    package var succeeded: Bool
  }

  /// Runs a program to its end.
  ///
  /// - Parameter arguments: the program, looked up as a shell does, and its arguments.
  /// - Returns: nil where there is no such program.
  /// - Throws: `WorkspaceError` where the system has no room for it.
  package static func run(_ arguments: [String], _ fileSystem: FileSystem = FileSystem()) throws -> Outcome? {
    do {
      var output: [Int32] = [0, 0]
      try fileSystem.call(.open, arguments[0]) { cposix_pipe(&output) }
      defer { close(output[0]) }
      let child: pid_t?
      do {
        defer { close(output[1]) }
        child = spawn(arguments, output: output[1], errors: output[1])
      }
      guard let child else { return nil }
      var text: [UInt8] = [], status: Int32 = 0
      try ByteStream.drain(output[0], arguments[0], fileSystem) { text += $0 }
      while waitpid(child, &status, 0) < 0, errno == EINTR {}
      return Outcome(output: String(decoding: text, as: UTF8.self), succeeded: status == 0)
    } catch let error as SystemError {
      throw WorkspaceError(error)
    }
  }

  /// Starts a program with the streams that are named, and the others of pharos.
  ///
  /// - Returns: nil where there is no such program.
  static func spawn(_ arguments: [String], input: Int32? = nil, output: Int32, errors: Int32? = nil) -> pid_t? {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input { posix_spawn_file_actions_adddup2(&actions, input, 0) }
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    if let errors { posix_spawn_file_actions_adddup2(&actions, errors, 2) }
    let pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var child: pid_t = 0
    return posix_spawnp(&child, arguments[0], &actions, nil, pointers, environ) == 0 ? child : nil
  }
}
