import Documents

/// A case of the unit test of an alert: series, and what is firing at certain times.
package struct TestCase: Sendable {
  /// `thresholds and waits`, `no series`.
  package var title: String
  /// Between two evaluations of the rules, where it matters; cases of one step are one file.
  package var step: PrometheusDuration?
  /// Between two values of a series.
  package var interval: PrometheusDuration
  /// In promtool's notation.
  package var series: [(series: String, values: String)]
  /// By time.
  package var checks: [Check] = []
  /// What expressions give: recording rules, and alerts whose texts nobody can know.
  package var queries: [Query] = []

  /// What an expression gives at a time: one series, or none where there is no value.
  package struct Query: Sendable {
    package var expression: WrittenExpr
    package var time: PrometheusDuration
    package var labels: [(name: String, value: String)] = []
    package var value: Double?
  }

  /// What is firing at a time.
  package struct Check: Sendable {
    package var time: PrometheusDuration
    package var firing: [Firing]
  }

  /// An alert that is expected: which level, with which labels of the result and which value.
  package struct Firing: Sendable {
    package var level: Int
    package var labels: [String: String]
    package var value: Double
  }
}

extension TestCase {
  /// A case that looks once.
  init(
    title: String, interval: PrometheusDuration, series: [(series: String, values: String)],
    evaluationTime: PrometheusDuration, expected: [Firing]
  ) {
    self.init(
      title: title, interval: interval, series: series, checks: [Check(time: evaluationTime, firing: expected)])
  }

  /// Cases beyond this evaluate their rules less often: a day in steps of a minute takes promtool seconds.
  private static let longest = PrometheusDuration.hours(3)

  /// Between two evaluations of the rules.
  package var evaluationInterval: PrometheusDuration {
    step ?? ((checks.last?.time ?? .minutes(0)) <= Self.longest ? .minutes(1) : .minutes(10))
  }

  /// Whether anything fires in it.
  package var fires: Bool { checks.contains { !$0.firing.isEmpty } }
}

extension TestCase.Query {
  /// A value to so many digits after the point: what is divided or extrapolated is right to the last bit only by chance.
  static func rounded(
    _ expression: WrittenExpr, _ digits: Int, time: PrometheusDuration, labels: [(name: String, value: String)],
    gives value: Double
  ) -> Self {
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    return Self(
      expression: .call("round", WrittenExpr.number(Decimal.powerOfTen(digits)).joined(.multiply, expression)),
      time: time, labels: labels, value: (value * scale).rounded())
  }
}
