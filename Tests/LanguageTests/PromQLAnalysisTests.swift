import PromQL
import Testing

@Suite struct PromQLAnalysisTests {
  @Test(arguments: try FixtureCase.load("analysis"))
  func analysis(_ example: FixtureCase) throws {
    let expression = try #require(Expr.parse(example.text).expression)
    let answers: [(key: String, answer: [String])] = [
      ("metrics", expression.metricNames.map { "\($0.name) \($0.range)" }),
      ("labels", expression.labelsUsed.map { "\($0.name) \($0.role)" }),
      ("ranges", expression.rangesUsed.map { "\($0.duration) \($0.role)" }),
      ("comparison", expression.topLevelComparison.map { [$0.op.rawValue] } ?? []),
      ("share", ["\(expression.isShare)"]),
      ("conditional", ["\(expression.isConditional)"]),
      ("certainty", [expression.certainty.rawValue]),
      ("single", ["\(expression.givesOneAtMost)"]),
      ("unused", unusedAlternatives(expression)),
      ("raw", expression.countersReadRaw.map(\.name)),
      ("slopes", expression.slopes.map { "\($0.call.function.name) \($0.range)" }),
      ("parentheses", parentheses(expression)),
    ]
    for (key, answer) in answers {
      guard let expected = example.value(key) else { continue }
      #expect(answer.isEmpty ? expected == "none" : answer.joined(separator: ", ") == expected, "\(key): \(answer)")
    }
    if let expected = example.value("alternatives") {
      #expect(expression.alternatives.map(\.description).joined(separator: "; ") == expected)
    }
  }

  /// The right sides of `or` that are never used.
  private func unusedAlternatives(_ expression: Expr) -> [String] {
    var found: [String] = []
    expression.visit { node in
      if case .binary(let node) = node, node.hasUnusedAlternative { found.append("\(node.rhs)") }
    }
    return found
  }

  /// Whether nothing is within the bounds of both expressions.
  @Test(arguments: [
    ("a > 5", "a <= 5", true), ("a > 5", "a >= 5", false), ("a > 5 < 10", "10 <= a", true), ("a > 5", "b < 5", false),
    ("a unless a > 5", "a > 5", true), ("a > 5 and b < 1", "b > 2", true), ("a == 1", "a == 1", false),
    ("a == 1", "a == 2", true), ("a unless (a > 5 and b > 1)", "a > 5", false),
  ])
  func windows(_ one: String, _ other: String, exclude: Bool) throws {
    let mine = try #require(Expr.parse(one).expression).valueWindows
    let theirs = try #require(Expr.parse(other).expression).valueWindows
    #expect(mine.contains { mine in theirs.contains { mine.excludes($0) } } == exclude)
  }

  @Test(
    arguments: [
      ("up", 0, 1), ("avg(up) * 100", 0, 100), ("1 - up", 0, 1), ("count(a)", 1, Double.infinity),
      ("absent(a) - 3", -2, -2),
      ("a_avail_bytes / a_size_bytes", 0, 1), ("a_size_bytes / a_avail_bytes", -Double.infinity, Double.infinity),
      ("100 * (1 - a_MemFree_bytes / a_MemTotal_bytes)", 0, 100), ("a_files_free / a_files", 0, 1),
      ("a_used_bytes / a_max_bytes", -Double.infinity, Double.infinity),
      ("clamp_max(rate(a[5m]), 3)", 0, 3), ("hour() + 1", 1, 24),
      ("sum(up)", 0, Double.infinity), ("up or a", -Double.infinity, Double.infinity), ("up or vector(2)", 0, 2),
      ("abs(-up)", 0, 1),
    ] as [(String, Double, Double)])
  func bounds(_ text: String, lower: Double, upper: Double) throws {
    let bounds = try #require(Expr.parse(text).expression).valueBounds
    #expect(bounds.lower == lower)
    #expect(bounds.upper == upper)
  }

  @Test(arguments: [
    (#"{a="x"}"#, "x", true), (#"{a!="x"}"#, "x", false), (#"{a=~"x|y"}"#, "y", true), (#"{a=~"x|y"}"#, "xy", false),
    (#"{a!~"x.*"}"#, "xy", false), (#"{a!~"x.*"}"#, "y", true),
  ])
  func accepts(_ selector: String, _ value: String, isAccepted: Bool) throws {
    let matcher = try #require(Expr.parse(selector).expression?.selectors.first?.matchers.first)
    #expect(matcher.accepts(value) == isAccepted)
  }

  @Test func aPatternThatIsNoneSaysNothing() {
    #expect(LabelMatcher("a", .regexMatch, "(").accepts("x") == nil)
    #expect(LabelMatcher("a", .regexNotMatch, "(").accepts("x") == nil)
  }

  @Test(arguments: [
    (#"{a="x"}"#, #"{a="y"}"#, true), (#"{a="x"}"#, #"{a=~"x|y"}"#, false), (#"{a=~"x|y"}"#, #"{a!~"[xy]"}"#, true),
    (#"{a=~"x.*"}"#, #"{a=~"y.*"}"#, true), (#"{a=~"x.*"}"#, #"{a=~"x.*"}"#, false),
    (#"{a!="x"}"#, #"{a!="y"}"#, false),
  ])
  func excludes(_ one: String, _ other: String, exclude: Bool) throws {
    let mine = try #require(Expr.parse(one).expression?.selectors.first?.matchers.first)
    let theirs = try #require(Expr.parse(other).expression?.selectors.first?.matchers.first)
    #expect(mine.excludes(theirs) == exclude)
    #expect(theirs.excludes(mine) == exclude)
  }

  @Test(
    arguments: [
      ("a_bucket", "a", .bucket), ("a_sum", "a", .sum), ("a_count", "a", .count), ("a_created", "a", .created),
      ("a_sum_count", "a_sum", .count), ("a_total", nil, nil), ("bucket", nil, nil),
    ] as [(String, String?, MetricPart?)])
  func parts(_ series: String, _ metric: String?, _ part: MetricPart?) {
    #expect(MetricPart.split(series)?.metric == metric && MetricPart.split(series)?.part == part)
    for other in MetricPart.allCases { #expect((other.metric(of: series) != nil) == (other == part)) }
  }

  @Test func aSummaryHasNoBuckets() {
    #expect(MetricPart.of(.histogram).contains(.bucket) && !MetricPart.of(.summary).contains(.bucket))
    #expect(MetricPart.of(.gauge).isEmpty)
  }

  @Test func prometheusMakesSeriesOfItsOwn() {
    for name in ["up", "ALERTS", "ALERTS_FOR_STATE", "scrape_samples_scraped"] {
      #expect(PrometheusSeries.contains(name), Comment(rawValue: name))
    }
    #expect(!PrometheusSeries.contains("uptime") && !PrometheusSeries.contains("probe_success"))
  }

  /// Whether a matcher of the label on every selector would select a part of the result.
  @Test(arguments: [
    ("sum by (a) (x)", "a", true), ("sum by (a) (x)", "b", false), ("sum without (a) (x)", "b", true),
    ("sum(x)", "a", false),
    ("x / on (a) y", "a", true), ("x / on (a) y", "b", false), ("topk(1, x)", "a", false), ("absent(x)", "a", false),
    ("rate(x[5m]) > 1", "a", true), ("histogram_quantile(0.9, sum by (le, a) (x))", "a", true),
  ])
  func apart(_ text: String, _ label: String, isKept: Bool) throws {
    #expect(try #require(Expr.parse(text).expression).keepsApart(by: label) == isKept)
  }

  /// The places where the expression needs parentheses, each held against what the parser makes of the text.
  private func parentheses(_ expression: Expr) -> [String] {
    var places: [String] = []
    for op in [BinaryOperator.greater, .add, .power, .and, .or] {
      for side in [OperandSide.left, .right] {
        let text = side == .left ? "\(expression) \(op.rawValue) z" : "z \(op.rawValue) \(expression)"
        var staysWhole = false
        if case .binary(let node)? = Expr.parse(text).expression {
          staysWhole = node.op == op && (side == .left ? node.lhs : node.rhs).description == expression.description
        }
        #expect(staysWhole == !expression.needsParentheses(asOperandOf: op, on: side), "\(text)")
        if !staysWhole { places.append("\(side) of \(op.rawValue)") }
      }
    }
    return places
  }
}
