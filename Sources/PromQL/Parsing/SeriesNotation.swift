/// The notation of series in rule tests: `up{job="api"}` with the values `0+10x5 _x3 stale`.
///
/// Grammar: <https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series>, and series_description in
/// promql/parser/generated_parser.y.
public enum SeriesNotation {
  /// What is wrong with the name and labels of a series; nil for one.
  public static func problem(inSeries text: String) -> String? {
    let blank = { (character: Character) in character == " " || character.isNewline || character == "\t" }
    var name = String(text.drop(while: blank))
    while name.last.map(blank) == true { name.removeLast() }
    // An expression cannot be without a condition, the labels of a series can.
    if name.isEmpty || name == "{}" || name.hasSuffix("{}") && !name.dropLast(2).contains("{") { return nil }
    guard case .selector(let selector)? = Expr.parse(name).expression, Expr.parse(name).errors.isEmpty else {
      return "`\(name)` is no series: write a name and labels, as in `up{job=\"api\"}`"
    }
    if let matcher = selector.matchers.first(where: { $0.operation != .equal }) {
      return "a series has labels, not matchers: write `\(matcher.name)=\"…\"`"
    }
    return nil
  }

  /// What is wrong with its values; nil for values.
  public static func problem(inValues text: String) -> String? {
    let items = withoutHistograms(text).split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" }
    guard let bad = items.first(where: { !isItem($0) }) else { return nil }
    return "`\(bad)` is no value: write numbers, `_` for none, `stale`, and `xN` to repeat, as in `0+10x5 _x3 stale`"
  }

  /// Native histograms stand in double braces; what is in them stays unread.
  private static func withoutHistograms(_ text: String) -> String {
    var result = "", rest = text[...]
    while let start = rest.firstIndex(of: "{") {
      result += rest[..<start]
      let inner = rest[start...]
      guard inner.hasPrefix("{{"), let end = inner.firstIndex(of: "}"), inner[end...].hasPrefix("}}") else {
        return result + inner.filter { $0 != " " }
      }
      result += "1"
      rest = inner[inner.index(end, offsetBy: 2)...]
    }
    return result + rest
  }

  private static func isItem(_ item: Substring) -> Bool {
    var rest = item
    if rest.first == "_" {
      rest.removeFirst()
    } else if rest.hasPrefix("stale") {
      rest.removeFirst(5)
    } else {
      guard let after = number(rest) else { return false }
      rest = after
    }
    if rest.isEmpty { return true }
    if item.first != "_", rest.first == "+" || rest.first == "-" {
      guard let after = number(rest), after.first == "x" else { return false }
      rest = after
    }
    return rest.first == "x" && rest.count > 1 && rest.dropFirst().allSatisfy { ("0"..."9").contains($0) }
  }

  /// What follows a number with its sign; nil where there is none.
  private static func number(_ text: Substring) -> Substring? {
    var rest = text
    if rest.first == "+" || rest.first == "-" { rest.removeFirst() }
    for word in ["inf", "nan"] where rest.lowercased().hasPrefix(word) { return rest.dropFirst(3) }
    let whole = rest.prefix { $0.isNumber || $0 == "_" && rest.first != "_" }
    rest = rest[whole.endIndex...]
    var fraction: Substring = ""
    if rest.first == "." {
      fraction = rest.dropFirst().prefix { $0.isNumber }
      rest = rest[fraction.endIndex...]
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    if rest.first == "e" || rest.first == "E" {
      var exponent = rest.dropFirst()
      if exponent.first == "+" || exponent.first == "-" { exponent.removeFirst() }
      let digits = exponent.prefix { $0.isNumber }
      guard !digits.isEmpty else { return nil }
      rest = exponent[digits.endIndex...]
    }
    return rest
  }
}
