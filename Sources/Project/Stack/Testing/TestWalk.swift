import Arithmetic
import Documents

/// What a case goes through: states of its series one after the other, and what is looked at meanwhile. Times are in milliseconds.
struct TestWalk {
  private(set) var timeline: SeriesTimeline
  private(set) var checks: [TestCase.Check] = []
  private(set) var queries: [TestCase.Query] = []
  /// When the last state ends.
  private(set) var clock = 0

  init(interval: Int) { timeline = SeriesTimeline(interval: interval) }

  mutating func enter(_ numbers: [String: Double], for length: Int, isIdle: Bool = false) {
    timeline.phases.append(SeriesTimeline.Phase(length: length, numbers: numbers, isIdle: isIdle))
    clock += length
  }

  /// All series end.
  mutating func end(_ numbers: [String: Double], for length: Int) {
    timeline.phases.append(SeriesTimeline.Phase(length: length, numbers: numbers, isStale: true))
    clock += length
  }

  mutating func expect(_ firing: [TestCase.Firing], at time: Int) {
    checks.append(TestCase.Check(time: PrometheusDuration(milliseconds: time), firing: firing))
  }

  mutating func expect(_ query: TestCase.Query) { queries.append(query) }
}
