import Documents

/// The unit test of an alert of the project's own: its `tests:`, else what can be derived without knowing what the expression means.
struct CustomAlertCases {
  let name: String
  let custom: CustomAlert
  /// Its condition; nil where that is none.
  let expression: WrittenExpr?

  func resolve() -> [TestCase] {
    if !custom.tests.isEmpty { return custom.tests.enumerated().map(written) }
    let derived = (expression?.tree).flatMap(DerivedCases.init)?.resolve(
      name, for: custom.duration, keepFiring: custom.keepFiring)
    if let derived { return derived }
    // What fires without data does so by absence or by a constant, and says so.
    guard !custom.expression.contains("absent") && !custom.expression.contains("vector(") else { return [] }
    return [
      TestCase(
        title: "no series", interval: .minutes(1), series: [], evaluationTime: max(custom.duration, .minutes(10)),
        expected: [])
    ]
  }

  private func written(_ index: Int, _ test: AlertCase) -> TestCase {
    var labels: [String: String] = [:]
    for (name, value) in test.labels { labels[name] = value }
    let firing = TestCase.Firing(level: 0, labels: labels, value: test.value?.double ?? 0)
    return TestCase(
      title: test.name.isEmpty ? "case \(index + 1)" : test.name, interval: test.interval,
      series: test.series.map { ($0.series, $0.values) }, evaluationTime: test.evaluationTime,
      expected: test.fires ? [firing] : [])
  }
}
