/// `# HELP`, `# TYPE`, `# UNIT` and `# EOF`; any other comment is for people.
extension ExpositionReader {
  mutating func readComment(_ cursor: inout LineCursor) {
    let start = cursor.position
    cursor.position += 1
    if format == .openMetrics {
      if isEnd(cursor) {
        sawEnd = true
        return
      }
      guard cursor.byte == UInt8(ascii: " ") else {
        return report(.error, "OpenMetrics has no comments besides HELP, TYPE, UNIT and EOF", at: start, in: cursor)
      }
      cursor.position += 1
    } else {
      cursor.skipBlanks()
    }
    let keyword = word(&cursor)
    separate(&cursor)
    switch cursor.text(keyword.lowerBound, keyword.upperBound) {
    case "HELP": readMetadata(&cursor, "HELP") { reader, family, cursor in reader.readHelp(family, &cursor) }
    case "TYPE": readMetadata(&cursor, "TYPE") { reader, family, cursor in reader.readType(family, &cursor) }
    case "UNIT" where format == .openMetrics:
      readMetadata(&cursor, "UNIT") { reader, family, cursor in reader.readUnit(family, &cursor) }
    default:
      if format == .openMetrics {
        report(.error, "OpenMetrics has no comments besides HELP, TYPE, UNIT and EOF", at: start, in: cursor)
      }
    }
  }

  private func isEnd(_ cursor: LineCursor) -> Bool {
    let expected: StaticString = " EOF\n"
    for offset in 0..<expected.utf8CodeUnitCount {
      let byte = cursor.base[cursor.position + offset]
      if byte != expected.utf8Start[offset] { return false }
    }
    return true
  }

  private func word(_ cursor: inout LineCursor) -> Range<Int> {
    let start = cursor.position
    while cursor.byte > 0x20 { cursor.position += 1 }
    return start..<cursor.position
  }

  private mutating func readMetadata(
    _ cursor: inout LineCursor, _ keyword: String, _ body: (inout Self, Int, inout LineCursor) -> Void
  ) {
    let start = cursor.position
    guard cursor.byte != UInt8(ascii: "\n") else {
      // Without a blank behind it a scrape takes the word for a remark.
      let isRemark = format == .text && cursor.base[start - 1] > 0x20
      return report(isRemark ? .warning : .error, "`# \(keyword)` names no metric", at: start, in: cursor)
    }
    let name: UnsafeBufferPointer<UInt8>
    if cursor.byte == UInt8(ascii: "\"") {
      guard let (value, _) = readQuoted(&cursor) else { return }
      guard cursor.byte <= 0x20 else {
        return report(.error, "a blank must follow the name", at: cursor.position, in: cursor)
      }
      name = value
    } else {
      let range = readName(&cursor)
      guard !range.isEmpty, cursor.byte <= 0x20 else {
        return report(
          .error, "`\(cursor.character(cursor.position))` cannot stand in the name of a metric", at: cursor.position,
          in: cursor)
      }
      name = cursor.bytes(range.lowerBound, range.upperBound)
    }
    guard !name.isEmpty else { return report(.error, "the name is empty", at: start, in: cursor) }
    let family = catalog.family(name, at: (line, start - cursor.lineStart + 1))
    if format == .openMetrics, cursor.byte != UInt8(ascii: " ") {
      return report(
        .error, "a space and the text of `# \(keyword)` must follow the name", at: cursor.position, in: cursor)
    }
    if cursor.byte == UInt8(ascii: " ") || cursor.byte == UInt8(ascii: "\t") { cursor.position += 1 }
    body(&self, family, &cursor)
  }

  private mutating func readHelp(_ family: Int, _ cursor: inout LineCursor) {
    // Without a text it is none, as Prometheus' own reader has it.
    guard cursor.byte != UInt8(ascii: "\n") else { return }
    if catalog.families[family].info.hasHelp {
      report(.error, "a second HELP of `\(name(family))`", at: cursor.lineStart, in: cursor)
    }
    let start = cursor.position
    var end = start
    while cursor.base[end] != UInt8(ascii: "\n") { end += 1 }
    catalog.families[family].info.help = Self.line(cursor.bytes(start, min(end, start + Self.maximumHelp)))
    guard isValid(cursor.bytes(start, end), at: start, cursor) else { return }
    while cursor.byte != UInt8(ascii: "\n") {
      if cursor.byte == UInt8(ascii: "\\") {
        let next = cursor.base[cursor.position + 1]
        // In OpenMetrics any other pair stands for itself.
        guard
          next == UInt8(ascii: "\\") || next == UInt8(ascii: "n")
            || format == .openMetrics && next != UInt8(ascii: "\n")
        else {
          return report(
            .error, "a backslash in HELP is written `\\\\`, a line feed `\\n`", at: cursor.position, in: cursor)
        }
        cursor.position += 1
      }
      cursor.position += 1
    }
  }

  /// Bytes of a HELP that are kept.
  private static let maximumHelp = 300

  /// A HELP with its escapes resolved, a line feed as a blank.
  private static func line(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var result: [UInt8] = []
    var isEscaped = false
    for byte in bytes {
      if !isEscaped, byte == UInt8(ascii: "\\") {
        isEscaped = true
        continue
      }
      result.append(isEscaped && byte == UInt8(ascii: "n") ? UInt8(ascii: " ") : byte)
      isEscaped = false
    }
    return String(decoding: result, as: UTF8.self)
  }

  private mutating func readType(_ family: Int, _ cursor: inout LineCursor) {
    if cursor.byte == UInt8(ascii: " ") || cursor.byte == UInt8(ascii: "\t") {
      // To a scrape the second blank is part of the type.
      report(.error, "only one blank stands before the type", at: cursor.position, in: cursor)
      cursor.skipBlanks()
    }
    let range = word(&cursor)
    guard !range.isEmpty else {
      return report(.error, "`# TYPE` of `\(name(family))` names no type", at: range.lowerBound, in: cursor)
    }
    guard let type = FamilyType(cursor.bytes(range.lowerBound, range.upperBound), in: format) else {
      let known = FamilyType.allCases.filter { $0.belongs(to: format) }
      let word = cursor.text(range.lowerBound, range.upperBound)
      return report(
        .error, "there is no type `\(word)`: \(known.map(\.rawValue).joined(separator: ", "))", at: range.lowerBound,
        in: cursor)
    }
    if catalog.families[family].type != nil {
      report(.error, "a second TYPE of `\(name(family))`", at: cursor.lineStart, in: cursor)
    } else if catalog.families[family].hasSamples {
      report(.error, "the TYPE of `\(name(family))` must stand before its samples", at: cursor.lineStart, in: cursor)
    }
    catalog.families[family].info.type = type
    catalog.forgetSamples()
    if cursor.byte != UInt8(ascii: "\n") {
      report(.error, "nothing may follow the type, not even a blank", at: cursor.position, in: cursor)
    }
  }

  private mutating func readUnit(_ family: Int, _ cursor: inout LineCursor) {
    let range = word(&cursor)
    let unit = cursor.text(range.lowerBound, range.upperBound)
    if catalog.families[family].info.unit != nil {
      report(.error, "a second UNIT of `\(name(family))`", at: cursor.lineStart, in: cursor)
    }
    if !unit.isEmpty, !name(family).hasSuffix("_" + unit) {
      report(
        .error, "the name `\(name(family))` must end with its unit, `_\(unit)`", at: range.lowerBound, in: cursor)
    }
    catalog.families[family].info.unit = unit
    if cursor.byte != UInt8(ascii: "\n") {
      report(.error, "nothing may follow the unit, not even a blank", at: cursor.position, in: cursor)
    }
  }

  func name(_ family: Int) -> String { catalog.families[family].info.name }
}
