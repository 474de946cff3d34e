/// Text by its bytes: what Swift's own functions do by grapheme cluster, and many times slower.
extension Substring {
  /// Where a part occurs first, byte by byte.
  public func firstPlace(of part: StaticString) -> Range<Index>? {
    let part = UnsafeBufferPointer(start: part.utf8Start, count: part.utf8CodeUnitCount)
    var rest = utf8[...]
    while let first = part.first, let start = rest.firstIndex(of: first) {
      rest = rest[start...]
      if rest.starts(with: part) { return start..<utf8.index(start, offsetBy: part.count) }
      rest.removeFirst()
    }
    return nil
  }
}

extension String {
  /// Without white space at both ends.
  public func trimmed() -> String {
    let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
    var slice = utf8[...]
    while let first = slice.first, isSpace(first) { slice.removeFirst() }
    while let last = slice.last, isSpace(last) { slice.removeLast() }
    return slice.count == utf8.count ? self : String(Substring(slice))
  }

  /// Whether a line feed is in it.
  public var hasLineBreak: Bool { utf8.contains(UInt8(ascii: "\n")) }

  /// Each line two spaces further in.
  public func indented() -> String {
    split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n")
  }
}
