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

  private static let step = 60_000

  func resolve() throws(ArithmeticError) -> CaseOutline {
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
      query = .rounded(selector, digits, time: time, labels: labels, gives: value)
    }
    return CaseOutline(
      TestCase(
        title: record.name, interval: PrometheusDuration(milliseconds: timeline.interval), series: [], queries: [query]),
      series: test.series, values: try timeline.values(of: test.series),
      others: try timeline.valuesOfOther(test.series),
      queriesCarry: (tree.labels().all ?? TestSubject.labelNames).filter { record.labels[$0] == nil })
  }

  private func given(_ text: String, _ seen: Double, _ reaction: Reaction) throws(ArithmeticError) -> Double {
    let expression = try ArithmeticExpression(text)
    let value = try expression.evaluate { $0 == "seen" ? seen : nil }
    if expression.variables.contains(where: { $0.name == "seen" }) { return value }
    return (0..<max(0, reaction.ageDegree)).reduce(value) { value, _ in value * seen }
  }

  /// The test's, and those that the record sets.
  private var labels: [(name: String, value: String)] {
    let set = record.labels.map { (name: $0.key, value: $0.value) }
    return test.labels.map { (name: $0.key, value: $0.value) }.filter { label in record.labels[label.name] == nil }
      + set
  }
}
