/// The secrets that are known of a file, for questions about places and texts.
struct SecretIndex: Sendable {
  /// In order, apart from each other, without the quotes around them.
  private let ranges: [Range<Int>]
  /// What a text may quote of them: all of one, or one of its lines.
  let values: Set<String>

  init(_ secrets: [SourceFile.Secret], in bytes: [UInt8]) {
    ranges = secrets.map { Self.content(of: $0.range, bytes) }.merged()
    var values: Set<String> = []
    for secret in secrets {
      let value = secret.value.trimmed()
      values.insert(value)
      if value.hasLineBreak { values.formUnion(value.split(separator: "\n").map { String($0).trimmed() }) }
    }
    values.remove("")
    self.values = values
  }

  private static func content(of range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
    guard range.count > 1, range.upperBound <= bytes.count, bytes[range.lowerBound].isQuote,
      bytes[range.upperBound - 1] == bytes[range.lowerBound]
    else { return range }
    return range.lowerBound + 1..<range.upperBound - 1
  }

  /// Those that have bytes in common with a range.
  func ranges(overlapping range: Range<Int>) -> ArraySlice<Range<Int>> {
    var low = 0, high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return ranges[low...].prefix { $0.lowerBound < range.upperBound }
  }
}
