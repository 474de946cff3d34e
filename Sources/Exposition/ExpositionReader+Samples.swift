/// One sample: `name{labels} value timestamp # exemplar`.
extension ExpositionReader {
  mutating func readSample(_ cursor: inout LineCursor) {
    labels.clear()
    let start = cursor.position
    var sample: FamilyCatalog.Sample?
    if cursor.byte != UInt8(ascii: "{") {
      let name = readName(&cursor)
      guard !name.isEmpty else {
        report(.error, "`\(cursor.character(start))` begins no name of a metric", at: start, in: cursor)
        return cursor.skipLine()
      }
      sample = catalog.sample(
        cursor.bytes(start, name.upperBound), in: format, at: (line, start - cursor.lineStart + 1))
      if cursor.byte != UInt8(ascii: "{") {
        let end = cursor.position
        separate(&cursor)
        if format == .openMetrics, cursor.byte == UInt8(ascii: "{") {
          report(.error, "in OpenMetrics the braces follow the name without a blank", at: end, in: cursor)
        }
      }
    }
    if cursor.byte == UInt8(ascii: "{") {
      guard readLabels(&cursor, &sample) else { return cursor.skipLine() }
      separate(&cursor)
    }
    guard let sample else { return cursor.skipLine() }
    let valueStart = cursor.position
    while cursor.byte > 0x20 { cursor.position &+= 1 }
    guard let value = FloatText.parse(cursor.bytes(valueStart, cursor.position)) else {
      let what = cursor.position == valueStart ? "missing" : "no number"
      report(.error, "the value is \(what)", at: valueStart, in: cursor)
      return cursor.skipLine()
    }
    let valueEnd = cursor.position
    if cursor.byte != UInt8(ascii: "\n") {
      separate(&cursor)
      guard readRest(&cursor, sample, valueEnd) else { return cursor.skipLine() }
    }
    account(sample, value, at: start, cursor)
    cursor.skipLine()
  }

  /// Counts a sample that could be read, and holds it against its family.
  @inline(__always)
  private mutating func account(
    _ sample: FamilyCatalog.Sample, _ value: Double, at start: Int, _ cursor: LineCursor
  ) {
    let family = sample.family
    series &+= 1
    catalog.families[family].info.series &+= 1
    catalog.families[family].hasSamples = true
    if family != lastFamily { enter(family, at: start, cursor) }
    if !seen.isFull, !seen.insert(mixed(labels.hash &+ sample.hash &* 7)) {
      report(
        .error, "duplicate series: Prometheus keeps one of them", kind: .duplicate, at: start,
        in: cursor)
      if problemCount == problems.count { problems[problems.count - 1].metric = name(family) }
    }
    switch catalog.families[family].type {
    case .histogram, .gaugehistogram, .summary: checkGroup(sample, value, at: start, cursor)
    case .counter where value < 0 || value.isNaN:
      report(.error, "a counter never falls below zero", at: start, in: cursor)
    case .info where value != 1 && format == .openMetrics:
      report(.error, "the value of an info metric is 1", at: start, in: cursor)
    case .stateset where value != 0 && value != 1:
      report(.error, "the value of a state is 0 or 1", at: start, in: cursor)
    default: break
    }
    if format == .openMetrics { checkSuffix(sample, at: start, cursor) }
  }

  /// Another family than that of the line before.
  private mutating func enter(_ family: Int, at start: Int, _ cursor: LineCursor) {
    finishGroup()
    if lastFamily >= 0 { catalog.families[lastFamily].isClosed = true }
    if catalog.families[family].isClosed {
      catalog.families[family].isClosed = false
      report(
        format == .openMetrics ? .error : .warning,
        "the samples of `\(name(family))` must stand together; other metrics came between", at: start, in: cursor)
    }
    lastFamily = family
  }

  /// Counters are called `_total`, info metrics `_info`.
  /// <https://github.com/prometheus/OpenMetrics/blob/v1.0.0/specification/OpenMetrics.md#suffixes>
  private mutating func checkSuffix(_ sample: FamilyCatalog.Sample, at start: Int, _ cursor: LineCursor) {
    guard sample.role == .plain else { return }
    switch catalog.families[sample.family].type {
    case .counter:
      report(
        .error, "a sample of the counter `\(name(sample.family))` is called `_total` or `_created`", at: start,
        in: cursor)
    case .info:
      report(.error, "a sample of the info metric `\(name(sample.family))` is called `_info`", at: start, in: cursor)
    case .histogram, .gaugehistogram:
      report(
        .error,
        "a sample of the histogram `\(name(sample.family))` is called `_bucket`, `_sum`, `_count` or `_created`",
        at: start, in: cursor)
    default: break
    }
  }

  // MARK: Timestamps and exemplars

  /// What follows the value.
  /// - Returns: whether the sample counts.
  private mutating func readRest(_ cursor: inout LineCursor, _ sample: FamilyCatalog.Sample, _ valueEnd: Int) -> Bool {
    guard !isTrailing(cursor, after: valueEnd) else { return false }
    if cursor.byte != UInt8(ascii: "#") {
      let start = cursor.position
      while cursor.byte > 0x20 { cursor.position &+= 1 }
      let bytes = cursor.bytes(start, cursor.position)
      let isTimestamp = format == .openMetrics ? FloatText.parse(bytes)?.isFinite == true : Self.isInteger(bytes)
      guard isTimestamp else {
        let what =
          format == .openMetrics ? "a timestamp in seconds" : "a timestamp: milliseconds since 1970, digits alone"
        report(.error, "what follows the value is not \(what)", at: start, in: cursor)
        return false
      }
      if cursor.byte == UInt8(ascii: "\n") { return true }
      let end = cursor.position
      separate(&cursor)
      guard !isTrailing(cursor, after: end) else { return false }
    }
    guard format == .openMetrics, cursor.byte == UInt8(ascii: "#") else {
      report(.error, "nothing may follow the timestamp", at: cursor.position, in: cursor)
      return false
    }
    return readExemplar(&cursor, sample)
  }

  /// Blanks or a carriage return at the end of a line, which Prometheus' reader takes for a timestamp.
  private mutating func isTrailing(_ cursor: LineCursor, after end: Int) -> Bool {
    switch cursor.byte {
    case UInt8(ascii: "\n"): report(.error, "a blank ends the line; remove it", at: end, in: cursor)
    case UInt8(ascii: "\r"):
      report(.error, "a carriage return ends the line; write line feeds alone", at: cursor.position, in: cursor)
    default: return false
    }
    return true
  }

  /// promtool takes a sign too, a scrape does not.
  private static func isInteger(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    (1...18).contains(bytes.count) && bytes.allSatisfy { $0 &- 0x30 < 10 }
  }

  /// ` # {labels} value timestamp`, on buckets and totals.
  private mutating func readExemplar(_ cursor: inout LineCursor, _ sample: FamilyCatalog.Sample) -> Bool {
    let start = cursor.position
    if sample.role != .bucket, sample.role != .total {
      report(.error, "exemplars stand on buckets and on counters' totals only", at: start, in: cursor)
    }
    cursor.position += 1
    separate(&cursor)
    guard cursor.byte == UInt8(ascii: "{") else {
      report(.error, "an exemplar begins with its labels in braces", at: cursor.position, in: cursor)
      return false
    }
    let outer = labels
    defer { labels = outer }
    labels.clear()
    var characters = 0
    cursor.position += 1
    while cursor.byte != UInt8(ascii: "}") {
      let labelStart = cursor.position
      var length = 0
      if cursor.byte == UInt8(ascii: "\"") {
        guard let (name, _) = readQuoted(&cursor) else { return false }
        length = name.count { $0 & 0xC0 != 0x80 }
      } else {
        length = readLabelName(&cursor).count
      }
      guard length > 0, cursor.byte == UInt8(ascii: "="), cursor.base[cursor.position + 1] == UInt8(ascii: "\"")
      else {
        report(.error, "expected a label of the exemplar", at: labelStart, in: cursor)
        return false
      }
      cursor.position += 1
      guard let (value, _) = readQuoted(&cursor) else { return false }
      characters += length + value.count { $0 & 0xC0 != 0x80 }
      if cursor.byte == UInt8(ascii: ",") { cursor.position += 1 }
    }
    cursor.position += 1
    if characters > 128 {
      report(.error, "an exemplar's labels are longer than 128 characters", at: start, in: cursor)
    }
    separate(&cursor)
    for what in ["value", "timestamp"] where cursor.byte != UInt8(ascii: "\n") || what == "value" {
      let wordStart = cursor.position
      while cursor.byte > 0x20 { cursor.position += 1 }
      guard FloatText.parse(cursor.bytes(wordStart, cursor.position)) != nil else {
        report(.error, "the exemplar's \(what) is no number", at: wordStart, in: cursor)
        return false
      }
      let end = cursor.position
      if cursor.byte != UInt8(ascii: "\n") {
        separate(&cursor)
        guard !isTrailing(cursor, after: end) else { return false }
      }
    }
    guard cursor.byte == UInt8(ascii: "\n") else {
      report(.error, "nothing may follow the exemplar", at: cursor.position, in: cursor)
      return false
    }
    return true
  }
}
