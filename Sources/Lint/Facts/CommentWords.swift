import Documents

extension SourceFile {
  /// The words that somebody says about a line, in a comment at its end or right above it.
  func comment(besideLineOf offset: Int) -> [String] {
    let newline = UInt8(ascii: "\n"), space = UInt8(ascii: " "), sign = UInt8(ascii: "#")
    let start = bytes[..<offset].lastIndex(of: newline).map { $0 + 1 } ?? 0
    let line = bytes[offset...].prefix { $0 != newline }
    let behind = line.indices.dropFirst().first { line[$0] == sign && line[$0 - 1] == space }
    let words = behind.map { Words.of(line[$0...]) } ?? []
    guard words.isEmpty, start > 0 else { return words }
    let before = bytes[..<(start - 1)]
    let above = before[(before.lastIndex(of: newline).map { $0 + 1 } ?? 0)...].drop { $0 == space }
    return above.first == sign ? Words.of(above) : []
  }
}

/// Words as people write them in names and comments.
enum Words {
  /// The words of letters and digits in a text, in small letters.
  static func of(_ text: some Collection<UInt8>) -> [String] {
    text.split { !(0x61...0x7A).contains($0 | 0x20) && !(0x30...0x39).contains($0) }
      .map { String(decoding: $0, as: UTF8.self).lowercased() }
  }
}
