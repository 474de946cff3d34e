/// The brackets of a line that are open at a place. Places are asked about in their order.
struct OpenBrackets {
  private var position = 0
  private var open: [UInt8] = []

  /// The last one that is not closed before an offset; nil where none is.
  mutating func innermost(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> UInt8? {
    while position < offset {
      switch bytes[position] {
      case UInt8(ascii: "\n"): open.removeAll()
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open.append(bytes[position])
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): _ = open.popLast()
      default: break
      }
      position += 1
    }
    return open.last
  }
}
