/// Facts of the UTF-8 encoding.
public enum ByteEncoding {
  public static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Whether a byte is one of a sequence, and not its first.
  @inlinable public static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  /// The character that begins at an offset of well-formed text, and how many bytes it has.
  static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> (scalar: Unicode.Scalar, count: Int) {
    let first = UInt32(bytes[offset])
    let (count, bits) =
      first < 0x80
      ? (1, first) : first < 0xE0 ? (2, first & 0x1F) : first < 0xF0 ? (3, first & 0x0F) : (4, first & 0x07)
    guard offset + count <= bytes.count else { return ("\u{FFFD}", 1) }
    let value = (1..<count).reduce(bits) { $0 << 6 | UInt32(bytes[offset + $1] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", count)
  }

  /// The offset of the first byte that is no part of a well-formed sequence, or nil.
  public static func firstInvalidOffset(in bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBytes { bytes in
      var offset = 0
      while offset < bytes.count {
        // Most of a text is ASCII, of which eight bytes are seen at once.
        while areASCII(bytes, at: offset) { offset += 8 }
        guard offset < bytes.count else { return nil }
        let length = sequenceLength(bytes, at: offset)
        if length == 0 { return offset }
        offset += length
      }
      return nil
    }
  }

  /// Whether there are eight bytes from an offset on, all of them ASCII.
  static func areASCII(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Bool {
    offset + 8 <= bytes.count
      && bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
  }

  /// Whether there are eight bytes from an offset on, all of them ASCII that can be printed.
  static func arePrintable(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Bool {
    guard offset + 8 <= bytes.count else { return false }
    let eight = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    // The highest bit of a byte is set in the first from 0x80 on, in the second below 0x20, in the third at 0x7F.
    let others = eight | (eight &- 0x2020_2020_2020_2020) | (eight &+ 0x0101_0101_0101_0101)
    return others & 0x8080_8080_8080_8080 == 0
  }

  static func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var offset = 0
    while areASCII(bytes, at: offset) { offset += 8 }
    return bytes[offset...].allSatisfy { $0 < 0x80 }
  }

  /// How many bytes the well-formed sequence at an offset has; 0 where there is none.
  /// <https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-3/#G27506>, table 3-7.
  private static func sequenceLength(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int {
    let length: Int, second: ClosedRange<UInt8>
    switch bytes[offset] {
    case 0...0x7F: return 1
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard offset + length <= bytes.count, second.contains(bytes[offset + 1]) else { return 0 }
    return bytes[offset + 2..<max(offset + 2, offset + length)].allSatisfy(isContinuation) ? length : 0
  }
}
