import RE2

/// Writes an expression anew with what its series are called where they are exposed.
///
/// The result means the same: values are in the unit that the expression has in mind, and a label that it groups or joins by, or shows, keeps
/// its name from the innermost function on. All else stays as it is written, byte for byte.
struct SeriesRenamer {
  private let text: [UInt8]
  private let naming: SeriesNaming

  init(_ text: String, _ naming: SeriesNaming) {
    self.text = Array(text.utf8)
    self.naming = naming
  }

  /// - Parameter tree: of the whole text.
  func renamed(_ tree: Expr) -> String {
    written(0..<text.count, [(tree.range, node(tree, .all, isOperand: false))])
  }

  // MARK: Walking

  /// A part of the text with what is in it.
  /// - Parameters:
  ///   - needed: labels that what stands around asks of it.
  ///   - isOperand: whether an operator stands beside it.
  private func node(_ expr: Expr, _ needed: NeededLabels, isOperand: Bool) -> String {
    if let selector = source(expr) {
      let inside = written(expr.range, selectorEdits(selector))
      guard let series = naming[selector.metricName ?? ""] else { return inside }
      return rescaled(
        relabelled(inside, series, needed), by: keepsUnit(expr) ? series.value : .none, isOperand: isOperand)
    }
    var edits: [(Range<Int>, String)] = []
    let below = needed.below(expr)
    expr.forEachChild { child in
      edits.append((child.range, node(child, below, isOperand: expr.isOperator)))
    }
    if case .rangeSelector(let range) = expr { edits += selectorEdits(range.selector) }
    return rescaled(written(expr.range, edits), by: quantileScale(expr), isOperand: isOperand)
  }

  /// The selector that an expression is the innermost function of, or that it is itself.
  private func source(_ expr: Expr) -> VectorSelector? {
    switch expr {
    case .selector(let selector): return selector
    case .call(let call):
      for argument in call.arguments {
        if case .rangeSelector(let range) = argument.unwrapped { return range.selector }
        // These ask what only a selector knows.
        if ["absent", "timestamp"].contains(call.function.name), case .selector(let selector) = argument.unwrapped {
          return selector
        }
      }
      return nil
    default: return nil
    }
  }

  /// Whether the result is in the unit of the series, and not a number of samples or a time.
  private func keepsUnit(_ expr: Expr) -> Bool {
    guard case .call(let call) = expr else { return true }
    return !Self.counting.contains(call.function.name)
  }

  private static let counting: Set<String> = [
    "absent", "absent_over_time", "changes", "count_over_time", "present_over_time", "resets", "timestamp",
    "ts_of_first_over_time", "ts_of_last_over_time", "ts_of_max_over_time", "ts_of_min_over_time",
  ]

  /// What makes the expression's unit of a quantile, which is one of the bounds' unit.
  private func quantileScale(_ expr: Expr) -> UnitScale {
    guard case .call(let call) = expr, call.function.name == "histogram_quantile", let buckets = call.arguments.last
    else { return .none }
    return buckets.metricNames.lazy.compactMap { naming[$0.name]?.bounds }.first ?? UnitScale.none
  }

  // MARK: Writing

  private func written(_ range: Range<Int>, _ edits: [(Range<Int>, String)]) -> String {
    var result: [UInt8] = []
    var copied = range.lowerBound
    for (place, replacement) in edits.sorted(by: { $0.0.lowerBound < $1.0.lowerBound }) {
      result += text[copied..<place.lowerBound]
      result += replacement.utf8
      copied = place.upperBound
    }
    return String(decoding: result + text[copied..<range.upperBound], as: UTF8.self)
  }

  private func selectorEdits(_ selector: VectorSelector) -> [(Range<Int>, String)] {
    guard let range = selector.nameRange, let name = selector.name, let series = naming[name] else { return [] }
    return [(range, series.name)]
      + selector.matchers.compactMap { matcher in
        if matcher.name == "le", series.bounds != .none {
          return matcher.bound(in: series.bounds).map { (matcher.range, $0.description) }
        }
        return series.labels[matcher.name].map { (matcher.nameRange, $0) }
      }
  }

  /// With the labels that are asked for under the names that they are asked for by.
  private func relabelled(_ text: String, _ series: SeriesNaming.Series, _ needed: NeededLabels) -> String {
    let labels = series.labels.filter { needed.contains($0.key) }.sorted { $0.key < $1.key }
    func replaced(_ text: String, _ label: String, _ value: String, _ source: String, _ pattern: String) -> String {
      "label_replace(\(text), \"\(label)\", \"\(value)\", \"\(source)\", \"\(pattern)\")"
    }
    var text = labels.reduce(text) { replaced($0, $1.key, "$1", $1.value, "(.*)") }
    // Where every label counts, none may be there twice.
    guard case .all = needed else { return text }
    let kept = Set(labels.map(\.key))
    for (_, exposed) in labels where !kept.contains(exposed) { text = replaced(text, exposed, "", "", "") }
    return text
  }

  private func rescaled(_ text: String, by scale: UnitScale, isOperand: Bool) -> String {
    guard scale != .none else { return text }
    return isOperand ? "(\(text)\(scale.suffix))" : text + scale.suffix
  }
}

extension Expr {
  /// The expression with what its series are called where they are exposed, in the words of its text.
  public func renamed(by naming: SeriesNaming, in text: String) -> String {
    guard metricNames.contains(where: { naming[$0.name] != nil }) else { return text }
    return SeriesRenamer(text, naming).renamed(self)
  }

  /// Whether what stands in it stands beside an operator or a subquery's brackets, which bind more tightly than `*`.
  fileprivate var isOperator: Bool {
    switch self {
    case .binary, .unary, .subquery: true
    default: false
    }
  }
}

extension LabelMatcher {
  /// The same matcher of `le` where bounds are in another unit; nil for one that names no numbers.
  fileprivate func bound(in scale: UnitScale) -> LabelMatcher? {
    let texts = operation.isRegex ? KnownPattern.of(value)?.pattern.literals(limit: 64) ?? [] : [value]
    let numbers = Set(texts.compactMap(Double.init).filter(\.isFinite)).sorted()
    guard !numbers.isEmpty else { return nil }
    let digits = numbers.map { GoFormat.number(scale.exposed($0)) }
    if digits.count == 1, digits[0].contains(".") {
      return LabelMatcher("le", operation.isNegative ? .notEqual : .equal, digits[0])
    }
    // Prometheus 3 writes the bound of a whole number as `1.0`, older ones as `1`.
    let patterns = digits.map { $0.contains(".") ? $0.split(separator: ".").joined(separator: "\\.") : "\($0)(\\.0)?" }
    return LabelMatcher(
      "le", operation.isNegative ? .regexNotMatch : .regexMatch, patterns.joined(separator: "|"))
  }
}
