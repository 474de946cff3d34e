import Documents

/// Kinds of values in a Compose file, as Compose reads them once variables are filled in.
///
/// Source: github.com/compose-spec/compose-go, schema/compose-spec.json, loader/interpolate.go and types/.
extension Shape {
  /// A string proper: a bare number, `true` or `false` is refused.
  static let composeText = Shape.fitting("a string", help: "put it in quotes") { $0.coreType == .string }

  /// Also in the words of YAML 1.1.
  static let composeFlag = Shape.fitting("a boolean, `true` or `false`") {
    ["true", "false", "y", "yes", "on", "n", "no", "off"].contains($0.text.lowercased())
  }

  static let composeInteger = Shape.fitting("a whole number") { Int($0.text) != nil || $0.coreType == .integer }
  static let composeNumber = Shape.fitting("a number") { Double($0.text) != nil || $0.coreType == .integer }

  /// `1m30s`; of all durations only `0` needs no unit.
  static let composeDuration = Shape.both(
    composeText,
    .parsed { ComposeDuration.isValid($0) ? nil : "`\($0)` is no duration: write numbers with units, as in `1m30s`" })

  /// `512m`, `1.5gb`, or a number of bytes.
  static let composeBytes = Shape.parsed {
    RAMSize.isValid($0) ? nil : "`\($0)` is no size: write a number and a unit, as in `512m`"
  }

  static let composePullPolicy = Shape.parsed { text in
    // The pattern of the schema is not anchored.
    let words = ["always", "never", "build", "if_not_present", "missing", "refresh", "daily", "weekly", "every_"]
    return words.contains { text.hasPrefix($0) || text.hasSuffix($0) }
      ? nil
      : "`\(text)` is no policy: there are `always`, `missing`, `never`, `build`, `daily`, `weekly` and `every_12h`"
  }
}

/// Durations as github.com/xhit/go-str2duration reads them: Go's with days and weeks.
enum ComposeDuration {
  private static let units: Set<String> = ["ns", "us", "µs", "μs", "ms", "s", "m", "h", "d", "w"]

  static func isValid(_ text: String) -> Bool {
    var rest = Substring(text)
    if rest.hasPrefix("-") || rest.hasPrefix("+") { rest.removeFirst() }
    if rest.isEmpty || rest == "0" { return true }
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(number.count)
      let unit = rest.prefix { !($0.isASCII && ($0.isNumber || $0 == ".")) }
      rest = rest.dropFirst(unit.count)
      guard number.contains(where: \.isNumber), number.filter({ $0 == "." }).count < 2, units.contains(String(unit))
      else {
        return false
      }
    }
    return true
  }
}

/// Sizes as `RAMInBytes` of github.com/docker/go-units reads them, and whole numbers of bytes.
enum RAMSize {
  static func isValid(_ text: String) -> Bool {
    if text.isEmpty || Int(text) != nil { return true }
    guard let last = text.lastIndex(where: { "0123456789. ".contains($0) }) else { return false }
    let end = text[last] == " " ? last : text.index(after: last)
    guard let number = Double(text[..<end]), number >= 0 else { return false }
    let unit = text[text.index(after: last)...].lowercased()
    switch unit.first {
    case nil: return true
    case "b": return unit == "b"
    case "k", "m", "g", "t", "p":
      return unit.count == 1 || unit.hasSuffix("b") && unit.count == 2 || unit.dropFirst() == "ib"
    default: return false
    }
  }
}
