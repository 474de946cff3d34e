import PromQL
import Testing

@Suite struct PromQLLabelTests {
  @Test(arguments: try FixtureCase.load("labels"))
  func labels(_ example: FixtureCase) throws {
    let result = Expr.parse(example.text)
    let expression = try #require(result.expression, "\(result.errors)")
    let flow = expression.labels()
    if let expected = example.value("always") {
      let names = (flow.presence(of: "__name__") == .always ? ["__name__"] : []) + flow.guaranteed
      #expect(names.joined(separator: ", ") == expected)
    }
    if let expected = example.value("all") { #expect(flow.all?.joined(separator: ", ") == expected) }
    if example.value("others") == "any" { #expect(flow.all == nil) }
    if let expected = example.value("never") {
      let label = String(expected.prefix { $0 != " " })
      #expect(flow.presence(of: label) == .never)
      #expect(flow.absence(of: label).map { "\(label) \($0.text) \($0.range)" } == expected)
    }
    if let expected = example.value("mismatch") {
      let found = expression.mismatches().map { "\($0.isCertain ? "certain" : "maybe"): \($0.explanation)" }
      #expect((found.first ?? "none") == expected)
    }
    if let expected = example.value("zero") {
      let found = expression.zeroDivisions.map {
        "\($0.operation.opRange) \($0.givesNaN ? "NaN" : "Inf")\($0.isFiltered ? " filtered" : "")"
          + ($0.spoils.map { " spoils \($0.aggregator.rawValue)" } ?? "")
      }
      #expect((found.isEmpty ? "none" : found.joined(separator: ", ")) == expected)
    }
    if let expected = example.value("nature") { #expect(expression.nature().rawValue == expected) }
    if let expected = example.value("scaled") {
      let scaled = expression.scaledNature()
      let factor = (scaled.factor * 1e9).rounded() / 1e9
      #expect(
        "\(scaled.nature.rawValue) times \(factor == factor.rounded() ? "\(Int(factor))" : "\(factor)")" == expected)
    }
  }

  @Test func aCatalogueClosesTheLabelsOfItsMetrics() throws {
    let expression = try #require(Expr.parse("sum by (job, route) (rate(http_requests_total[5m]))").expression)
    let flow = expression.labels { $0.metricName == "http_requests_total" ? ["job", "method"] : nil }
    #expect(flow.all == ["job"])
    #expect(flow.absence(of: "route")?.text == "is no label of `http_requests_total`")
    let types = expression.nature { _ in .gauge }
    #expect(types == .rate)
  }

  /// Whatever is said of the labels and values of generated expressions holds for what Prometheus makes of them.
  @Test func labelsHoldForWhatPromtoolEvaluates() throws {
    var generator = ExpressionGenerator(seed: 7)
    let texts = (0..<3000).map { _ in generator.vector(depth: 3) }.filter { Expr.parse($0).isValid }
    let evaluations = try Evaluation.run(texts, series: ExpressionGenerator.series)
    var claims = 0, results = 0
    for (text, samples) in zip(texts, evaluations) {
      guard let samples, let expression = Expr.parse(text).expression else { continue }
      let flow = expression.labels()
      for sample in samples {
        results += 1
        for label in ExpressionGenerator.labels + ["__name__"] {
          switch flow.presence(of: label) {
          case .always:
            claims += 1
            #expect(sample.labels[label] != nil, "\(label) is always in \(text), but \(sample)")
            if let value = flow.value(of: label) { #expect(sample.labels[label] == value, "\(label) in \(text)") }
          case .never:
            claims += 1
            #expect(sample.labels[label] == nil, "\(label) is never in \(text), but \(sample)")
          case .sometimes: break
          }
        }
        if expression.isNeverZero { #expect(sample.value != 0, "\(text) gave zero") }
        let bounds = expression.valueBounds
        #expect(
          sample.value.isNaN || (bounds.lower...bounds.upper).contains(sample.value),
          "\(text) gave \(sample.value), not \(bounds)")
      }
      if case .binary(let node) = expression.unwrapped,
        node.op != .unless,
        expression.mismatches().contains(where: { $0.isCertain && $0.operation.opRange == node.opRange })
      {
        claims += 1
        #expect(samples.isEmpty, "\(text) matches nothing, but \(samples)")
      }
    }
    // A generator that stopped giving results would prove nothing.
    #expect(results > 800 && claims > 5000, "\(results) samples, \(claims) claims")
  }

  /// What is certain before any sample is known holds with any samples.
  @Test func certaintiesHoldForWhatPromtoolEvaluates() throws {
    let parts = ["vector(0)", "vector(2)", "sum(vector(1))", "(vector(1) > 1)", "absent(vector(1))", "hour()", "a"]
    var texts = ["topk(0, vector(1))", "absent(vector(1) > 1)", "sum(a or vector(0))", "count(a > 1e9)"]
    for op in ["+", ">", "==", "or", "and", "unless", "< bool", "* on ()", "or on (job)"] {
      for left in parts { texts += (parts + ["0", "2"]).map { "\(left) \(op) \($0)" } }
    }
    texts = texts.filter { Expr.parse($0).isValid }
    var counts: [Certainty: Int] = [:]
    for (text, samples) in zip(texts, try Evaluation.run(texts, series: ExpressionGenerator.series)) {
      guard let samples, let certainty = Expr.parse(text).expression?.certainty else { continue }
      counts[certainty, default: 0] += 1
      switch certainty {
      case .always: #expect(!samples.isEmpty, "\(text)")
      case .never: #expect(samples.isEmpty, "\(text)")
      case .depends: break
      }
    }
    #expect(counts[.always, default: 0] > 100 && counts[.never, default: 0] > 50, "\(counts)")
  }
}
