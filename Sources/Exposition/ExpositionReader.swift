/// Reads an exposition as it comes, in pieces of any size, and forgets what it has read but for counts.
///
/// Memory is bounded by the number of metrics, and for duplicates by `maximumTracked` hashes of series.
public struct ExpositionReader: ~Copyable {
  /// Series among which duplicates are looked for.
  static let maximumTracked = 1 << 19
  /// Bytes of one line; a longer one is an error and skipped.
  static let maximumLine = 1 << 20
  static let maximumProblems = 1000

  let format: ExpositionFormat
  /// What came after the last line feed.
  private var carry: [UInt8] = []
  private var isSkippingLongLine = false
  var line = 0
  var problems: [ExpositionProblem] = []
  var problemCount = 0
  var series = 0
  var seen = HashSet64(limit: maximumTracked)
  var catalog = FamilyCatalog()
  var sawEnd = false
  /// What was in quotes, its escapes resolved.
  let unescaped = Scratch(capacity: maximumLine)
  /// Of the sample that is being read.
  var labels = LabelScan()
  /// The family of the sample before.
  var lastFamily = -1
  /// The histogram or summary whose samples are coming.
  var group = BucketGroup()

  /// A reader at the beginning of an exposition.
  public init(format: ExpositionFormat) { self.format = format }

  /// Reads a piece; it may end anywhere, even inside a character.
  public mutating func consume(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
    var start = 0
    if !carry.isEmpty || isSkippingLongLine {
      guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return keep(bytes) }
      if isSkippingLongLine {
        isSkippingLongLine = false
      } else {
        carry.append(contentsOf: bytes[...end])
        let whole = carry
        carry = []
        whole.withUnsafeBufferPointer { readLines($0.baseAddress!, $0.count) }
      }
      start = end + 1
    }
    guard let last = bytes.lastIndex(of: UInt8(ascii: "\n")), last >= start else {
      return keep(UnsafeBufferPointer(rebasing: bytes[start...]))
    }
    readLines(base + start, last + 1 - start)
    keep(UnsafeBufferPointer(rebasing: bytes[(last + 1)...]))
  }

  /// The same for an array of bytes.
  public mutating func consume(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { consume($0) } }

  private mutating func keep(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard !isSkippingLongLine else { return }
    carry.append(contentsOf: bytes)
    guard carry.count > Self.maximumLine else { return }
    line += 1
    report(.error, "the line is longer than \(Self.maximumLine >> 20) MiB", at: 0, in: nil)
    carry = []
    isSkippingLongLine = true
  }

  /// The end of the exposition.
  public mutating func finish() -> ExpositionReport {
    if !carry.isEmpty {
      let length = carry.count
      carry.append(UInt8(ascii: "\n"))
      let whole = carry
      carry = []
      whole.withUnsafeBufferPointer { buffer in
        readLines(buffer.baseAddress!, buffer.count)
        // OpenMetrics alone lets its last line, `# EOF`, end without one.
        if format == .text || !sawEnd {
          report(.error, "the last line does not end with a line feed; add one", at: length, in: buffer.baseAddress)
        }
      }
    }
    finishGroup()
    if format == .openMetrics, !sawEnd {
      line += 1
      report(.error, "`# EOF` is missing: the exposition may have been cut off", at: 0, in: nil)
    }
    return ExpositionReport(
      format: format, problems: problems, problemCount: problemCount, families: catalog.report, series: series,
      duplicatesAreIncomplete: seen.isFull)
  }

  /// Whole lines, each with its line feed.
  private mutating func readLines(_ base: UnsafePointer<UInt8>, _ count: Int) {
    var cursor = LineCursor(base: base, position: 0)
    while cursor.position < count {
      line &+= 1
      cursor.lineStart = cursor.position
      readLine(&cursor)
    }
  }

  private mutating func readLine(_ cursor: inout LineCursor) {
    if format == .text { cursor.skipBlanks() }
    switch cursor.byte {
    case UInt8(ascii: "\n"):
      cursor.position &+= 1
      if format == .openMetrics { report(.error, "OpenMetrics has no empty lines; remove it", at: 0, in: nil) }
    case UInt8(ascii: "#"):
      if sawEnd { reportAfterEnd(&cursor) } else { readComment(&cursor) }
      cursor.skipLine()
    default:
      if sawEnd {
        reportAfterEnd(&cursor)
        cursor.skipLine()
      } else {
        readSample(&cursor)
      }
    }
  }

  private mutating func reportAfterEnd(_ cursor: inout LineCursor) {
    report(.error, "nothing may follow `# EOF`", at: cursor.position, in: cursor)
  }

  // MARK: Blanks

  /// Between two parts of a line: any blanks in the text format, exactly one space in OpenMetrics.
  @inline(__always)
  mutating func separate(_ cursor: inout LineCursor) {
    let start = cursor.position
    cursor.skipBlanks()
    if format == .openMetrics { checkBlanks(from: start, count: 1, cursor) }
  }

  /// Where the text format allows blanks and OpenMetrics has none.
  @inline(__always)
  mutating func skipInnerBlanks(_ cursor: inout LineCursor) {
    let start = cursor.position
    cursor.skipBlanks()
    if format == .openMetrics { checkBlanks(from: start, count: 0, cursor) }
  }

  private mutating func checkBlanks(from start: Int, count: Int, _ cursor: LineCursor) {
    // What is missing at the end of a line is reported as such.
    guard cursor.position - start != count || count == 1 && cursor.base[start] != UInt8(ascii: " "),
      cursor.byte != UInt8(ascii: "\n") || cursor.position > start
    else { return }
    let message = count == 0 ? "OpenMetrics has no blank here" : "OpenMetrics has exactly one space here"
    report(.error, message, at: start, in: cursor)
  }

  // MARK: Problems

  mutating func report(
    _ severity: ExpositionProblem.Severity, _ message: String, kind: ExpositionProblem.Kind = .format,
    at position: Int, in cursor: LineCursor
  ) {
    report(severity, message, kind: kind, at: position - cursor.lineStart, in: cursor.base + cursor.lineStart)
  }

  mutating func report(
    _ severity: ExpositionProblem.Severity, _ message: String, kind: ExpositionProblem.Kind = .format,
    at offset: Int, in lineBytes: UnsafePointer<UInt8>?
  ) {
    problemCount += 1
    guard problems.count < Self.maximumProblems else { return }
    var column = 1
    if let lineBytes {
      for index in 0..<offset where lineBytes[index] & 0xC0 != 0x80 { column += 1 }
    }
    problems.append(ExpositionProblem(severity: severity, kind: kind, message: message, line: line, column: column))
  }
}

/// Memory that is written anew again and again.
final class Scratch: @unchecked Sendable {
  let bytes: UnsafeMutablePointer<UInt8>

  init(capacity: Int) { bytes = .allocate(capacity: capacity) }

  deinit { bytes.deallocate() }
}

/// A place in lines that are known to end with a line feed, which stops every scan.
struct LineCursor {
  let base: UnsafePointer<UInt8>
  var position: Int
  var lineStart = 0
  let classes = NameClasses.table

  @inline(__always)
  var byte: UInt8 { base[position] }

  @inline(__always)
  mutating func skipBlanks() {
    while base[position] == UInt8(ascii: " ") || base[position] == UInt8(ascii: "\t") { position &+= 1 }
  }

  /// To the beginning of the next line.
  mutating func skipLine() {
    while base[position] != UInt8(ascii: "\n") { position &+= 1 }
    position &+= 1
  }

  func bytes(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base + start, count: end - start)
  }

  /// Of a position in the line, from 1, in Unicode scalars.
  func column(of position: Int) -> Int {
    1 + bytes(lineStart, position).count { $0 & 0xC0 != 0x80 }
  }

  func text(_ start: Int, _ end: Int) -> String { String(decoding: bytes(start, end), as: UTF8.self) }

  /// The character that stands at a position, for messages. They quote no words: the page may be any file, with a secret in the place of a value.
  func character(_ start: Int) -> String {
    var end = base[start] == UInt8(ascii: "\n") ? start : start + 1
    while base[end] & 0xC0 == 0x80 { end += 1 }
    return text(start, end)
  }
}
