import Arithmetic
import Documents
import PromQL

/// The unit test of a pack's recording rule, beside the series of somebody else.
///
/// The series are younger than the longest range and older than half of it, so that a range that is halved gives another value.
struct RecordCase {
  let record: PackRecord
  let test: PackRecordTest
  let expression: Expr
  let targetLabels: [(name: String, value: String)]

  private static let step = 60_000

  func resolve() throws(ArithmeticError) -> TestCase {
    let reaction = expression.reaction
    let window = Int(reaction.window * 1000)
    // In whole steps; a window of one is full at once.
    let age = max(1, window * 4 / 5 / Self.step) * Self.step
    var timeline = SeriesTimeline(interval: Self.step / 4)
    timeline.phases = [SeriesTimeline.Phase(length: age + Self.step, numbers: [:])]
    var value = try ArithmeticExpression(test.gives).evaluate { _ in nil }
    if age < window { for _ in 0..<reaction.ageDegree { value *= Double(age) / Double(window) } }
    let elsewhere = targetLabels.map { (name: $0.name, value: $0.name == "team" ? $0.value : "elsewhere") }
    var lines: [(series: String, values: String)] = []
    for target in [targetLabels, elsewhere] {
      for series in test.series {
        lines.append((TestSeries.labelled(series.series, target), try timeline.values(of: series)))
      }
    }
    let kept = expression.labels().all
    let own = targetLabels.filter { kept?.contains($0.name) ?? true } + test.labels.map { ($0.key, $0.value) }
    let set = record.labels.map { (name: $0.key, value: $0.value) }
    return TestCase(
      title: record.name, interval: PrometheusDuration(milliseconds: timeline.interval), series: lines,
      records: [
        TestCase.Record(
          name: record.name, time: PrometheusDuration(milliseconds: age),
          labels: own.filter { label in !set.contains { $0.name == label.name } } + set, value: value)
      ])
  }
}
