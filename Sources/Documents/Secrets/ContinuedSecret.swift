/// A secret that stands below the line with its name, in a text whose structure nobody reads. Lines are asked about in their order.
struct ContinuedSecret {
  /// Where a value ends that has not ended with its line.
  enum End {
    /// It has not begun: it stands in lines that are indented further.
    case value
    /// With the last line that is indented further.
    case block
    /// At a quote or bracket.
    case closing(StaticString)
  }

  private var end: End?
  /// Of the line with the name.
  private var indentation = 0

  /// What of a line belongs to a secret that began before it.
  ///
  /// - Parameters:
  ///   - text: the line without what it is indented by and without its line break.
  ///   - start: where the line begins.
  mutating func hidden(
    in text: Range<Int>, behind start: Int, of bytes: UnsafeBufferPointer<UInt8>
  ) -> Range<Int>? {
    let line = UnsafeBufferPointer(rebasing: bytes[text])
    switch end {
    case .closing(let mark):
      guard let place = line.offset(of: mark) else { return text }
      end = nil
      return text.lowerBound..<text.lowerBound + place
    case .block, .value:
      if line.isEmpty { return nil }
      if text.lowerBound - start > indentation, !isValue || !Self.isEntry(line) { return text }
    case nil: break
    }
    var scanner = SecretScanner(line, isProse: false)
    scanner.run()
    end = scanner.open
    var name = text.lowerBound
    while name + 1 < text.upperBound, bytes[name] == UInt8(ascii: "-"), bytes[name + 1].isBlank { name += 2 }
    indentation = name - start
    return nil
  }

  private var isValue: Bool { if case .value = end { true } else { false } }

  /// `name: value` is a mapping's, and no secret.
  private static func isEntry(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    line.last == UInt8(ascii: ":") || line.offset(of: ": ") != nil
  }
}
