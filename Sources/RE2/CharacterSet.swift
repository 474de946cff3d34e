/// A set of Unicode scalar values: ranges that neither touch nor overlap, in order. A range may hold surrogates as well,
/// as it may in a pattern; they stand in no text.
public struct CharacterSet: Sendable, Hashable {
  /// Unicode scalar values.
  public private(set) var ranges: [ClosedRange<UInt32>] = []

  /// The empty set.
  public init() {}

  init(_ ranges: [ClosedRange<UInt32>]) {
    self.ranges = ranges
    normalize()
  }

  init(ascii characters: String) { self.init(characters.unicodeScalars.map { $0.value...$0.value }) }

  static let all = CharacterSet([0...0xD7FF, 0xE000...0x10FFFF])
  static let newline = CharacterSet([0x0A...0x0A])
  static let notNewline = newline.inverted

  // The sets of Perl, ASCII only, <https://github.com/google/re2/wiki/Syntax>.
  static let digits = CharacterSet([0x30...0x39])
  static let spaces = CharacterSet([0x09...0x0A, 0x0C...0x0D, 0x20...0x20])
  static let words = CharacterSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])

  /// The sets of POSIX by their names.
  static let posix: [String: CharacterSet] = [
    "alnum": CharacterSet([0x30...0x39, 0x41...0x5A, 0x61...0x7A]), "alpha": CharacterSet([0x41...0x5A, 0x61...0x7A]),
    "ascii": CharacterSet([0x00...0x7F]), "blank": CharacterSet([0x09...0x09, 0x20...0x20]),
    "cntrl": CharacterSet([0x00...0x1F, 0x7F...0x7F]), "digit": digits, "graph": CharacterSet([0x21...0x7E]),
    "lower": CharacterSet([0x61...0x7A]), "print": CharacterSet([0x20...0x7E]),
    "punct": CharacterSet([0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]),
    "space": CharacterSet([0x09...0x0D, 0x20...0x20]), "upper": CharacterSet([0x41...0x5A]), "word": words,
    "xdigit": CharacterSet([0x30...0x39, 0x41...0x46, 0x61...0x66]),
  ]

  /// Whether no character is in it.
  public var isEmpty: Bool { ranges.isEmpty }

  /// The one character that it holds; nil for none and for more.
  var single: Unicode.Scalar? {
    guard ranges.count == 1, ranges[0].count == 1 else { return nil }
    return Unicode.Scalar(ranges[0].lowerBound)
  }

  /// How many characters it holds.
  public var count: Int { ranges.reduce(0) { $0 + Int($1.upperBound - $1.lowerBound) + 1 } }

  /// Whether a scalar value is in it.
  public func contains(_ value: UInt32) -> Bool {
    var low = 0, high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(value)
  }

  /// Adds to the ranges without putting them in order, which `normalize` does once for all.
  mutating func insert(_ range: ClosedRange<UInt32>) { ranges.append(range) }
  mutating func insert(_ other: CharacterSet) { ranges += other.ranges }

  /// Puts the ranges in order after insertions.
  mutating func normalize() {
    guard ranges.count > 1 else { return }
    ranges.sort { $0.lowerBound < $1.lowerBound }
    var merged = [ranges[0]]
    for range in ranges.dropFirst() {
      let last = merged[merged.count - 1]
      if range.lowerBound <= last.upperBound &+ 1 {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    ranges = merged
  }

  /// Every scalar value that is not in it; surrogates are none.
  var inverted: CharacterSet {
    var result: [ClosedRange<UInt32>] = []
    for whole in Self.all.ranges {
      var next = whole.lowerBound
      for range in ranges where range.upperBound >= whole.lowerBound && range.lowerBound <= whole.upperBound {
        if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
        next = max(next, range.upperBound &+ 1)
      }
      if next <= whole.upperBound { result.append(next...whole.upperBound) }
    }
    return CharacterSet(result)
  }

  /// With every character that differs in case alone.
  var caseFolded: CharacterSet {
    var result = self
    CaseFolding.insertForms(of: self, into: &result)
    result.normalize()
    return result
  }
}
