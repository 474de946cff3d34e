import Documents

extension TemplateSource {
  /// What keeps a file from being parsed is its actions: without them it is YAML, or JSON.
  ///
  /// - Parameter parses: whether bytes are what the file would be.
  package init?(broken bytes: [UInt8], parses: ([UInt8]) -> Bool) {
    if Self.isJsonnet(bytes) {
      self = .jsonnet
      return
    }
    guard let filled = Self.filledIn(bytes), parses(filled) else { return nil }
    self = .go
  }

  /// Whether what is called JSON is made by Jsonnet, which imports a file whatever it is called: `"…%(selector)s…" % $._config`.
  private static func isJsonnet(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      (["% $.", "$._config", "(import '", "(import \"", "std.format("] as [StaticString]).contains {
        bytes.offset(of: $0, from: 0) != nil
      }
    }
  }

  /// The same text with a word in the place of each action and variable, and without the lines that are nothing else; nil where there is
  /// none but those of an annotation, whose quotes somebody forgot.
  private static func filledIn(_ bytes: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var found = false
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      var text: [UInt8] = [], rest = line, hasText = false, hasAction = false
      // Behind the last sign that closes something nothing is looked for again and again.
      let last = line.lastIndex { $0 == UInt8(ascii: "}") || isMark($0) } ?? line.startIndex
      while let byte = rest.first {
        if rest.startIndex < last, let end = endOfAction(rest) ?? endOfVariable(rest) ?? endOfMarkedWord(rest) {
          if !isOfPrometheus(String(decoding: rest[..<end], as: UTF8.self)) { found = true }
          hasAction = true
          text.append(UInt8(ascii: "1"))
          rest = rest[end...]
        } else {
          if byte > 0x20 { hasText = true }
          text.append(byte)
          rest.removeFirst()
        }
      }
      result += hasAction && !hasText ? [] : text
      result.append(UInt8(ascii: "\n"))
    }
    return found ? result : nil
  }

  /// What follows `{{ … }}` that begins here.
  static func endOfAction(_ text: ArraySlice<UInt8>) -> Int? {
    let open = UInt8(ascii: "{"), close = UInt8(ascii: "}")
    guard text.first == open, text.dropFirst().first == open else { return nil }
    let end = text.indices.dropFirst(2).first { text[$0] == close && $0 + 1 < text.endIndex && text[$0 + 1] == close }
    return end.map { $0 + 2 }
  }

  /// What follows `${NAME}` that begins here.
  private static func endOfVariable(_ text: ArraySlice<UInt8>) -> Int? {
    guard text.first == UInt8(ascii: "$"), text.dropFirst().first == UInt8(ascii: "{"),
      let close = text.firstIndex(of: UInt8(ascii: "}")), close > text.startIndex + 2,
      text[(text.startIndex + 2)..<close].allSatisfy(\.isNameByte)
    else { return nil }
    return close + 1
  }

  /// What follows `@NAME@`, `@@NAME@@` or `__NAME__` that begins here.
  private static func endOfMarkedWord(_ text: ArraySlice<UInt8>) -> Int? {
    guard let mark = text.first, isMark(mark) else { return nil }
    let word = text.drop { $0 == mark }
    let count = word.startIndex - text.startIndex
    // No plain YAML begins with `@`; a single `_` is a part of many a name.
    guard (1...2).contains(count), count == 2 || mark == UInt8(ascii: "@") else { return nil }
    var end = word.startIndex
    while end < text.endIndex, text[end].isCapital || text[end].isDigit || text[end] == UInt8(ascii: "_") {
      if end > word.startIndex, text[end...].prefix(count).elementsEqual(text.prefix(count)) { break }
      end += 1
    }
    guard end > word.startIndex, text[end...].prefix(count).elementsEqual(text.prefix(count)) else { return nil }
    return end + count
  }

  private static func isMark(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "@") || byte == UInt8(ascii: "_") }
}

extension UInt8 {
  fileprivate var isCapital: Bool { isLetter && self < 0x5B }
  var isNameByte: Bool { isLetter || isDigit || self == UInt8(ascii: "_") }
}
