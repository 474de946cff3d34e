/// Where something occurs next. What was found is kept, as places are asked about in their order and most have the same answer.
struct NextPlace {
  private let part: StaticString
  /// From where it was looked for, up to where it is.
  private var known: ClosedRange<Int>?

  init(of part: StaticString) { self.part = part }

  /// Where it begins first, at or behind an offset; the end of the bytes where it does not.
  mutating func from(_ offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    if let known, known.contains(offset) { return known.upperBound }
    let place = bytes.offset(of: part, from: offset) ?? bytes.count
    known = min(offset, place)...place
    return place
  }
}
