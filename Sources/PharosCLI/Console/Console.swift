import Documents

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The streams that a command speaks on: results go to standard output, everything else to standard error.
///
/// It is handed in, so that a test runs a command without a process.
package struct Console: Sendable {
  var output: @Sendable ([UInt8]) -> Void
  var error: @Sendable ([UInt8]) -> Void
  /// The next line of standard input; nil at its end.
  var readLine: @Sendable () -> String?
  /// Why standard output could not be written, if it could not.
  var outputFailure: @Sendable () -> String? = { nil }
  var isOutputColored = false
  var isErrorColored = false
  /// Whether there is somebody to ask.
  var isInteractive = false
  /// Whether a line on standard error can be written over.
  var showsProgress = false
  /// Whether the lines of the log are read for commands.
  var isReadForCommands = false

  package init(
    output: @escaping @Sendable ([UInt8]) -> Void, error: @escaping @Sendable ([UInt8]) -> Void,
    readLine: @escaping @Sendable () -> String? = { nil }
  ) {
    self.output = output
    self.error = error
    self.readLine = readLine
  }

  /// Text for people.
  func print(_ text: String) { print(Self.terminated(text)) }
  /// UTF-8 for people, of whole lines.
  func print(_ bytes: [UInt8]) { output(safe(bytes, isColored: isOutputColored)) }
  func printError(_ text: String) { error(safe(Self.terminated(text), isColored: isErrorColored)) }

  /// A question, behind which the answer is typed.
  func prompt(_ text: String) { output(safe(Array(text.utf8), isColored: isOutputColored)) }

  /// Writes over the line that was written so before; nothing clears it.
  func printErrorInPlace(_ text: String) { error(Array("\r\u{1B}[K\(text)".utf8)) }

  private func safe(_ bytes: [UInt8], isColored: Bool) -> [UInt8] {
    SafeText.bytes(bytes, keepingColors: isColored, sparingCommands: !isReadForCommands)
  }

  private static func terminated(_ text: String) -> [UInt8] { Array((text.hasSuffix("\n") ? text : text + "\n").utf8) }
}

extension Console {
  /// The console of this process.
  static var system: Console {
    let failure = WriteFailure()
    var console = Console(
      output: { bytes in if let code = write(bytes, to: STDOUT_FILENO) { failure.note(code) } },
      error: { _ = write($0, to: STDERR_FILENO) }, readLine: { Swift.readLine() })
    console.outputFailure = { failure.text }
    console.isOutputColored = isColored(STDOUT_FILENO)
    console.isErrorColored = isColored(STDERR_FILENO)
    console.isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    console.showsProgress = isatty(STDERR_FILENO) == 1
    console.isReadForCommands = WorkflowCommands.areRead
    return console
  }

  /// Whether text may be coloured: on a terminal, unless `NO_COLOR` is set (<https://no-color.org>).
  private static func isColored(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1 && getenv("NO_COLOR").map { $0.pointee == 0 } ?? true
  }

  /// - Returns: why it could not be written; nil where it was.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { return errno }
      bytes = bytes.dropFirst(max(count, 0))
    }
    return nil
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
