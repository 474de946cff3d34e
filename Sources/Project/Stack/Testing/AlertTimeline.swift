import Arithmetic
import Documents
import PromQL

/// Makes the cases of an alert's unit test: one walk of its series through every state that tells a right rule from a wrong one, and
/// what it does without them.
///
/// The walk: young series that fail at once; health; just beyond each threshold in turn, looking one evaluation before the wait is over and
/// one after; just short of each; every circumstance that keeps the alert silent; stillness. Beside it stand the series of
/// somebody else, who fails all the time. What the alert does at each moment follows from its definition: a change has reached its value
/// when the longest window lies wholly behind it, and it fires when that has been so for as long as `for` says.
struct AlertTimeline {
  /// What is tested.
  struct Subject {
    var name: String
    /// How the whole condition of a level follows its series, its guard's among them.
    var condition: Reaction
    /// The same of what is compared with the thresholds; of the whole condition where there are none.
    var value: Reaction
    var thresholds: [Double?]
    var isBelow = false
    var isGuarded = false
    var unit = ValueUnit.number
    var duration: PrometheusDuration
    var keepFiring: PrometheusDuration?
    /// Labels of the target that each result carries.
    var carries: [String] = []
  }

  let subject: Subject
  let test: PackTest
  var numbers: TestNumbers
  /// Of the levels that have one, the one that is crossed first in front.
  private let thresholds: [Double]
  /// What is not read off a counter shows in the evaluation at which it changes.
  private let hasCounters: Bool
  let hasBursts: Bool
  var step = 60_000
  var walk = TestWalk(interval: 60_000)
  /// Levels whose texts have been compared.
  private var shown: Set<Int> = []
  /// Numbers that are not those of `with` for the time being.
  var circumstances: [String: Double] = [:]

  /// Throws for numbers that cannot be computed.
  init(
    _ subject: Subject, _ test: PackTest, parameters: [String: Double] = [:], replicas: Int = 1
  ) throws(ArithmeticError) {
    self.subject = subject
    self.test = test
    thresholds = subject.thresholds.compactMap { $0 }.sorted { subject.isBelow ? $0 > $1 : $0 < $1 }
    hasCounters = test.series.contains { $0.rate != nil }
    hasBursts = test.series.contains { $0.changes != nil || $0.resets != nil || $0.once != nil }
    numbers = try TestNumbers(test, subject, thresholds, parameters: parameters, replicas: replicas)
  }

  /// Steps between evaluations, and how many there may be. A short one tells `for` and ranges to the minute; a day of it takes promtool
  /// seconds.
  private static let steps: [(length: PrometheusDuration, most: Int)] = [
    (.minutes(1), 240), (.minutes(5), 240), (.minutes(30), 700), (.hours(6), 240), (.days(1), 240),
  ]

  mutating func resolve(_ extent: TestExtent = .all) throws(ArithmeticError) -> [CaseOutline] {
    if test.series.isEmpty { return [try withoutSeries()] }
    for candidate in Self.steps {
      // What is longer than the window tells nothing of it.
      if candidate.length > .minutes(30), candidate.length.approximateSeconds > subject.condition.window { break }
      try goThrough(extent, every: candidate.length.milliseconds)
      if walk.clock / step <= candidate.most { break }
    }
    // The burst has left the window before the wait is over: it fires of many.
    if hasBursts, try onset(failing()) + wait > window - step { return [try withoutSeries()] }
    let walk = try whole("when it fires and when not")
    if extent == .owner { return [walk] }
    return try [walk] + youngAtLowerLevels() + firstOfAll() + silentByThePast()
      + afterTheSeries() + [withoutSeries()]
  }

  // MARK: The walk

  /// In whole steps, in milliseconds.
  private func steps(_ milliseconds: Double) -> Int { Int((milliseconds / Double(step)).rounded(.up)) * step }

  var window: Int { steps(subject.condition.window * 1000) }
  var past: Int { steps(subject.condition.offset * 1000) }
  var wait: Int { steps(Double(subject.duration.milliseconds)) }
  var keep: Int { steps(Double(subject.keepFiring?.milliseconds ?? 0)) }
  var healthy: Double { numbers.healthy }

  /// Often enough for the shortest range, and finer than the evaluations, so that it does not matter whether a range has its beginning.
  private var sampleInterval: Int {
    if let interval = test.interval { return interval.milliseconds }
    guard let shortest = subject.condition.shortestRange else { return hasBursts ? min(step / 4, 300_000) : step }
    var parts = 4
    while step / parts > Int(shortest * 250), step / (parts + 1) >= 1000 { parts += 1 }
    while step % parts != 0 || step / parts % 1000 != 0 { parts += 1 }
    return step / parts
  }

  /// Until a change to a value has reached the expression.
  private func onset(_ value: Double) throws(ArithmeticError) -> Int {
    if hasBursts { return steps(Double(try burst(value) * walk.timeline.interval)) }
    let reaches = test.reaches.map { steps(Double($0.milliseconds)) } ?? window
    return max(reaches, hasCounters ? step : 0)
  }

  /// Intervals until all changes and falls of a phase have been.
  private func burst(_ value: Double) throws(ArithmeticError) -> Int {
    var last = 0
    for series in test.series {
      if let changes = series.changes { last = max(last, Int(try numbers.evaluate(changes, value: value)) - 1) }
      if let resets = series.resets { last = max(last, 2 * Int(try numbers.evaluate(resets, value: value)) - 1) }
    }
    return last
  }

  private mutating func goThrough(_ extent: TestExtent, every step: Int) throws(ArithmeticError) {
    self.step = step
    numbers.take(step: step, wait: wait)
    // Whose series a state, the past or another cause is about shows on the way back, or the second time.
    let isShort = extent == .owner && past == 0 && !thresholds.isEmpty && test.again.isEmpty
    shown = []
    begin()
    if past > 0 {
      live(through: past)
    } else if !isShort, showsAtOnce, let top = values.last {
      try youngSeriesFail(top)
    }
    enter(["value": healthy], for: window + keep + step)
    expect(nothing, at: clock - step)
    var top = 0.0
    if isShort {
      top = try fail()
    } else {
      for set in [[:]] + test.again {
        circumstances = try numbers.all(set)
        if !set.isEmpty { enter(["value": healthy], for: window + keep + step) }
        top = try thresholds.isEmpty ? changeState() : crossThresholds()
      }
    }
    circumstances = [:]
    for circumstance in past > 0 ? [] : test.silent {
      let begin = walk.clock
      enter(
        try numbers.all(circumstance).merging(["value": top]) { own, _ in own },
        for: max(try onset(top), window) + wait + keep + 2 * step)
      if hasBursts { expect(nothing, at: begin + (try onset(top)) + wait) }
      expect(nothing, at: clock - step)
    }
    // What stands still now did not a week ago.
    if !isShort, hasCounters, past == 0 {
      enter(["value": healthy], for: max(try onset(top), window) + wait + keep + 2 * step, isIdle: true)
      expect(test.idle == .fires ? everything(try idleValue(top)) : nothing, at: clock - step)
    }
  }

  private func idleValue(_ failing: Double) throws(ArithmeticError) -> Double {
    if let text = test.idles { return try numbers.evaluate(text) }
    return try given(failing)
  }

  /// The past that is compared with, in two halves.
  mutating func live(through length: Int) {
    let half = steps(Double(length / 2))
    enter(["value": healthy, "early": 1], for: half)
    enter(["value": healthy, "lately": 1], for: length - half)
  }

  /// Whether the expression gives its value as soon as there are two samples, long before a window is full.
  var showsAtOnce: Bool {
    !thresholds.isEmpty && subject.value.window > 0 && subject.value.ageDegree == 0 && test.reaches == nil && !hasBursts
      && (!subject.isGuarded || !test.amply.isEmpty) && !test.series.contains { $0.present != nil }
  }

  mutating func youngSeriesFail(_ value: Double) throws(ArithmeticError) {
    let first = step + wait
    let last = max(first, window - step)
    enter(numbers.ample.merging(["value": value]) { own, _ in own }, for: last + step)
    if wait > 0 { expect(nothing, at: wait - step) }
    let firing = firing(value, showing: try given(value))
    expect(firing, at: first)
    if last > first { expect(firing, at: last) }
  }

  /// Whose failure it is shows at the value at which all levels fire: what is counted of others beside the own is another value, which the
  /// texts tell.
  private mutating func fail() throws(ArithmeticError) -> Double {
    let failing = try failing(), given = try given(failing), begin = clock
    let onset = try onset(failing)
    enter(["value": failing], for: onset + wait + step)
    expect(firing(failing, showing: given), at: begin + onset + wait)
    if !test.silent.isEmpty { recover(to: healthy) }
    return failing
  }

  /// An alert without a threshold: from health to failure and back.
  private mutating func changeState() throws(ArithmeticError) -> Double {
    let failing = try failing()
    let begin = clock
    let onset = try onset(failing)
    enter(["value": failing], for: onset + wait + step)
    if onset + wait > 0 { expect(nothing, at: begin + onset + wait - step) }
    expect(everything(try given(failing)), at: begin + onset + wait)
    if hasBursts {
      lingers(everything(try given(failing)), from: begin, firedAt: onset + wait)
    } else if onset < window, hasCounters || test.reaches != nil {
      // What the first growth sets off lasts until the last has left the window.
      let lasting = test.lingers.map { steps(Double($0.milliseconds)) } ?? window
      if lasting > step { walk.expect(count(everything(0).count, at: clock + lasting - step)) }
    }
    recover(to: healthy)
    expect(nothing, at: clock - step)
    return failing
  }

  /// Just beyond each threshold in turn, then just short of each.
  private mutating func crossThresholds() throws(ArithmeticError) -> Double {
    let values = values
    guard let top = values.last else { return 0 }
    var before = healthy
    for value in values {
      let begin = clock
      let onset = try onset(value)
      enter(["value": value], for: onset + wait + step)
      let earlier = begin + onset + wait - step
      if earlier >= begin {
        // The value itself is there as soon as the window is full.
        let shown = wait >= step ? value : before
        if wait >= step || firing(shown).isEmpty { expect(firing(before, showing: try given(shown)), at: earlier) }
      }
      let firing = firing(value, showing: try given(value))
      expect(firing, at: begin + onset + wait)
      lingers(firing, from: begin, firedAt: onset + wait)
      before = hasBursts ? healthy : value
    }
    for threshold in thresholds.reversed() {
      let short = near.justShort(of: threshold)
      if hasBursts {
        recover(to: healthy)
        let begin = clock
        enter(["value": short], for: try onset(short) + wait + step)
        expect(firing(short, showing: try given(short)), at: begin + (try onset(short)) + wait)
      } else {
        recover(to: short)
        expect(firing(short, showing: try given(short)), at: clock - step)
      }
    }
    return top
  }

  /// A burst is seen until the window has left it behind.
  private mutating func lingers(_ firing: [TestCase.Firing], from begin: Int, firedAt fired: Int) {
    guard hasBursts, window - step > fired else { return }
    enter(["value": 0], for: begin + window + 2 * step - clock)
    expect(firing, at: begin + window - step)
  }

  private mutating func recover(to value: Double) {
    let settle = window > 0 ? window + step : 0
    enter(["value": value], for: settle + keep + step)
  }

  // MARK: Values

  private var near: ThresholdValues {
    ThresholdValues(
      thresholds: thresholds, isBelow: subject.isBelow, healthy: healthy, limit: numbers.base["limit"],
      unit: subject.unit, reaction: subject.value, steps: window / step)
  }

  /// Just beyond each threshold, the one crossed first in front.
  var values: [Double] { near.beyond }

  /// The value at which all levels fire.
  func failing() throws(ArithmeticError) -> Double {
    if let top = values.last { return top }
    return try numbers.evaluate(test.firing ?? "1")
  }

  /// What the expression gives.
  func given(_ value: Double) throws(ArithmeticError) -> Double {
    guard let text = test.gives else { return value }
    return try numbers.evaluate(text, value: value)
  }

  // MARK: Phases and checks

  mutating func begin() { walk = TestWalk(interval: sampleInterval) }

  mutating func enter(_ numbers: [String: Double], for length: Int, isIdle: Bool = false) {
    walk.enter(
      self.numbers.base.merging(circumstances) { $1 }.merging(numbers) { $1 }, for: length, isIdle: isIdle)
  }

  /// What fires is compared word by word when a level first does so, and counted after that: texts are what most of a test is made of.
  mutating func expect(_ firing: [TestCase.Firing], at time: Int) {
    if !firing.isEmpty, firing.allSatisfy({ shown.contains($0.level) }) {
      walk.expect(count(firing.count, at: time))
    } else {
      shown.formUnion(firing.map(\.level))
      walk.expect(firing, at: time)
    }
  }

  var clock: Int { walk.clock }

  /// So many alerts fire, whatever their texts show.
  private func count(_ number: Int, at time: Int) -> TestCase.Query {
    let alerts = WrittenExpr.selector(
      "ALERTS", [LabelMatcher("alertname", .equal, subject.name), LabelMatcher("alertstate", .equal, "firing")])
    return TestCase.Query(
      expression: alerts.aggregated(.count), time: PrometheusDuration(milliseconds: time), value: Double(number))
  }

  var nothing: [TestCase.Firing] { [] }

  func everything(_ value: Double) -> [TestCase.Firing] {
    fire(subject.thresholds.indices.map { $0 }, value)
  }

  /// What fires at a value of 0, which is all there is after something ended.
  var nothingLeft: [TestCase.Firing] { thresholds.isEmpty ? everything(0) : firing(0) }

  /// The levels whose threshold a value crosses.
  private func firing(_ value: Double, showing shown: Double? = nil) -> [TestCase.Firing] {
    let crossed = subject.thresholds.indices.filter { index in
      guard let threshold = subject.thresholds[index] else { return false }
      return subject.isBelow ? value < threshold : value > threshold
    }
    return fire(crossed, shown ?? value)
  }

  private func fire(_ levels: [Int], _ value: Double) -> [TestCase.Firing] {
    levels.flatMap { level in test.firingLabels.map { TestCase.Firing(level: level, labels: $0, value: value) } }
  }
}
