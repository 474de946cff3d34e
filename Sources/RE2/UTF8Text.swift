/// Reads text that is known to be UTF-8, as Swift's strings are.
enum UTF8Text {
  /// The character that begins at `position`, which is moved past it.
  @inline(__always)
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> UInt32 {
    let first = UInt32(bytes[position])
    if first < 0x80 {
      position += 1
      return first
    }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = first & (0xFF >> UInt32(length + 1))
    for offset in 1..<length { value = value << 6 | UInt32(bytes[position + offset] & 0x3F) }
    position += length
    return value
  }
}
