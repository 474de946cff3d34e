/// UTF-8 text by byte offset.
struct Bytes {
  let array: [UInt8]

  init(_ text: String) { array = Array(text.utf8) }

  var count: Int { array.count }

  subscript(range: Range<Int>) -> String { String(decoding: array[range], as: UTF8.self) }

  func starts(with prefix: StaticString, at offset: Int) -> Bool {
    let length = prefix.utf8CodeUnitCount
    guard offset >= 0, offset + length <= array.count else { return false }
    return (0..<length).allSatisfy { array[offset + $0] == prefix.utf8Start[$0] }
  }

  /// Where two bytes first stand side by side.
  func find(_ needle: StaticString, from start: Int, before end: Int? = nil) -> Int? {
    precondition(needle.utf8CodeUnitCount == 2)
    let (first, second) = (needle.utf8Start[0], needle.utf8Start[1])
    var index = start
    while index + 1 < end ?? array.count {
      if array[index] == first, array[index + 1] == second { return index }
      index += 1
    }
    return nil
  }

  /// The character at an offset, or nil at the end.
  func scalar(at offset: Int) -> Unicode.Scalar? {
    guard offset < count else { return nil }
    if array[offset] < 0x80 { return Unicode.Scalar(array[offset]) }
    return String(decoding: array[offset..<min(offset + 4, count)], as: UTF8.self).unicodeScalars.first
  }

  func isSpace(at offset: Int) -> Bool { offset >= 0 && offset < count && array[offset].isGoSpace }
}

extension UInt8 {
  /// What separates operands and what trim markers eat.
  var isGoSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
  var isDigit: Bool { (0x30...0x39).contains(self) }
}

extension Unicode.Scalar {
  /// Letters, digits and `_` make names.
  var isGoNamePart: Bool {
    if isASCII {
      return self == "_" || ("a"..."z").contains(self) || ("A"..."Z").contains(self) || ("0"..."9").contains(self)
    }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
      return true
    default: return false
    }
  }

  var utf8Width: Int { UTF8.width(self) }
}
