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

  static func drain(
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
}
