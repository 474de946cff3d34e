/// The line that a finding begins in as it is shown, and where in it the finding stands: without secrets, with what nobody would see
/// spelled out, and of a long line the part around the finding.
public struct Excerpt: Sendable {
  public private(set) var text = ""
  /// What stands below the text before the finding: a blank for each character, a tab for each tab.
  public private(set) var indentation = ""
  /// How many characters of the text the finding covers, one at least.
  public private(set) var width = 1

  /// Bytes of a line that are shown at most, and of those how many before the finding.
  private static let longest = 240
  private static let before = 80

  /// - Returns: nil where the line is empty.
  public init?(_ finding: Finding) {
    let source = finding.source
    let line = source.lineRange(at: finding.range.lowerBound)
    guard !line.isEmpty else { return nil }
    let bytes = source.bytes
    let start = min(max(finding.range.lowerBound, line.lowerBound), line.upperBound)
    let end = max(start, min(finding.range.upperBound, line.upperBound))
    let window = Self.window(of: line, around: start, in: bytes)
    let secrets = source.secretRanges(in: source.contextRange(around: window)).filter { $0.overlaps(window) }

    if window.lowerBound > line.lowerBound { text = "…" }
    var position = window.lowerBound
    // How much of the text stands before the finding, and before its end.
    var places: (start: Int?, end: Int?)
    func mark() {
      if places.start == nil, position >= start { places.start = text.utf8.count }
      if places.end == nil, position >= end { places.end = text.utf8.count }
    }
    var rest = secrets[...]
    while position < window.upperBound {
      if let secret = rest.first, secret.lowerBound <= position {
        // The finding begins and ends with the mask where it begins and ends within the secret.
        if places.start == nil, start < secret.upperBound { places.start = text.utf8.count }
        text += SecretText.mask
        position = secret.upperBound
        rest = rest.dropFirst()
        if places.end == nil, end <= position { places.end = text.utf8.count }
        continue
      }
      mark()
      // To the next place where something begins or ends, in whole characters.
      var next = window.upperBound
      for stop in [start, end, rest.first?.lowerBound ?? next] where stop > position { next = min(next, stop) }
      while next < window.upperBound, ByteEncoding.isContinuation(bytes[next]) { next += 1 }
      text += VisibleText.line(String(decoding: bytes[position..<next], as: UTF8.self))
      position = next
    }
    let lower = places.start ?? text.utf8.count
    let upper = max(lower, places.end ?? text.utf8.count)
    (width, indentation) = text.withUTF8 { text in
      (max(1, text[lower..<upper].count { !ByteEncoding.isContinuation($0) }), Self.blanks(for: text[..<lower]))
    }
    if window.upperBound < line.upperBound { text += "…" }
  }

  private static func blanks(for text: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    var blanks: [UInt8] = []
    blanks.reserveCapacity(text.count)
    for byte in text where !ByteEncoding.isContinuation(byte) {
      blanks.append(byte == UInt8(ascii: "\t") ? byte : UInt8(ascii: " "))
    }
    return String(decoding: blanks, as: UTF8.self)
  }

  /// The part of a line that is shown: all of it where it is not long.
  private static func window(of line: Range<Int>, around start: Int, in bytes: [UInt8]) -> Range<Int> {
    guard line.count > longest else { return line }
    var lower = max(line.lowerBound, min(start - before, line.upperBound - longest))
    var upper = min(line.upperBound, lower + longest)
    while lower > line.lowerBound, ByteEncoding.isContinuation(bytes[lower]) { lower -= 1 }
    while upper < line.upperBound, ByteEncoding.isContinuation(bytes[upper]) { upper += 1 }
    return lower..<upper
  }
}
