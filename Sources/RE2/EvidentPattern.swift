/// Tells the great majority of valid patterns without building anything: characters, `.`, alternatives, plain groups and
/// sets, escaped signs and single repetitions. What it does not know it leaves to the parser.
enum EvidentPattern {
  static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var canRepeat = false
    var depth = 0
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
        guard canRepeat else { return false }
        canRepeat = false
      case UInt8(ascii: "|"): canRepeat = false
      case UInt8(ascii: "("):
        guard depth < 100, index + 1 < bytes.count, bytes[index + 1] != UInt8(ascii: "?") else { return false }
        depth += 1
        canRepeat = false
      case UInt8(ascii: ")"):
        guard depth > 0 else { return false }
        depth -= 1
        canRepeat = true
      case UInt8(ascii: "\\"):
        index += 1
        guard index < bytes.count, isEscapable(bytes[index]) else { return false }
        canRepeat = true
      case UInt8(ascii: "["):
        guard let end = endOfSet(bytes, index) else { return false }
        index = end
        canRepeat = true
      case UInt8(ascii: "{"): return false
      default: canRepeat = true
      }
      index += 1
    }
    return depth == 0
  }

  /// Signs of ASCII, and the letters of Perl's sets.
  private static func isEscapable(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "d"), UInt8(ascii: "D"), UInt8(ascii: "s"), UInt8(ascii: "S"), UInt8(ascii: "w"),
      UInt8(ascii: "W"):
      true
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  /// Where a set of letters, digits and ranges of them closes.
  private static func endOfSet(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var index = start + 1
    if index < bytes.count, bytes[index] == UInt8(ascii: "^") { index += 1 }
    let first = index
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "]"): return index > first ? index : nil
      case UInt8(ascii: "-"):
        guard index > first, index + 1 < bytes.count, bytes[index - 1] < bytes[index + 1] else { return nil }
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "."): break
      default: return nil
      }
      index += 1
    }
    return nil
  }
}
