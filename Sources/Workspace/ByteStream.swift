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
  /// - Throws: `WorkspaceError` when it does not exist, is a folder, or cannot be read; whatever `body` throws.
  package static func read(
    _ path: String?, _ fileSystem: FileSystem = FileSystem(), _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    do {
      let name = path ?? "<stdin>"
      let descriptor = try path.map { path in
        try fileSystem.call(.open, path) { open(path, O_RDONLY | O_CLOEXEC) }
      }
      defer { if let descriptor { close(descriptor) } }
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 16)
      defer { buffer.deallocate() }
      while true {
        let count = try fileSystem.call(.read, name) { systemRead(descriptor ?? 0, buffer.baseAddress!, pieceSize) }
        guard count > 0 else { return }
        try body(UnsafeBufferPointer(rebasing: UnsafeBufferPointer(buffer.bindMemory(to: UInt8.self))[..<count]))
      }
    } catch let error as SystemError {
      throw WorkspaceError(error)
    }
  }

  private static func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, buffer, count)
    #elseif canImport(Musl)
      Musl.read(descriptor, buffer, count)
    #else
      Darwin.read(descriptor, buffer, count)
    #endif
  }
}
