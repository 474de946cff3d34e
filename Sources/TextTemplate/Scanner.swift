/// A piece of a template's line.
enum Piece {
  case text(String)
  /// `indent` is the white space before a placeholder that has its line to itself, else nil.
  case tag(Tag, indent: String?)
  /// A tag that could not be read; its error is noted already. `opens` says whether an `@{end}` belongs to it.
  case broken(opens: Bool, Range<Int>)

  var blank: String? {
    guard case .text(let text) = self, text.utf8.allSatisfy(\.isSpace) else { return nil }
    return text
  }
}

/// Cuts a template into text and tags, line by line: whether a tag stands alone is a property of its line.
struct Scanner {
  private let bytes: [UInt8]
  private(set) var errors: [TemplateError] = []

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func pieces() -> [Piece] {
    var result: [Piece] = []
    // Most lines are plain: they go out together, and only lines with an `@` are looked at closely.
    var plainStart = 0
    func flush(_ end: Int) {
      if end > plainStart { result.append(.text(String(decoding: bytes[plainStart..<end], as: UTF8.self))) }
    }
    while let at = bytes[plainStart...].firstIndex(of: UInt8(ascii: "@")) {
      let start = bytes[plainStart..<at].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? plainStart
      let end = bytes[at...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
      flush(start)
      result += settled(line(start..<end))
      plainStart = end
    }
    flush(bytes.count)
    return result
  }

  private mutating func line(_ range: Range<Int>) -> [Piece] {
    var pieces: [Piece] = []
    var text: [UInt8] = []
    var index = range.lowerBound
    func flush() {
      if !text.isEmpty { pieces.append(.text(String(decoding: text, as: UTF8.self))) }
      text = []
    }
    while index < range.upperBound {
      let rest = bytes[index..<range.upperBound]
      if bytes[index] != UInt8(ascii: "@") {
        let end = rest.firstIndex(of: UInt8(ascii: "@")) ?? range.upperBound
        text += bytes[index..<end]
        index = end
      } else if rest.starts(with: "@@{".utf8) {
        text += Array("@{".utf8)
        index += 3
      } else if rest.starts(with: "@{".utf8) {
        flush()
        guard let close = rest.firstIndex(of: UInt8(ascii: "}")) else {
          let end = rest.lastIndex { !$0.isSpace }.map { $0 + 1 } ?? index
          errors.append(
            TemplateError("“@{” without “}” on the same line; a literal “@{” is written “@@{”", at: index..<end))
          pieces.append(.broken(opens: false, index..<end))
          index = end
          continue
        }
        pieces.append(tag(index..<close + 1))
        index = close + 1
      } else {
        text.append(bytes[index])
        index += 1
      }
    }
    flush()
    return pieces
  }

  private mutating func tag(_ range: Range<Int>) -> Piece {
    let words = words(range.lowerBound + 2..<range.upperBound - 1)
    do throws(TemplateError) {
      return .tag(try Tag(words, range: range), indent: nil)
    } catch {
      errors.append(error)
      // A condition or loop that was meant keeps its `@{end}` from being called stray.
      return .broken(opens: words.count > 1 && ["if", "for"].contains(words[0].text), range)
    }
  }

  private func words(_ range: Range<Int>) -> [Word] {
    bytes[range].split(whereSeparator: \.isSpace).map { word in
      Word(text: String(decoding: word, as: UTF8.self), range: word.startIndex..<word.endIndex)
    }
  }

  /// A line of nothing but control tags vanishes with its white space and line break; a placeholder alone on its line knows its indentation.
  private func settled(_ line: [Piece]) -> [Piece] {
    let solid = line.filter { $0.blank == nil }
    let controls = solid.filter { if case .tag(let tag, _) = $0 { tag.isControl } else { false } }
    if !solid.isEmpty, controls.count == solid.count { return solid }
    guard solid.count == 1, case .tag(let tag, _) = solid[0], !tag.isControl else { return line }
    return line.map { piece in
      if case .tag = piece { .tag(tag, indent: line[0].blank ?? "") } else { piece }
    }
  }
}

extension UInt8 {
  fileprivate var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
