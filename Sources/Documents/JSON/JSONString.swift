/// An escape in a string of JSON, <https://www.rfc-editor.org/rfc/rfc8259#section-7>.
struct JSONEscape {
  let scalar: Unicode.Scalar
  /// Bytes that spell it, from the backslash: 2, 6, or 12 for a pair of surrogates.
  let length: Int

  /// - Returns: nil for what is no escape.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, at i: Int, before end: Int) {
    guard i + 1 < end else { return nil }
    guard bytes[i + 1] == UInt8(ascii: "u") else {
      guard let scalar = Self.short(bytes[i + 1]) else { return nil }
      self.scalar = scalar
      length = 2
      return
    }
    guard let unit = Self.unit(bytes, i + 2, end) else { return nil }
    let isPair =
      (0xD800..<0xDC00).contains(unit) && i + 7 < end && bytes[i + 6] == UInt8(ascii: "\\")
      && bytes[i + 7] == UInt8(ascii: "u")
    if isPair, let low = Self.unit(bytes, i + 8, end), (0xDC00..<0xE000).contains(low),
      let pair = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    {
      scalar = pair
      length = 12
    } else {
      // Half a pair is no character: Go and others put this one in its place.
      scalar = Unicode.Scalar(unit) ?? "\u{FFFD}"
      length = 6
    }
  }

  func append(to decoded: inout [UInt8]) { decoded.append(contentsOf: UTF8.encode(scalar) ?? .init()) }

  private static func short(_ byte: UInt8) -> Unicode.Scalar? {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): Unicode.Scalar(byte)
    case UInt8(ascii: "b"): "\u{8}"
    case UInt8(ascii: "f"): "\u{C}"
    case UInt8(ascii: "n"): "\n"
    case UInt8(ascii: "r"): "\r"
    case UInt8(ascii: "t"): "\t"
    default: nil
    }
  }

  /// Four hexadecimal digits.
  private static func unit(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> UInt32? {
    guard start + 4 <= end else { return nil }
    var value: UInt32 = 0
    for byte in bytes[start..<start + 4] {
      guard byte.isHexDigit else { return nil }
      value = value << 4 + UInt32(byte.isDigit ? byte - UInt8(ascii: "0") : (byte | 0x20) - UInt8(ascii: "a") + 10)
    }
    return value
  }
}

/// Decodes a string of JSON again, remembering where each byte came from.
enum JSONString {
  static func decode(_ source: [UInt8], range: Range<Int>) -> ScalarTrace {
    var trace = ScalarTrace()
    let end = max(range.lowerBound + 1, range.upperBound - 1)
    trace.end = end
    source.withUnsafeBufferPointer { bytes in
      var i = range.lowerBound + 1
      while i < end {
        if bytes[i] == UInt8(ascii: "\\"), let escape = JSONEscape(bytes, at: i, before: end) {
          var decoded: [UInt8] = []
          escape.append(to: &decoded)
          trace.atomic(decoded, from: i..<i + escape.length)
          i += escape.length
        } else {
          let start = i
          repeat { i += 1 } while i < end && bytes[i] != UInt8(ascii: "\\")
          trace.verbatim(start..<i, of: source)
        }
      }
    }
    return trace
  }
}
