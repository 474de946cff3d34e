import Documents

/// Scalars as Go's YAML decoder (yaml.v2 and v3, YAML 1.1 for typed fields) reads them.
package enum ForeignScalars {
  // https://pkg.go.dev/gopkg.in/yaml.v2#hdr-Compatibility and resolve.go of that package.
  private static let words: [String: Bool] = [
    "y": true, "Y": true, "yes": true, "Yes": true, "YES": true, "on": true, "On": true, "ON": true, "true": true,
    "True": true, "TRUE": true, "n": false, "N": false, "no": false, "No": false, "NO": false, "off": false,
    "Off": false, "OFF": false, "false": false, "False": false, "FALSE": false,
  ]

  /// What a boolean field gets from a scalar; nil where it is refused, as a quoted word is.
  package static func boolean(_ scalar: Scalar) -> Bool? {
    scalar.style == .plain ? words[scalar.text] : nil
  }

  /// What a number field gets from a scalar: `1_000`, `0x1F`, `0b1` and `017` are numbers there; nil where it is refused.
  package static func number(_ scalar: Scalar) -> Double? {
    guard scalar.style == .plain else { return nil }
    var text = scalar.text.filter { $0 != "_" }
    guard let first = text.utf8.first, first.isDigit || "+-.".utf8.contains(first) else { return nil }
    let sign: Double = first == UInt8(ascii: "-") ? -1 : 1
    if "+-".utf8.contains(first) { text.removeFirst() }
    for (prefix, radix) in [("0x", 16), ("0b", 2), ("0o", 8)] where text.hasPrefix(prefix) {
      return Int(text.dropFirst(2), radix: radix).map { sign * Double($0) }
    }
    switch text.lowercased() {
    case ".inf": return sign * .infinity
    case ".nan": return .nan
    default: break
    }
    guard text.utf8.allSatisfy({ $0.isDigit || ".eE+-".utf8.contains($0) }) else { return nil }
    if text.count > 1, text.hasPrefix("0"), let octal = Int(text, radix: 8) { return sign * Double(octal) }
    return Double(text.hasSuffix(".") ? text + "0" : text.hasPrefix(".") ? "0" + text : text).map { sign * $0 }
  }

  static func isNumber(_ scalar: Scalar) -> Bool { number(scalar) != nil }
  /// A fraction is cut off, without a word.
  static func isInteger(_ scalar: Scalar) -> Bool { number(scalar).map { abs($0) < 0x1p63 } ?? false }
  static func isNatural(_ scalar: Scalar) -> Bool { number(scalar).map { $0 >= 0 && $0 < 0x1p64 } ?? false }
}

extension Node {
  /// The value of a boolean field under a key, as its owner reads it.
  package func flag(_ key: String) -> Bool? { self[key]?.scalar.flatMap(ForeignScalars.boolean) }
  /// The value of a number field under a key, as its owner reads it.
  package func number(_ key: String) -> Double? { self[key]?.scalar.flatMap(ForeignScalars.number) }
  /// The value of a duration field under a key; nil where it is none, and where it says nothing.
  package func duration(_ key: String) -> PrometheusDuration? { self[key]?.text.flatMap(PrometheusDuration.init) }
  /// Whether something stands under a key.
  package func isPresent(_ key: String) -> Bool { self[key].map { !$0.isNull } ?? false }
  /// Whether a text or collection under a key holds something: Go cannot tell an empty one from none.
  package func isFilled(_ key: String) -> Bool {
    guard let node = self[key], !node.isNull else { return false }
    switch node.content {
    case .scalar(let scalar): return !scalar.text.isEmpty
    case .sequence(let items): return !items.isEmpty
    case .mapping(let entries): return !entries.isEmpty
    }
  }
}
