/// Byte classes of the language, which is ASCII outside quotes.
enum ASCII {
  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte == 0x5F }

  @inline(__always)
  static func isNamePart(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

  static let colonClass: UInt8 = 2

  /// By byte: what metric names are made of, the colon apart. A pointer that lives on costs no reference count.
  nonisolated(unsafe) static let nameClasses: UnsafePointer<UInt8> = {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    for byte in UInt8.min...UInt8.max {
      table[Int(byte)] = isNamePart(byte) ? 1 : byte == UInt8(ascii: ":") ? colonClass : 0
    }
    return UnsafePointer(table)
  }()

  static func hexValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x41 + 10)
    case 0x61...0x66: UInt32(byte - 0x61 + 10)
    default: nil
    }
  }

  /// Whether `name` is a label name that needs no quotes.
  static func isPlainLabelName(_ name: String) -> Bool {
    var first = true
    for byte in name.utf8 {
      guard first ? isLetter(byte) : isNamePart(byte) else { return false }
      first = false
    }
    return !first
  }
}

extension String {
  /// Whether it is the name of a record, by its colons. Asked of each name several times.
  var hasColon: Bool {
    let colon = UInt8(ascii: ":")
    return utf8.withContiguousStorageIfAvailable { $0.contains(colon) } ?? utf8.contains(colon)
  }
}

extension StringProtocol where SubSequence == Substring {
  /// Its parts that are not empty, told apart by bytes: looking for characters takes ten times as long.
  func parts(between sign: Unicode.Scalar) -> [Substring] {
    let bytes = self[...].utf8
    let sign = UInt8(ascii: sign)
    var parts: [Substring] = []
    var start = bytes.startIndex
    var place = start
    while place != bytes.endIndex {
      let next = bytes.index(after: place)
      if bytes[place] == sign {
        if start < place { parts.append(Substring(bytes[start..<place])) }
        start = next
      }
      place = next
    }
    if start < place { parts.append(Substring(bytes[start...])) }
    return parts
  }
}

enum UTF8Scan {
  /// The length of the scalar that begins at `index`, nil where no valid one does.
  static func scalarLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    func continuation(_ offset: Int, _ allowed: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      index + offset < bytes.count && allowed.contains(bytes[index + offset])
    }
    switch bytes[index] {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: return continuation(1) ? 2 : nil
    case 0xE0: return continuation(1, 0xA0...0xBF) && continuation(2) ? 3 : nil
    case 0xED: return continuation(1, 0x80...0x9F) && continuation(2) ? 3 : nil
    case 0xE1...0xEF: return continuation(1) && continuation(2) ? 3 : nil
    case 0xF0: return continuation(1, 0x90...0xBF) && continuation(2) && continuation(3) ? 4 : nil
    case 0xF1...0xF3: return continuation(1) && continuation(2) && continuation(3) ? 4 : nil
    case 0xF4: return continuation(1, 0x80...0x8F) && continuation(2) && continuation(3) ? 4 : nil
    default: return nil
    }
  }
}
