/// The word that ends at a place, as far as it may be an address. Places are asked about in their order.
struct AddressWord {
  private var position = 0
  /// Where the word begins.
  private var start = 0
  /// Behind its last `://`.
  private var schemeEnd: Int?
  /// Behind its last bracket, comma or the like.
  private var partStart: Int?

  /// Goes on to an offset.
  ///
  /// - Parameter reach: how many bytes of a word count.
  /// - Returns: where what is behind the scheme begins, or where there is none the last part of the word.
  mutating func advance(
    to offset: Int, reach: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> (start: Int, hasScheme: Bool) {
    while position < offset {
      let byte = bytes[position]
      position += 1
      if SecretScanner.endsWord(byte) {
        (start, schemeEnd, partStart) = (position, nil, nil)
      } else if byte == UInt8(ascii: "/"), position - start >= 3, bytes[position - 2] == byte,
        bytes[position - 3] == UInt8(ascii: ":")
      {
        schemeEnd = position
      } else if ",([{=|;".utf8.contains(byte) {
        partStart = position
      }
    }
    let start = max(start, offset - reach)
    if let schemeEnd, schemeEnd - 3 >= start { return (schemeEnd, true) }
    return (partStart.map { max($0, start) } ?? start, false)
  }
}
