import Documents

/// What of a Markdown file others can refer to, and what it refers to: headings with their anchors, and links.
///
/// Blocks of code and comments hold neither; a text that is only partly Markdown is read as far as it goes.
package struct MarkdownFile: Sendable {
  package struct Heading: Sendable {
    package let level: Int
    package let text: String
    /// As GitHub makes them of headings.
    package let anchor: String
    /// The text.
    package let range: Range<Int>
    /// Whether anything stands below it, a deeper heading included.
    package fileprivate(set) var hasContent = false
  }

  package struct Link: Sendable {
    /// As written: `../x.md#y`.
    package let target: String
    package let range: Range<Int>
  }

  package let source: SourceFile
  package private(set) var headings: [Heading] = []
  package private(set) var links: [Link] = []
  /// Lines of prose: neither code nor headings nor comments.
  package private(set) var lines: [Range<Int>] = []
  /// Of headings, and those that elements of HTML set.
  package private(set) var anchors: Set<String> = []

  package init(_ source: SourceFile) {
    self.source = source
    var reader = MarkdownReader(source)
    while let line = reader.next() {
      switch line {
      case .heading(let level, let range): addHeading(level, range)
      case .text(let range):
        if !headings.isEmpty { headings[headings.count - 1].hasContent = true }
        lines.append(range)
        links += MarkdownInline.links(in: source, range)
        anchors.formUnion(MarkdownInline.anchors(in: source, range))
      case .code: if !headings.isEmpty { headings[headings.count - 1].hasContent = true }
      case .underline(let level): underline(level)
      }
    }
  }

  private mutating func addHeading(_ level: Int, _ range: Range<Int>) {
    let text = source.text(range)
    let slug = MarkdownInline.slug(text)
    var anchor = slug
    var count = 0
    while !anchors.insert(anchor).inserted {
      count += 1
      anchor = "\(slug)-\(count)"
    }
    if let last = headings.last, last.level < level { headings[headings.count - 1].hasContent = true }
    headings.append(Heading(level: level, text: text, anchor: anchor, range: range))
    anchors.formUnion(MarkdownInline.anchors(in: source, range))
  }

  /// The line before was a heading, as the one below it says.
  private mutating func underline(_ level: Int) {
    guard let range = lines.popLast() else { return }
    addHeading(level, range)
  }
}

/// Tells the lines of a Markdown file apart.
struct MarkdownReader {
  enum Line {
    case heading(level: Int, Range<Int>)
    case text(Range<Int>)
    case code
    /// `===` or `---` below a line of text.
    case underline(level: Int)
  }

  private let bytes: [UInt8]
  private var position = 0
  private var fence: (byte: UInt8, count: Int)?
  private var isComment = false
  private var followsText = false

  init(_ source: SourceFile) { bytes = source.bytes }

  mutating func next() -> Line? {
    while position < bytes.count {
      let start = position
      var end = start
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
      position = end + 1
      if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      if let line = read(start..<end) { return line }
    }
    return nil
  }

  private mutating func read(_ line: Range<Int>) -> Line? {
    var start = line.lowerBound
    while start < line.upperBound, bytes[start] == UInt8(ascii: " ") || bytes[start] == UInt8(ascii: "\t") {
      start += 1
    }
    let text = start..<line.upperBound
    let wasText = followsText
    followsText = false
    if isComment {
      isComment = !contains("-->", text)
      return nil
    }
    if let marks = fenceMarks(text) {
      if let open = fence {
        if open.byte == marks.byte, marks.count >= open.count { fence = nil }
      } else {
        fence = marks
      }
      return .code
    }
    if fence != nil { return .code }
    guard !text.isEmpty else { return nil }
    if bytes[start...].starts(with: "<!--".utf8) {
      isComment = !contains("-->", text)
      return nil
    }
    if let heading = heading(text) { return heading }
    if wasText, let level = underlineLevel(text) { return .underline(level: level) }
    followsText = true
    return .text(text)
  }

  private func fenceMarks(_ text: Range<Int>) -> (byte: UInt8, count: Int)? {
    guard let first = text.first.map({ bytes[$0] }), first == UInt8(ascii: "`") || first == UInt8(ascii: "~") else {
      return nil
    }
    let count = bytes[text].prefix { $0 == first }.count
    return count >= 3 ? (first, count) : nil
  }

  private func heading(_ text: Range<Int>) -> Line? {
    let level = bytes[text].prefix { $0 == UInt8(ascii: "#") }.count
    guard (1...6).contains(level) else { return nil }
    var start = text.lowerBound + level
    guard start == text.upperBound || bytes[start] == UInt8(ascii: " ") else { return nil }
    var end = text.upperBound
    while start < end, bytes[start] == UInt8(ascii: " ") { start += 1 }
    while end > start, bytes[end - 1] == UInt8(ascii: " ") || bytes[end - 1] == UInt8(ascii: "#") { end -= 1 }
    return .heading(level: level, start..<end)
  }

  private func underlineLevel(_ text: Range<Int>) -> Int? {
    if bytes[text].allSatisfy({ $0 == UInt8(ascii: "=") }) { return 1 }
    return bytes[text].allSatisfy { $0 == UInt8(ascii: "-") } ? 2 : nil
  }

  private func contains(_ part: StaticString, _ text: Range<Int>) -> Bool {
    String(decoding: bytes[text], as: UTF8.self).includes(part)
  }
}
