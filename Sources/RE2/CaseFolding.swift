/// Characters that differ in case alone, as Unicode's simple case folding has it and Go's `unicode.SimpleFold`.
/// <https://www.unicode.org/Public/UCD/latest/ucd/CaseFolding.txt>
enum CaseFolding {
  /// All forms of a character, itself included, in order.
  static func forms(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    guard scalar.isASCII else {
      return orbits[scalar.value].map { $0.compactMap { Unicode.Scalar($0) } } ?? [scalar]
    }
    let byte = UInt8(truncatingIfNeeded: scalar.value)
    guard (0x61...0x7A).contains(byte | 0x20) else { return [scalar] }
    let pair = [Unicode.Scalar(byte & ~0x20), Unicode.Scalar(byte | 0x20)]
    // The Kelvin sign and the long s are the only others that fold to ASCII.
    switch byte | 0x20 {
    case UInt8(ascii: "k"): return pair + ["\u{212A}"]
    case UInt8(ascii: "s"): return pair + ["\u{17F}"]
    default: return pair
    }
  }

  static func insertForms(of set: CharacterSet, into result: inout CharacterSet) {
    guard let last = set.ranges.last else { return }
    if last.upperBound < 0x80 {
      for range in set.ranges {
        for value in range {
          guard let scalar = Unicode.Scalar(value) else { continue }
          for form in forms(of: scalar) { result.insert(form.value...form.value) }
        }
      }
      return
    }
    // Both are in order, so that one walk compares them.
    var position = 0
    for range in set.ranges {
      while position < cased.count, cased[position] < range.lowerBound { position += 1 }
      while position < cased.count, cased[position] <= range.upperBound {
        for form in orbits[cased[position]] ?? [] { result.insert(form...form) }
        position += 1
      }
    }
  }

  /// The characters that have other forms, in order.
  private static let cased = orbits.keys.sorted()

  /// Every character that has other forms, with all of them. Made at the first use: most patterns are ASCII.
  private static let orbits: [UInt32: [UInt32]] = {
    var groups: [UInt32: [UInt32]] = [:]
    func join(_ a: UInt32, _ b: UInt32) {
      let group = Set((groups[a] ?? [a]) + (groups[b] ?? [b])).sorted()
      for member in group { groups[member] = group }
    }
    // Case exists below this; the rest of the planes has none.
    for value in UInt32(0)..<0x1_F000 {
      // The dotless i folds to itself, though its capital is I.
      guard value != 0x131, let scalar = Unicode.Scalar(value) else { continue }
      let properties = scalar.properties
      guard properties.changesWhenCaseMapped else { continue }
      for mapping in [properties.lowercaseMapping, properties.uppercaseMapping] {
        let mapped = mapping.unicodeScalars
        if mapped.count == 1, let other = mapped.first?.value, other != value { join(value, other) }
      }
    }
    return groups
  }()
}
