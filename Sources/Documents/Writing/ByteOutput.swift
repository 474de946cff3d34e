/// Bytes being written: what the writers append, without detours through strings.
public struct ByteOutput {
  public private(set) var bytes: [UInt8] = []
  /// All of them in a list without room to grow: whoever keeps them keeps no more than them.
  public var whole: [UInt8] { bytes.withUnsafeBufferPointer { Array($0) } }

  /// Nothing yet.
  public init() {}

  /// One byte.
  public mutating func append(_ byte: UInt8) { bytes.append(byte) }

  /// A literal, without making a string of it.
  public mutating func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// The UTF-8 bytes of a text.
  public mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  /// Bytes of somebody else, which are copied.
  public mutating func append(_ part: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: part) }

  /// Bytes of somebody else, which are copied.
  public mutating func append(_ part: Slice<UnsafeBufferPointer<UInt8>>) { append(UnsafeBufferPointer(rebasing: part)) }

  /// A byte, so many times.
  public mutating func repeating(_ byte: UInt8, _ count: Int) {
    bytes.append(contentsOf: repeatElement(byte, count: count))
  }

  /// So many blanks.
  public mutating func spaces(_ count: Int) {
    let blank: StaticString = "                                                                "
    var rest = count
    while rest > 0 {
      let part = min(rest, blank.utf8CodeUnitCount)
      append(UnsafeBufferPointer(start: blank.utf8Start, count: part))
      rest -= part
    }
  }

  /// A line feed.
  public mutating func newline() { append(UInt8(ascii: "\n")) }
}
