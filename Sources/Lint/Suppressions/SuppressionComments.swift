import Documents

/// Finds the silencing comments of a file, and what each of them reaches.
///
/// A comment behind something reaches its line; one on a line of its own reaches the next line that has content. A value that
/// goes on over further lines, such as an expression in a block, belongs to the line that begins it. `disable-file` at the top
/// reaches everything.
struct SuppressionComments {
  private(set) var suppressions: [Suppression] = []
  private let lines: [Range<Int>]
  /// For each line the first one from there on that is neither blank nor a comment; one more than there are where none is.
  private lazy var contents = nextContents()
  /// What is reached from a line that has content, where somebody asked.
  private var reaches: [Int: Range<Int>] = [:]
  private let bytes: UnsafeBufferPointer<UInt8>
  private let isMarkdown: Bool

  /// - Returns: nil for a file without any, which costs one look at each byte.
  static func find(in source: SourceFile) -> [Suppression]? {
    guard !source.name.hasSuffix(".json") else { return nil }
    return source.bytes.withUnsafeBufferPointer { bytes in
      guard bytes.offset(of: "pharos disable") != nil else { return nil }
      var comments = SuppressionComments(bytes, isMarkdown: source.name.hasSuffix(".md"))
      comments.run()
      return comments.suppressions.isEmpty ? nil : comments.suppressions
    }
  }

  private static let words = Array("pharos disable".utf8)

  private init(_ bytes: UnsafeBufferPointer<UInt8>, isMarkdown: Bool) {
    self.bytes = bytes
    self.isMarkdown = isMarkdown
    var lines: [Range<Int>] = []
    var start = 0
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
      lines.append(start..<(index > start && bytes[index - 1] == UInt8(ascii: "\r") ? index - 1 : index))
      start = index + 1
    }
    if start < bytes.count { lines.append(start..<bytes.count) }
    self.lines = lines
  }

  private mutating func run() {
    var isAtTop = true
    var isFenced = false
    for number in lines.indices {
      let line = lines[number]
      if isMarkdown, begins(line, "```") || begins(line, "~~~") { isFenced.toggle() }
      if !isFenced, let comment = comment(in: line) { add(comment, number, isAtTop) }
      isAtTop = isAtTop && (isBlank(line) || isComment(line) || begins(line, "---"))
    }
  }

  private struct Comment {
    var range: Range<Int>
    /// Behind `disable` or `disable-file`.
    var content: Range<Int>
    var isForFile: Bool
    var isAlone: Bool
  }

  private mutating func add(_ comment: Comment, _ number: Int, _ isAtTop: Bool) {
    let reach = comment.isForFile ? 0..<bytes.count : reach(of: comment, number)
    var suppression = Suppression(
      Array(bytes[comment.content]), base: comment.content.lowerBound, range: comment.range, reach: reach)
    if comment.isForFile, !isAtTop, suppression.problem == nil {
      suppression.problem = ("`disable-file` stands below content", comment.range)
    }
    suppressions.append(suppression)
  }

  private func comment(in line: Range<Int>) -> Comment? {
    let sign: [UInt8] = Array((isMarkdown ? "<!--" : "#").utf8)
    for start in line where bytes[start] == sign[0] {
      guard line.upperBound - start > Self.words.count, bytes[start..<start + sign.count].elementsEqual(sign),
        start == line.lowerBound || isMarkdown || isSpace(bytes[start - 1])
      else { continue }
      var index = start + sign.count
      while index < line.upperBound, isSpace(bytes[index]) { index += 1 }
      guard index + Self.words.count <= line.upperBound,
        bytes[index..<index + Self.words.count].elementsEqual(Self.words)
      else { continue }
      index += Self.words.count
      let suffix = Array("-file".utf8)
      let isForFile =
        index + suffix.count <= line.upperBound && bytes[index..<index + suffix.count].elementsEqual(suffix)
      if isForFile { index += suffix.count }
      guard index == line.upperBound || isSpace(bytes[index]) || bytes[index] == UInt8(ascii: ":") else { continue }
      var end = line.upperBound
      while end > index, isSpace(bytes[end - 1]) { end -= 1 }
      let content = index..<(isMarkdown && end - 3 >= index && bytes[end - 1] == UInt8(ascii: ">") ? end - 3 : end)
      return Comment(
        range: start..<end, content: content, isForFile: isForFile,
        isAlone: bytes[line.lowerBound..<start].allSatisfy(isSpace))
    }
    return nil
  }

  private mutating func reach(of comment: Comment, _ number: Int) -> Range<Int> {
    let first = comment.isAlone ? contents[number + 1] : number
    guard first < lines.count else { return bytes.count..<bytes.count }
    if let known = reaches[first] { return known }
    var last = first
    if !isMarkdown, holdsValue(lines[first]) {
      let column = contentColumn(lines[first])
      while last + 1 < lines.count, isBlank(lines[last + 1]) || indentation(lines[last + 1]) > column { last += 1 }
    }
    let reach = lines[first].lowerBound..<max(lines[last].upperBound, lines[first].lowerBound + 1)
    reaches[first] = reach
    return reach
  }

  private func nextContents() -> [Int] {
    var contents = Array(repeating: lines.count, count: lines.count + 1)
    for number in lines.indices.reversed() {
      contents[number] = isBlank(lines[number]) || isComment(lines[number]) ? contents[number + 1] : number
    }
    return contents
  }
}

extension SuppressionComments {
  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private func indentation(_ line: Range<Int>) -> Int { bytes[line].prefix { isSpace($0) }.count }

  private func isBlank(_ line: Range<Int>) -> Bool { bytes[line].allSatisfy(isSpace) }

  private func begins(_ line: Range<Int>, _ text: StaticString) -> Bool {
    let content = bytes[line].drop(while: isSpace)
    let text = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    return content.starts(with: text)
  }

  private func isComment(_ line: Range<Int>) -> Bool { begins(line, isMarkdown ? "<!--" : "#") }

  /// The column of what stands behind the dashes of lists.
  private func contentColumn(_ line: Range<Int>) -> Int {
    var index = line.lowerBound + indentation(line)
    while index + 1 < line.upperBound, bytes[index] == UInt8(ascii: "-"), isSpace(bytes[index + 1]) {
      index += 1
      while index < line.upperBound, isSpace(bytes[index]) { index += 1 }
    }
    return index - line.lowerBound
  }

  /// Whether a value begins on the line, rather than on the next ones: it does not end with a key's colon.
  private func holdsValue(_ line: Range<Int>) -> Bool {
    var content = bytes[line]
    for index in line where bytes[index] == UInt8(ascii: "#") && (index == line.lowerBound || isSpace(bytes[index - 1]))
    {
      content = bytes[line.lowerBound..<index]
      break
    }
    return content.last { !isSpace($0) } != UInt8(ascii: ":")
  }
}
