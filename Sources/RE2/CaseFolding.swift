/// Characters that differ in case alone, as Unicode's simple case folding has it.
/// <https://www.unicode.org/Public/UCD/latest/ucd/CaseFolding.txt>
enum CaseFolding {
  /// All forms of a character, itself included.
  static func forms(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if scalar.isASCII {
      guard let byte = UInt8(exactly: scalar.value), (byte | 0x20) >= 0x61, (byte | 0x20) <= 0x7A else {
        return [scalar]
      }
      let pair = [Unicode.Scalar(byte & ~0x20), Unicode.Scalar(byte | 0x20)]
      // The Kelvin sign and the long s are the only others that fold to ASCII.
      switch byte | 0x20 {
      case UInt8(ascii: "k"): return pair + ["\u{212A}"]
      case UInt8(ascii: "s"): return pair + ["\u{17F}"]
      default: return pair
      }
    }
    return orbits[scalar.value].map { $0.compactMap { Unicode.Scalar($0) } } ?? [scalar]
  }

  static func add(to result: inout CharacterSet, equivalentsOf set: CharacterSet) {
    if set.ranges.allSatisfy({ $0.upperBound < 0x80 }) {
      for range in set.ranges {
        for value in range {
          for form in forms(of: Unicode.Scalar(value)!) { result.insert(form.value...form.value) }
        }
      }
      return
    }
    for (value, orbit) in orbits where set.contains(value) {
      for other in orbit { result.insert(other...other) }
    }
  }

  /// Every character that has other forms, with all of them. Made at the first use: most patterns are ASCII.
  private static let orbits: [UInt32: [UInt32]] = {
    var groups: [UInt32: Set<UInt32>] = [:]
    func join(_ a: UInt32, _ b: UInt32) {
      let group = (groups[a] ?? [a]).union(groups[b] ?? [b])
      for member in group { groups[member] = group }
    }
    // Case exists below this; the rest of the planes has none.
    for value in UInt32(0)..<0x1_F000 {
      // The dotless i folds to itself, though its capital is I.
      guard value != 0x131, let scalar = Unicode.Scalar(value) else { continue }
      for mapping in [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping] {
        let mapped = mapping.unicodeScalars
        if mapped.count == 1, let other = mapped.first?.value, other != value { join(value, other) }
      }
    }
    return groups.mapValues { $0.sorted() }
  }()
}
