/// Words with a meaning of their own, in any letter case, found by comparing two machine words.
enum Keywords {
  struct Entry {
    let low: UInt64
    let high: UInt64
    let kind: TokenKind
    var aggregator: Aggregator?
  }

  /// The entries of one length after those of another; where each length begins stands in `starts`. Made once and kept:
  /// pointers cost no reference count at every word.
  struct Table: @unchecked Sendable {
    let entries: UnsafeMutableBufferPointer<Entry>
    let starts: UnsafeMutableBufferPointer<Int>
  }

  static let longest = 12

  static let table: Table = {
    var table = [[Entry]](repeating: [], count: longest + 1)
    func add(_ kind: TokenKind, _ words: String..., aggregator: Aggregator? = nil) {
      for word in words {
        let bytes = Array(word.utf8)
        let (low, high) = bytes.withUnsafeBufferPointer { packed($0, 0, $0.count) }
        table[bytes.count].append(Entry(low: low, high: high, kind: kind, aggregator: aggregator))
      }
    }
    for aggregator in Aggregator.allCases { add(.aggregator, aggregator.rawValue, aggregator: aggregator) }
    add(.and, "and")
    add(.or, "or")
    add(.unless, "unless")
    add(.atan2, "atan2")
    add(.by, "by")
    add(.without, "without")
    add(.on, "on")
    add(.ignoring, "ignoring")
    add(.groupLeft, "group_left")
    add(.groupRight, "group_right")
    add(.fill, "fill")
    add(.fillLeft, "fill_left")
    add(.fillRight, "fill_right")
    add(.bool, "bool")
    add(.offset, "offset")
    add(.anchored, "anchored")
    add(.smoothed, "smoothed")
    add(.start, "start")
    add(.end, "end")
    add(.step, "step")
    add(.range, "range")
    add(.maxOf, "max_of")
    add(.minOf, "min_of")
    add(.number, "inf", "nan")
    let entries = UnsafeMutableBufferPointer<Entry>.allocate(capacity: table.reduce(0) { $0 + $1.count })
    _ = entries.initialize(from: table.joined())
    let starts = UnsafeMutableBufferPointer<Int>.allocate(capacity: longest + 2)
    _ = starts.initialize(from: table.reduce(into: [0]) { $0.append($0.last! + $1.count) })
    return Table(entries: entries, starts: starts)
  }()

  /// The aggregation that the keyword in `bytes[start..<end]` names.
  static func aggregator(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Aggregator? {
    table.entry(bytes, start, end)?.aggregator
  }

  /// Up to 16 bytes in lower case. Identifiers hold no byte that setting bit 5 could turn into another one's.
  @inline(__always)
  static func packed(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (UInt64, UInt64) {
    let length = end - start
    guard start + 16 <= bytes.count else { return packedSlowly(bytes, start, end) }
    let base = UnsafeRawPointer(bytes.baseAddress! + start)
    func word(_ offset: Int, _ count: Int) -> UInt64 {
      guard count > 0 else { return 0 }
      let word =
        UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) | 0x2020_2020_2020_2020
      return count >= 8 ? word : word & (1 << UInt64(8 * count) - 1)
    }
    return (word(0, length), word(8, length - 8))
  }

  private static func packedSlowly(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (UInt64, UInt64) {
    var low: UInt64 = 0
    var high: UInt64 = 0
    for i in start..<end {
      let byte = UInt64(bytes[i] | 0x20)
      if i - start < 8 { low |= byte << (8 * UInt64(i - start)) } else { high |= byte << (8 * UInt64(i - start - 8)) }
    }
    return (low, high)
  }
}

extension Keywords.Table {
  /// The keyword in `bytes[start..<end]`, if it is one.
  @inline(__always)
  func kind(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> TokenKind? {
    entry(bytes, start, end)?.kind
  }

  @inline(__always)
  func entry(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Keywords.Entry? {
    let length = end - start
    guard length <= Keywords.longest else { return nil }
    var index = starts[length]
    let last = starts[length + 1]
    guard index < last else { return nil }
    let (low, high) = Keywords.packed(bytes, start, end)
    while index < last {
      if entries[index].low == low, entries[index].high == high { return entries[index] }
      index += 1
    }
    return nil
  }
}
