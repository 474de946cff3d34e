import Documents

/// Lines that go out many at a time, so that a long report is never there as a whole.
struct LineOutput {
  private var pending = ByteOutput()
  private let output: ([UInt8]) -> Void

  init(to output: @escaping ([UInt8]) -> Void) { self.output = output }

  mutating func line(_ text: String) {
    pending.append(text)
    pending.newline()
    if pending.bytes.count > 1 << 16 { flush() }
  }

  /// To be called behind the last line.
  mutating func flush() {
    output(pending.bytes)
    pending = ByteOutput()
  }
}
