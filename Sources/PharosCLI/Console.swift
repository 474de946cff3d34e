#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Results go to standard output, everything else to standard error.
enum Console {
  static func print(_ text: String) { write(text.hasSuffix("\n") ? text : text + "\n", to: STDOUT_FILENO) }
  static func print(_ bytes: [UInt8]) { write(bytes[...], to: STDOUT_FILENO) }
  static func error(_ text: String) { write(text.hasSuffix("\n") ? text : text + "\n", to: STDERR_FILENO) }

  /// Writes over the line that was written so before; nothing clears it.
  static func errorInPlace(_ text: String) { write("\r\u{1B}[K" + text, to: STDERR_FILENO) }

  /// A question, behind which the answer is typed.
  static func prompt(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Whether there is somebody to ask.
  static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// Whether text may be coloured: on a terminal, unless `NO_COLOR` is set (<https://no-color.org>).
  static func isColored(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1 && getenv("NO_COLOR").map { $0.pointee == 0 } ?? true
  }

  private static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8)[...], to: descriptor) }

  private static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) {
    var bytes = bytes
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      // A reader that has gone (`| head`) has seen enough.
      if count < 0, errno != EINTR { return }
      bytes = bytes.dropFirst(max(count, 0))
    }
  }
}

private func systemWrite(_ descriptor: Int32, _ pointer: UnsafeRawPointer?, _ count: Int) -> Int {
  #if canImport(Glibc)
    Glibc.write(descriptor, pointer, count)
  #elseif canImport(Musl)
    Musl.write(descriptor, pointer, count)
  #else
    Darwin.write(descriptor, pointer, count)
  #endif
}
