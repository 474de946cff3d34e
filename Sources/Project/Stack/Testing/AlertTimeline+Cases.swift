import Arithmetic
import Documents

/// The cases: the walk through everything, and what needs a beginning of its own.
extension AlertTimeline {
  /// The lower of two levels by itself: at the value of the upper one it would fire whatever half of a window says.
  mutating func youngAtLowerLevels() throws(ArithmeticError) -> [CaseOutline] {
    guard showsAtOnce, past == 0 else { return [] }
    var cases: [CaseOutline] = []
    for value in values.dropLast() {
      begin()
      try youngSeriesFail(value)
      cases.append(try whole("young series"))
    }
    return cases
  }

  func whole(_ title: String) throws(ArithmeticError) -> CaseOutline {
    outline(
      title, try walk.timeline.values(of: test.series), others: try others(for: walk.clock), walk.checks, walk.queries)
  }

  private func outline(
    _ title: String, _ values: [String], others: [String], _ checks: [TestCase.Check], _ queries: [TestCase.Query] = []
  ) -> CaseOutline {
    let test = TestCase(
      title: title, step: PrometheusDuration(milliseconds: step),
      interval: PrometheusDuration(milliseconds: walk.timeline.interval), series: [], checks: checks, queries: queries)
    return CaseOutline(test, series: self.test.series, values: values, others: others, firingCarries: subject.carries)
  }

  /// Failing from the first, with just enough to count: there is enough once the window is full.
  mutating func firstOfAll() throws(ArithmeticError) -> [CaseOutline] {
    guard numbers.isGuarded else { return [] }
    begin()
    let failing = try failing()
    if past > 0 { live(through: past - window) }
    enter(["value": failing], for: clock == 0 ? window + wait + step : 2 * window + wait + step)
    expect(nothing, at: past + window + wait - step)
    expect(everything(try given(failing)), at: past + window + wait)
    return [try whole("just enough from the first")]
  }

  /// Circumstances that must have been there when the value it is compared with came about.
  mutating func silentByThePast() throws(ArithmeticError) -> [CaseOutline] {
    guard past > 0 else { return [] }
    var cases: [CaseOutline] = []
    for circumstance in test.silent {
      begin()
      circumstances = try numbers.all(circumstance)
      live(through: past + window)
      enter(["value": try failing()], for: window + wait + 2 * step)
      circumstances = [:]
      expect(nothing, at: clock - step)
      cases.append(try whole("silent all along"))
    }
    return cases
  }

  /// The series end where the past still has them: a process that restarted has no counter before the first event.
  mutating func afterTheSeries() throws(ArithmeticError) -> [CaseOutline] {
    guard past > 0 || test.stale != nil else { return [] }
    begin()
    if past > 0 { live(through: past + window) } else { enter(["value": healthy], for: window + step) }
    walk.end(numbers.base, for: (past > 0 ? window : 0) + wait + keep + 2 * step)
    expect(test.stale == .fires ? nothingLeft : nothing, at: clock - step)
    return [try whole("series gone")]
  }

  func withoutSeries() throws(ArithmeticError) -> CaseOutline {
    let fires = test.missing == .fires
    let time = fires ? wait : max(wait, step)
    var checks = [
      TestCase.Check(time: PrometheusDuration(milliseconds: time), firing: fires ? everything(1) : nothing)
    ]
    if fires, wait > 0 {
      checks.insert(TestCase.Check(time: PrometheusDuration(milliseconds: wait - step), firing: nothing), at: 0)
    }
    return outline("no series", [], others: try others(for: time + step), checks)
  }

  /// The series of somebody else, who fails all the time.
  private func others(for length: Int) throws(ArithmeticError) -> [String] {
    var failing = numbers.base
    failing["value"] = try self.failing()
    // Bursts are at the beginning of phases: there must always be one in the window.
    let each = hasBursts ? max(window / 2, step) : length
    let phases = stride(from: 0, to: length, by: each).map {
      SeriesTimeline.Phase(length: min(each, length - $0), numbers: failing)
    }
    return try SeriesTimeline(interval: walk.timeline.interval, phases: phases).valuesOfOther(test.series)
  }
}
