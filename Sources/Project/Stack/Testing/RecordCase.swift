import Arithmetic
import Documents
import PromQL

/// A unit test of a pack's recording rule, beside the series of somebody else.
///
/// The series are younger than the longest range and older than half of it, and may change when half of their time is over, so that a
/// range that is halved gives another value.
struct RecordCase {
  let record: PackRecord
  let test: PackRecordTest
  let expression: WrittenExpr
  let series: TestSeries
  let targetLabels: [(name: String, value: String)]

  private static let step = 60_000

  func resolve() throws(ArithmeticError) -> TestCase {
    let tree = expression.tree
    let reaction = tree.reaction
    let window = Int(reaction.window * 1000)
    // In whole steps; a window of one is full at once.
    let age = max(1, window * 4 / 5 / Self.step) * Self.step
    var timeline = SeriesTimeline(interval: Self.step / 4)
    timeline.phases = [
      SeriesTimeline.Phase(length: age / 2, numbers: ["late": 0]),
      SeriesTimeline.Phase(length: age / 2 + Self.step, numbers: ["late": 1]),
    ]
    let seen = window > age ? Double(age) / Double(window) : 1
    let selector = WrittenExpr.selector(record.name, [])
    let time = PrometheusDuration(milliseconds: age)
    var query = TestCase.Query(expression: selector, time: time)
    if let gives = test.gives {
      let value = try given(gives, seen, reaction)
      // Rounded, as what is extrapolated is right to the last bit only by chance, and a range may leave its beginning out.
      let digits = abs(value) < 1 ? 4 : abs(value) < 1000 ? 3 : 0
      query = .rounded(selector, digits, time: time, labels: labels(kept: tree.labels().all), gives: value)
    }
    return TestCase(
      title: record.name, interval: PrometheusDuration(milliseconds: timeline.interval),
      series: try series.lines(timeline) + series.others(timeline),
      queries: [query])
  }

  private func given(_ text: String, _ seen: Double, _ reaction: Reaction) throws(ArithmeticError) -> Double {
    let expression = try ArithmeticExpression(text)
    let value = try expression.evaluate { $0 == "seen" ? seen : nil }
    if expression.variables.contains(where: { $0.name == "seen" }) { return value }
    return (0..<max(0, reaction.ageDegree)).reduce(value) { value, _ in value * seen }
  }

  /// Those of the target that the expression keeps, and the record's own.
  private func labels(kept: [String]?) -> [(name: String, value: String)] {
    let own =
      targetLabels.filter { kept?.contains($0.name) ?? true } + test.labels.map { (name: $0.key, value: $0.value) }
    let set = record.labels.map { (name: $0.key, value: $0.value) }
    return own.filter { label in !set.contains { $0.name == label.name } } + set
  }
}
