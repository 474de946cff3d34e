/// How a text stands as a scalar so that no reader, of YAML 1.1 or 1.2, takes it for anything else.
enum ScalarForm {
  case plain, literal, singleQuoted, doubleQuoted

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let shape = Shape(bytes)
    if shape.canBeLiteral {
      self = .literal
    } else if !shape.isPrintable || shape.hasBreak {
      self = .doubleQuoted
    } else if shape.needsQuotes {
      self = shape.hasQuote ? .doubleQuoted : .singleQuoted
    } else {
      self = .plain
    }
  }

  /// Whether a character may stand unescaped.
  static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20..<0x7F, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}

/// What one pass over a text's bytes tells: the writer asks this of every string that it writes.
private struct Shape {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var hasBreak = false
  /// A line of a literal block that ends with blanks would not be seen to.
  private var hasBlankBeforeBreak = false
  private(set) var hasQuote = false
  /// `: ` or ` #` is in it.
  private var isStructured = false
  /// Whether every character may stand unescaped, line breaks aside.
  private(set) var isPrintable = true

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    var isASCII = true
    var previous: UInt8 = 0
    for byte in bytes {
      defer { previous = byte }
      // Most bytes are letters, digits and brackets, which say nothing.
      if (0x28..<0x7F).contains(byte) { continue }
      switch byte {
      case UInt8(ascii: "\n"):
        hasBreak = true
        if previous == UInt8(ascii: " ") { hasBlankBeforeBreak = true }
      case 0..<0x20, 0x7F: isPrintable = false
      case 0x80...: isASCII = false
      case UInt8(ascii: " "): if previous == UInt8(ascii: ":") { isStructured = true }
      case UInt8(ascii: "#"): if previous == UInt8(ascii: " ") { isStructured = true }
      case UInt8(ascii: "'"): hasQuote = true
      default: break
      }
    }
    if !isASCII, isPrintable {
      isPrintable = String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy {
        $0 == "\n" || ScalarForm.isPrintable($0)
      }
    }
  }

  /// Whether a literal block says exactly this text: several lines, none of them only blanks at an edge, none with odd characters.
  var canBeLiteral: Bool {
    guard hasBreak, isPrintable, !hasBlankBeforeBreak, let first = bytes.first, let last = bytes.last,
      first != UInt8(ascii: " "), first != UInt8(ascii: "\n"), last != UInt8(ascii: " ")
    else { return false }
    return last != UInt8(ascii: "\n") || bytes[bytes.count - 2] != UInt8(ascii: "\n")
  }

  /// Of a text of one line.
  var needsQuotes: Bool {
    guard let first = bytes.first, let last = bytes.last else { return true }
    if isStructured || last == UInt8(ascii: " ") || last == UInt8(ascii: ":") { return true }
    if first.isLetter { return bytes.count <= 5 && isReservedWord }
    switch first {
    // Characters that cannot begin a plain scalar.
    case UInt8(ascii: " "), UInt8(ascii: "!"), UInt8(ascii: "\""), UInt8(ascii: "#"), UInt8(ascii: "%"),
      UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: ","), UInt8(ascii: ">"),
      UInt8(ascii: "@"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "`"), UInt8(ascii: "{"),
      UInt8(ascii: "|"), UInt8(ascii: "}"), UInt8(ascii: "="):
      return true
    case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: "."):
      if bytes.count == 1 || bytes[1] == UInt8(ascii: " ") { return true }
      if bytes.count >= 3, bytes[1] == first, bytes[2] == first { return true }
    case UInt8(ascii: "<"):
      if bytes.count > 1, bytes[1] == first { return true }
    default: break
    }
    // Booleans, nulls and numbers of both versions are all short.
    guard bytes.count < 40 else { return false }
    return isNumeric || bytes.count <= 5 && isReservedWord || CoreType(plain: bytes) != .string
      || first == UInt8(ascii: "0") && bytes.count > 1 && bytes[1] == UInt8(ascii: "b")
  }

  /// Whether it is made of what sexagesimals, numbers with underscores and timestamps of YAML 1.1 are made of.
  private var isNumeric: Bool {
    var hasDigit = false
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): hasDigit = true
      case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "_"),
        UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: "Z"), UInt8(ascii: "z"), UInt8(ascii: " "):
        break
      default: return false
      }
    }
    return hasDigit
  }

  private var isReservedWord: Bool {
    Self.reservedWords.contains { word in
      word.utf8CodeUnitCount == bytes.count
        && zip(UnsafeBufferPointer(start: word.utf8Start, count: bytes.count), bytes).allSatisfy { $0 == $1 | 0x20 }
    }
  }

  /// Nulls of both versions and booleans of YAML 1.1, <https://yaml.org/type/bool.html>, in any case.
  private static let reservedWords: [StaticString] = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", ".nan", ".inf",
  ]
}
