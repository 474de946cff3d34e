/// The labels of one sample, as far as they are kept.
struct LabelScan {
  /// Of all labels, in whatever order they are written.
  var hash: UInt64 = 0
  /// Of the labels' names, to find one that stands twice.
  private var names: [UInt64] = []
  /// The same, once there are so many that looking through them costs more than hashing.
  private var manyNames: Set<UInt64> = []
  /// The upper bound of a bucket.
  var le: Bound?
  var quantile: Bound?

  /// A label with a number that tells samples of one histogram or summary apart.
  struct Bound {
    /// nil for what is no number.
    var value: Double?
    var position: Int
    /// Its part in `hash`.
    var hash: UInt64
  }

  /// Of all labels but the given one: which histogram or summary of the family it is.
  func hash(without bound: Bound?) -> UInt64 { hash &- (bound?.hash ?? 0) }

  private static let searchedThrough = 32

  /// Takes on the name of a label, and says whether it is a new one.
  mutating func insert(name: UInt64) -> Bool {
    guard names.count >= Self.searchedThrough else {
      if names.contains(name) { return false }
      names.append(name)
      return true
    }
    if manyNames.isEmpty { manyNames.formUnion(names) }
    return manyNames.insert(name).inserted
  }

  /// The column of the last label that was new.
  private var lastColumn: (offset: Int, column: Int) = (0, 1)

  /// Of a position in the line, from 1, in Unicode scalars. Positions are asked about in their order.
  mutating func column(of position: Int, in cursor: LineCursor) -> Int {
    let offset = position - cursor.lineStart
    let between = cursor.bytes(cursor.lineStart + lastColumn.offset, position)
    lastColumn = (offset, lastColumn.column + between.count { $0 & 0xC0 != 0x80 })
    return lastColumn.column
  }

  mutating func clear() {
    lastColumn = (0, 1)
    hash = 0
    names.removeAll(keepingCapacity: true)
    if !manyNames.isEmpty { manyNames = [] }
    le = nil
    quantile = nil
  }
}

extension ExpositionReader {
  /// From `{` to `}`. With a quoted name first, that is the metric's.
  ///
  /// - Parameter sample: made from the quoted name where it is nil.
  /// - Returns: whether the line can be read on.
  mutating func readLabels(_ cursor: inout LineCursor, _ sample: inout FamilyCatalog.Sample?) -> Bool {
    let open = cursor.position
    cursor.position &+= 1
    var position = 0
    while true {
      skipInnerBlanks(&cursor)
      if cursor.byte == UInt8(ascii: "}") {
        cursor.position &+= 1
        guard sample != nil else {
          report(
            .error, "the metric has no name: write it before the brace, or in quotes behind it", at: open, in: cursor)
          return false
        }
        return true
      }
      guard readLabel(&cursor, &sample, position) else { return false }
      position &+= 1
      skipInnerBlanks(&cursor)
      if cursor.byte == UInt8(ascii: ",") {
        cursor.position &+= 1
      } else if cursor.byte != UInt8(ascii: "}") {
        report(
          .error, cursor.byte == UInt8(ascii: "\n") ? "the braces are not closed" : "expected `,` or `}` after a label",
          at: cursor.position, in: cursor)
        return false
      }
    }
  }

  private mutating func readLabel(
    _ cursor: inout LineCursor, _ sample: inout FamilyCatalog.Sample?, _ position: Int
  ) -> Bool {
    let start = cursor.position
    let nameHash: UInt64
    var nameText: (Int, Int) = (start, start)
    var isLe = false, isQuantile = false
    if cursor.byte == UInt8(ascii: "\"") {
      guard let (value, hash) = readQuoted(&cursor) else { return false }
      skipInnerBlanks(&cursor)
      if cursor.byte != UInt8(ascii: "=") {
        guard sample == nil else {
          report(.error, "the metric is named twice", at: start, in: cursor)
          return false
        }
        sample = catalog.sample(value, in: format, at: (line, start - cursor.lineStart + 1))
        return true
      }
      nameHash = hash
      nameText = (start + 1, start + 1 + value.count)
    } else {
      let range = readLabelName(&cursor)
      guard !range.isEmpty else {
        report(
          .error,
          cursor.byte == UInt8(ascii: "\n")
            ? "the braces are not closed" : "`\(cursor.character(start))` begins no label",
          at: start, in: cursor)
        return false
      }
      nameHash = hashBytes(cursor.base + start, range.count)
      nameText = (range.lowerBound, range.upperBound)
      isLe = range.count == 2 && cursor.base[start] == UInt8(ascii: "l") && cursor.base[start + 1] == UInt8(ascii: "e")
      isQuantile = range.count == 8 && nameHash == Self.quantileHash
      if range.count == 8, nameHash == Self.nameLabelHash {
        report(.error, "the label `__name__` is reserved", at: start, in: cursor)
        return false
      }
      skipInnerBlanks(&cursor)
    }
    guard cursor.byte == UInt8(ascii: "=") else {
      report(.error, "expected `=` after the name of a label", at: cursor.position, in: cursor)
      return false
    }
    cursor.position &+= 1
    skipInnerBlanks(&cursor)
    guard cursor.byte == UInt8(ascii: "\"") else {
      report(.error, "the value of a label stands in double quotes", at: cursor.position, in: cursor)
      return false
    }
    let valueStart = cursor.position
    guard let (value, valueHash) = readQuoted(&cursor) else { return false }
    guard labels.insert(name: nameHash) else {
      report(.error, "duplicate label `\(cursor.text(nameText.0, nameText.1))`", at: start, in: cursor)
      return false
    }
    let pair = mixed(nameHash &+ valueHash &* 31)
    labels.hash &+= pair
    if isLe || isQuantile {
      let bound = LabelScan.Bound(value: FloatText.parse(value), position: valueStart, hash: pair)
      if isLe { labels.le = bound } else { labels.quantile = bound }
    }
    let counted = FamilyCatalog.Value(hash: valueHash, text: value)
    if let sample, !catalog.count(counted, of: nameHash, at: position, in: sample.family) {
      let column = labels.column(of: start, in: cursor)
      let name = cursor.text(nameText.0, nameText.1)
      catalog.add(
        FamilyCatalog.Label(hash: nameHash, name: name, line: line, column: column), counted, to: sample.family)
    }
    return true
  }

  private static let quantileHash = hash("quantile")
  private static let nameLabelHash = hash("__name__")

  private static func hash(_ text: StaticString) -> UInt64 { hashBytes(text.utf8Start, text.utf8CodeUnitCount) }

  /// The text between quotes and its hash; nil after an error. It holds until the next is read.
  @inline(__always)
  mutating func readQuoted(_ cursor: inout LineCursor) -> (UnsafeBufferPointer<UInt8>, UInt64)? {
    cursor.position &+= 1
    let start = cursor.position
    var high: UInt8 = 0
    while cursor.byte != UInt8(ascii: "\"") {
      if cursor.byte == UInt8(ascii: "\\") || cursor.byte == UInt8(ascii: "\n") {
        return readEscaped(&cursor, from: start)
      }
      high |= cursor.byte
      cursor.position &+= 1
    }
    let value = cursor.bytes(start, cursor.position)
    cursor.position &+= 1
    if high >= 0x80, !isValid(value, at: start, cursor) { return nil }
    return (value, hashBytes(cursor.base + start, value.count))
  }

  private mutating func readEscaped(
    _ cursor: inout LineCursor, from start: Int
  ) -> (UnsafeBufferPointer<UInt8>, UInt64)? {
    cursor.position = start
    var count = 0
    while cursor.byte != UInt8(ascii: "\"") {
      var byte = cursor.byte
      if byte == UInt8(ascii: "\n") {
        report(.error, "the quotes are not closed", at: start - 1, in: cursor)
        return nil
      }
      if byte == UInt8(ascii: "\\") {
        cursor.position += 1
        byte = cursor.byte
        switch byte {
        case UInt8(ascii: "n"): byte = UInt8(ascii: "\n")
        case UInt8(ascii: "\\"), UInt8(ascii: "\""): break
        case let other where format == .openMetrics && other != UInt8(ascii: "\n"):
          // In OpenMetrics any other pair stands for itself.
          unescaped.bytes[count] = UInt8(ascii: "\\")
          count += 1
        default:
          report(
            .error, "there is no escape `\\\(cursor.character(cursor.position))`: \\\\, \\\" and \\n",
            at: cursor.position - 1, in: cursor)
          return nil
        }
      }
      guard count < Self.maximumLine - 1 else {
        report(.error, "the text in quotes is longer than \(Self.maximumLine >> 20) MiB", at: start, in: cursor)
        return nil
      }
      unescaped.bytes[count] = byte
      count += 1
      cursor.position += 1
    }
    cursor.position += 1
    let value = UnsafeBufferPointer(start: unescaped.bytes, count: count)
    return isValid(value, at: start, cursor) ? (value, hashBytes(unescaped.bytes, count)) : nil
  }

  mutating func isValid(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ cursor: LineCursor) -> Bool {
    if String(validating: bytes, as: UTF8.self) != nil { return true }
    report(.error, "the bytes here are not valid UTF-8", at: start, in: cursor)
    return false
  }
}
