extension SourceFile {
  /// A secret that stands in the file.
  struct Secret: Sendable {
    /// UTF-8 bytes of the file, with its quotes.
    var range: Range<Int>
    /// As it is decoded.
    var value: String
  }

  /// Notes that a secret stands at a range of UTF-8 bytes, so that nothing that is shown of the file has it.
  func noteSecret(at range: Range<Int>) {
    let value = text(range)
    if range.isEmpty || SecretValues.mayBeShown(value) { return }
    noteSecrets([Secret(range: range, value: value.trimmed().trimmedQuotes)])
  }

  /// Notes secrets, in the file on the disk that holds this one as well.
  func noteSecrets(_ secrets: [Secret]) {
    if secrets.isEmpty { return }
    add(secrets)
    guard holder != nil else { return }
    let (file, places) = (outermost(0..<0).0, secrets.map { Secret(range: outermost($0.range).1, value: $0.value) })
    file.add(places)
  }

  /// The secrets that the structure of the file tells, where it is YAML or JSON by its name.
  public var secretValues: Set<String> {
    _ = hasReadableStructure()
    return secretIndex.values
  }

  /// Whether the structure of the file can be read to its end, which notes the secrets that it tells.
  private func hasReadableStructure() -> Bool {
    [".yml", ".yaml", ".json"].contains { name.hasSuffix($0) } && YAMLDocuments.read(self).findings.isEmpty
  }

  /// A text that says something of the file, without its secrets, in one line that says nothing to a terminal.
  public func shown(_ message: String) -> String {
    VisibleText.line(SecretText.masked(message, known: secretIndex.values, isProse: true))
  }

  /// The secrets within a range of UTF-8 bytes, in order: those that were noted, and those that the text around the range tells.
  func secretRanges(in range: Range<Int>) -> [Range<Int>] {
    let bytes = bytes
    let range = range.clamped(to: 0..<bytes.count)
    let found = bytes.withUnsafeBufferPointer { bytes in
      SecretText.find(in: UnsafeBufferPointer(rebasing: bytes[range]), isProse: false).map {
        $0.range.lowerBound + range.lowerBound..<$0.range.upperBound + range.lowerBound
      }
    }
    return (found + secretIndex.ranges(overlapping: range).map { $0.clamped(to: range) }).merged()
  }

  /// The text of a range of UTF-8 bytes with a mask for each secret.
  public func maskedText(_ range: Range<Int>) -> String {
    let bytes = bytes
    let range = range.clamped(to: 0..<bytes.count)
    // What makes a part of a line a secret may stand before it.
    let secrets = secretRanges(in: contextRange(around: range))
    return String(decoding: Self.masked(range, of: bytes, hiding: secrets), as: UTF8.self)
  }

  private static func masked(_ range: Range<Int>, of bytes: [UInt8], hiding secrets: [Range<Int>]) -> [UInt8] {
    var result: [UInt8] = []
    var position = range.lowerBound
    for secret in secrets where secret.overlaps(range) {
      if secret.lowerBound > position { result += bytes[position..<secret.lowerBound] }
      result += SecretText.mask.utf8
      position = secret.upperBound
    }
    if position < range.upperBound { result += bytes[position..<range.upperBound] }
    return result
  }

  /// Every line with its line break and a mask for each secret, of those that begin in a line before as well.
  ///
  /// - Parameter known: values that are secrets wherever they stand.
  public func maskedLines(known: Set<String>) -> [[UInt8]] {
    let bytes = bytes
    // Where the structure tells nothing, the name in the line before does.
    var continued: ContinuedSecret? = hasReadableStructure() ? nil : ContinuedSecret()
    var lines: [[UInt8]] = []
    var start = 0
    while start < bytes.count {
      let lineBreak = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      var text = start..<lineBreak
      while let first = text.first, bytes[first].isBlank { text.removeFirst() }
      if let last = text.last, bytes[last] == UInt8(ascii: "\r") { text.removeLast() }
      let more = bytes.withUnsafeBufferPointer { continued?.hidden(in: text, behind: start, of: $0) }
      let secrets = (secretRanges(in: start..<lineBreak).map { $0.clamped(to: text) } + (more.map { [$0] } ?? []))
        .merged()
      let shown = String(decoding: Self.masked(start..<lineBreak, of: bytes, hiding: secrets), as: UTF8.self)
      lines.append(
        Array(SecretText.masked(shown, known: known).utf8) + bytes[lineBreak..<min(lineBreak + 1, bytes.count)])
      start = lineBreak + 1
    }
    return lines
  }

  /// A part of the line that a range begins in, wide enough to tell what is secret in the range.
  func contextRange(around range: Range<Int>) -> Range<Int> {
    let line = lineRange(at: range.lowerBound)
    let lower = max(line.lowerBound, range.lowerBound - Self.context)
    return lower..<max(min(line.upperBound, range.upperBound + Self.context), range.upperBound)
  }

  private static let context = 2048
}

extension String {
  fileprivate var trimmedQuotes: String {
    guard utf8.count > 1, let first = utf8.first, first.isQuote, utf8.last == first else { return self }
    return String(dropFirst().dropLast())
  }
}
