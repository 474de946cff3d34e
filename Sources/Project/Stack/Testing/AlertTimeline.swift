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
    /// The whole condition of a level, with its guard.
    var condition: Expr
    /// What is compared with the thresholds; the whole condition where there are none.
    var value: Expr
    var thresholds: [Double?]
    var isBelow = false
    var isGuarded = false
    var unit = ValueUnit.number
    var duration: PrometheusDuration
    var keepFiring: PrometheusDuration?
    /// Labels of the target that the result keeps.
    var carries: [String] = []
  }

  let subject: Subject
  var test: PackTest
  let parameters: [String: Double]
  let replicas: Int
  let targetLabels: [(name: String, value: String)]
  /// Labels that tell the owner from others.
  let ownerLabels: Set<String>
  var problems: [String] = []

  private var base: [String: Double] = [:]
  /// Those of `amply`.
  private var ample: [String: Double] = [:]
  private var step = 60_000
  private var timeline = SeriesTimeline(interval: 60_000)
  private var clock = 0
  private var checks: [TestCase.Check] = []
  private var queries: [TestCase.Query] = []
  /// Numbers that are not those of `with` for the time being.
  private var circumstances: [String: Double] = [:]

  init(
    _ subject: Subject, _ test: PackTest, parameters: [String: Double] = [:], replicas: Int = 1,
    targetLabels: [(name: String, value: String)], ownerLabels: Set<String>
  ) {
    self.subject = subject
    self.test = test
    self.parameters = parameters
    self.replicas = replicas
    self.targetLabels = targetLabels
    self.ownerLabels = ownerLabels
  }

  /// Steps between evaluations, and how many there may be. A short one tells `for` and ranges to the minute; a day of it takes promtool
  /// seconds.
  private static let steps: [(length: PrometheusDuration, most: Int)] = [
    (.minutes(1), 240), (.minutes(5), 240), (.minutes(30), 700), (.hours(6), 240), (.days(1), 240),
  ]

  mutating func resolve() -> [TestCase] {
    do {
      try readNumbers()
      if test.series.isEmpty { return [try withoutSeries()] }
      for candidate in Self.steps {
        // What is longer than the window tells nothing of it.
        if candidate.length > .minutes(30), candidate.length.approximateSeconds > reaction.window { break }
        try walk(every: candidate.length.milliseconds)
        if clock / step <= candidate.most { break }
      }
      // The burst has left the window before the wait is over: it fires of many.
      if hasBursts, try onset(failing()) + wait > window - step { return [try withoutSeries()] }
      return try [whole()] + youngAtLowerLevels() + firstOfAll() + silentByThePast() + [withoutSeries()]
    } catch {
      problems.append("\(subject.name): \(error)")
      return []
    }
  }

  // MARK: Numbers

  private mutating func readNumbers() throws(ArithmeticError) {
    base = parameters
    base["for"] = subject.duration.approximateSeconds
    base["replicas"] = Double(replicas)
    (base["early"], base["lately"]) = (0, 0)
    base["threshold"] = thresholds.first
    if let limit = test.limit { base["limit"] = try evaluate(limit, base) }
    base["healthy"] = try healthy()
    for (name, text) in test.with { base[name] = try evaluate(text, base) }
    ample = try numbers(test.amply)
    // A minimum of nothing is no guard.
    for (name, value) in ample where value == 0 { (ample[name], base[name]) = (1, 1) }
  }

  private func evaluate(_ text: String, _ numbers: [String: Double]) throws(ArithmeticError) -> Double {
    try ArithmeticExpression(text).evaluate { numbers[$0] }
  }

  private func numbers(_ texts: OrderedMap<String>) throws(ArithmeticError) -> [String: Double] {
    var numbers: [String: Double] = [:]
    for (name, text) in texts { numbers[name] = try evaluate(text, base) }
    return numbers
  }

  private var isBelow: Bool { subject.isBelow }

  /// Of the levels that have one, the one that is crossed first in front.
  private var thresholds: [Double] {
    subject.thresholds.compactMap { $0 }.sorted { isBelow ? $0 > $1 : $0 < $1 }
  }

  private func healthy() throws(ArithmeticError) -> Double {
    if let text = test.healthy { return try evaluate(text, base) }
    return isBelow ? 2 * (thresholds.first ?? 0) : 0
  }

  // MARK: The walk

  private var reaction: Reaction { subject.condition.reaction }

  /// In whole steps, in milliseconds.
  private func steps(_ milliseconds: Double) -> Int { Int((milliseconds / Double(step)).rounded(.up)) * step }

  private var window: Int { steps(reaction.window * 1000) }
  private var wait: Int { steps(Double(subject.duration.milliseconds)) }
  private var keep: Int { steps(Double(subject.keepFiring?.milliseconds ?? 0)) }
  /// What is not read off a counter shows in the evaluation at which it changes.
  private var hasCounters: Bool { test.series.contains { $0.rate != nil } }
  private var hasBursts: Bool { test.series.contains { $0.changes != nil || $0.resets != nil || $0.once != nil } }

  /// Until a change to a value has reached the expression.
  private func onset(_ value: Double) throws(ArithmeticError) -> Int {
    if hasBursts { return steps(Double(try burst(value) * timeline.interval)) }
    let reaches = test.reaches.map { steps(Double($0.milliseconds)) } ?? window
    return max(reaches, hasCounters ? step : 0)
  }

  /// Intervals until all changes and falls of a phase have been.
  private func burst(_ value: Double) throws(ArithmeticError) -> Int {
    var numbers = base
    numbers["value"] = value
    var last = 0
    for series in test.series {
      if let changes = series.changes { last = max(last, Int(try evaluate(changes, numbers)) - 1) }
      if let resets = series.resets { last = max(last, 2 * Int(try evaluate(resets, numbers)) - 1) }
    }
    return last
  }

  private mutating func walk(every step: Int) throws(ArithmeticError) {
    self.step = step
    (base["step"], base["wait"]) = (Double(step) / 1000, Double(wait) / 1000)
    timeline = SeriesTimeline(interval: sampleInterval)
    begin()
    let history = steps(reaction.offset * 1000)
    let healthy = base["healthy"] ?? 0
    if reaction.offset > 0 {
      live(through: history)
    } else if showsAtOnce {
      if let top = try values().last { try youngSeriesFail(top) }
    }
    enter(["value": healthy], for: window + keep + step)
    expect(nothing, at: clock - step)
    var top = 0.0
    for set in [[:]] + test.again {
      circumstances = try numbers(set)
      if !set.isEmpty { enter(["value": healthy], for: window + keep + step) }
      top = try thresholds.isEmpty ? changeState() : crossThresholds()
    }
    circumstances = [:]
    for circumstance in reaction.offset > 0 ? [] : test.silent {
      let numbers = try numbers(circumstance).merging(["value": top]) { own, _ in own }
      let begin = clock
      enter(numbers, for: max(try onset(top), window) + wait + keep + 2 * step)
      if hasBursts { expect(nothing, at: begin + (try onset(top)) + wait) }
      expect(nothing, at: clock - step)
    }
    // What stands still now did not a week ago.
    if hasCounters, reaction.offset == 0 {
      enter(["value": healthy], for: max(try onset(top), window) + wait + keep + 2 * step, isIdle: true)
      expect(test.idle == .fires ? everything(try idleValue(top)) : nothing, at: clock - step)
    }
  }

  private func idleValue(_ failing: Double) throws(ArithmeticError) -> Double {
    if let text = test.idles { return try evaluate(text, base) }
    return try given(failing)
  }

  /// The past that is compared with, in two halves.
  private mutating func live(through length: Int) {
    let half = steps(Double(length / 2))
    let healthy = base["healthy"] ?? 0
    enter(["value": healthy, "early": 1], for: half)
    enter(["value": healthy, "lately": 1], for: length - half)
  }

  /// Whether the expression gives its value as soon as there are two samples, long before a window is full.
  private var showsAtOnce: Bool {
    let reaction = subject.value.reaction
    return !thresholds.isEmpty && reaction.window > 0 && reaction.ageDegree == 0 && test.reaches == nil && !hasBursts
      && (!subject.isGuarded || !test.amply.isEmpty) && !test.series.contains { $0.present != nil }
  }

  /// The lower of two levels by itself: at the value of the upper one it would fire whatever half of a window says.
  private mutating func youngAtLowerLevels() throws(ArithmeticError) -> [TestCase] {
    guard showsAtOnce, reaction.offset == 0 else { return [] }
    var cases: [TestCase] = []
    for value in try values().dropLast() {
      begin()
      try youngSeriesFail(value)
      cases.append(try whole("young series"))
    }
    return cases
  }

  private mutating func youngSeriesFail(_ value: Double) throws(ArithmeticError) {
    let first = step + wait
    let last = max(first, window - step)
    enter(ample.merging(["value": value]) { own, _ in own }, for: last + step)
    if wait > 0 { expect(nothing, at: wait - step) }
    let firing = firing(value, showing: try given(value))
    expect(firing, at: first)
    if last > first { expect(firing, at: last) }
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
      if lasting > step { stillFiring(at: clock + lasting - step) }
    }
    recover(to: base["healthy"] ?? 0)
    expect(nothing, at: clock - step)
    return failing
  }

  /// Just beyond each threshold in turn, then just short of each.
  private mutating func crossThresholds() throws(ArithmeticError) -> Double {
    let values = try values()
    guard let top = values.last else { return 0 }
    var before = base["healthy"] ?? 0
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
      before = hasBursts ? base["healthy"] ?? 0 : value
    }
    for threshold in thresholds.reversed() {
      let short = justShort(of: threshold)
      if hasBursts {
        recover(to: base["healthy"] ?? 0)
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

  /// The value at which all levels fire.
  private func failing() throws(ArithmeticError) -> Double {
    if let top = try values().last { return top }
    return try evaluate(test.firing ?? "1", base)
  }

  /// Just beyond each threshold, the one crossed first in front.
  private func values() throws(ArithmeticError) -> [Double] {
    var before = base["healthy"] ?? 0
    var found: [Double] = []
    for threshold in thresholds {
      let value = try justBeyond(threshold, from: before)
      found.append(value)
      before = value
    }
    return found
  }

  /// So little beyond that only a full window shows it: half of what one step of it adds.
  private func justBeyond(_ threshold: Double, from before: Double) throws(ArithmeticError) -> Double {
    let reaction = subject.value.reaction
    if reaction.isWhole { return isBelow ? threshold.rounded(.up) - 1 : threshold.rounded(.down) + 1 }
    let steps = Double(max(1, window / step))
    var distance = (threshold - before) * min(0.01, 0.5 / steps)
    if distance == 0 { distance = isBelow ? -1 : 1 }
    var value = threshold + distance
    if let limit = base["limit"], isBelow ? value < limit : value > limit { value = (threshold + limit) / 2 }
    value = shown(value, beyond: threshold)
    // A duration is shown in whole seconds, and what is extrapolated may fall short of one by the last bit.
    if subject.unit == .seconds, !reaction.isExact, abs(value) >= 60, value == value.rounded() { value += 0.5 }
    return value
  }

  /// A value near another in the four digits that texts show, or so that the last bit of an extrapolation does not decide the fourth.
  private func shown(_ value: Double, beyond threshold: Double) -> Double {
    let short = value.rounded(significantDigits: 4)
    let share = (short - threshold) / (value - threshold)
    if share > 0.5, share < 1.5 { return short }
    return value.rounded(significantDigits: 6) + (value - threshold) * 0.001
  }

  private func justShort(of threshold: Double) -> Double {
    let reaction = subject.value.reaction
    if reaction.isWhole { return isBelow ? threshold.rounded(.up) : threshold.rounded(.down) }
    if reaction.isExact { return threshold }
    var value = shown(threshold - (threshold - (base["healthy"] ?? 0)) * 0.01, beyond: threshold)
    if subject.unit == .seconds, abs(value) >= 60, value == value.rounded() { value -= 0.5 }
    return value
  }

  /// What the expression gives.
  private func given(_ value: Double) throws(ArithmeticError) -> Double {
    guard let text = test.gives else { return value }
    var numbers = base
    numbers["value"] = value
    return try evaluate(text, numbers)
  }

  // MARK: Phases and checks

  private mutating func begin() {
    timeline.phases = []
    (clock, checks, queries) = (0, [], [])
  }

  private mutating func enter(_ numbers: [String: Double], for length: Int, isIdle: Bool = false) {
    timeline.phases.append(
      SeriesTimeline.Phase(
        length: length, numbers: base.merging(circumstances) { $1 }.merging(numbers) { $1 }, isIdle: isIdle))
    clock += length
  }

  private mutating func expect(_ firing: [TestCase.Firing], at time: Int) {
    checks.append(TestCase.Check(time: PrometheusDuration(milliseconds: time), firing: firing))
  }

  /// Whatever its texts show.
  private mutating func stillFiring(at time: Int) {
    queries.append(
      TestCase.Query(
        expression: WrittenExpr.selector(
          "ALERTS",
          [LabelMatcher("alertname", .equal, subject.name), LabelMatcher("alertstate", .equal, "firing")]
        ).aggregated(.count),
        time: PrometheusDuration(milliseconds: time), value: Double(everything(0).count)))
  }

  private var nothing: [TestCase.Firing] { [] }

  private func everything(_ value: Double) -> [TestCase.Firing] {
    fire(subject.thresholds.indices.map { $0 }, value)
  }

  /// The levels whose threshold a value crosses.
  private func firing(_ value: Double, showing shown: Double? = nil) -> [TestCase.Firing] {
    let crossed = subject.thresholds.indices.filter { index in
      guard let threshold = subject.thresholds[index] else { return false }
      return isBelow ? value < threshold : value > threshold
    }
    return fire(crossed, shown ?? value)
  }

  private func fire(_ levels: [Int], _ value: Double) -> [TestCase.Firing] {
    levels.flatMap { level in resultLabels.map { TestCase.Firing(level: level, labels: $0, value: value) } }
  }

  /// Labels of each result besides the static ones.
  private var resultLabels: [[String: String]] {
    var labels: [String: String] = [:]
    for (name, value) in targetLabels where subject.carries.contains(name) { labels[name] = value }
    for (name, value) in test.labels { labels[name] = value }
    guard !test.results.isEmpty else { return [labels] }
    return test.results.map { further in further.reduce(into: labels) { $0[$1.key] = $1.value } }
  }

  // MARK: Cases

  /// Often enough for the shortest range, and finer than the evaluations, so that it does not matter whether a range has its beginning.
  private var sampleInterval: Int {
    if let interval = test.interval { return interval.milliseconds }
    guard let shortest = reaction.shortestRange else { return hasBursts ? min(step / 4, 300_000) : step }
    var parts = 4
    while step / parts > Int(shortest * 250), step / (parts + 1) >= 1000 { parts += 1 }
    while step % parts != 0 || step / parts % 1000 != 0 { parts += 1 }
    return step / parts
  }

  private func whole(_ title: String = "when it fires and when not") throws(ArithmeticError) -> TestCase {
    var lines: [(series: String, values: String)] = []
    for series in test.series {
      lines.append((TestSeries.labelled(series.series, targetLabels), try timeline.values(of: series)))
    }
    return TestCase(
      title: title, step: PrometheusDuration(milliseconds: step),
      interval: PrometheusDuration(milliseconds: timeline.interval), series: lines + (try others(for: clock)),
      checks: checks, queries: queries)
  }

  /// Failing from the first, with just enough to count: there is enough once the window is full.
  private mutating func firstOfAll() throws(ArithmeticError) -> [TestCase] {
    guard !ample.isEmpty, ample.allSatisfy({ base[$0.key] != $0.value }) else { return [] }
    begin()
    let offset = steps(reaction.offset * 1000)
    let failing = try failing()
    if offset > 0 { live(through: offset - window) }
    enter(["value": failing], for: clock == 0 ? window + wait + step : 2 * window + wait + step)
    expect(nothing, at: offset + window + wait - step)
    expect(everything(try given(failing)), at: offset + window + wait)
    return [try whole("just enough from the first")]
  }

  /// Circumstances that must have been there when the value it is compared with came about.
  private mutating func silentByThePast() throws(ArithmeticError) -> [TestCase] {
    guard reaction.offset > 0 else { return [] }
    var cases: [TestCase] = []
    for circumstance in test.silent {
      begin()
      circumstances = try numbers(circumstance)
      live(through: steps(reaction.offset * 1000) + window)
      enter(["value": try failing()], for: window + wait + 2 * step)
      circumstances = [:]
      expect(nothing, at: clock - step)
      cases.append(try whole("silent all along"))
    }
    return cases
  }

  private func withoutSeries() throws(ArithmeticError) -> TestCase {
    let fires = test.missing == .fires
    let time = fires ? wait : max(wait, step)
    var checks = [
      TestCase.Check(time: PrometheusDuration(milliseconds: time), firing: fires ? everything(1) : nothing)
    ]
    if fires, wait > 0 {
      checks.insert(TestCase.Check(time: PrometheusDuration(milliseconds: wait - step), firing: nothing), at: 0)
    }
    return TestCase(
      title: "no series", step: PrometheusDuration(milliseconds: step),
      interval: PrometheusDuration(milliseconds: timeline.interval), series: try others(for: time + step),
      checks: checks)
  }

  /// The series of somebody else, who fails all the time.
  private func others(for length: Int) throws(ArithmeticError) -> [(series: String, values: String)] {
    // Without labels nothing tells them apart.
    guard !targetLabels.isEmpty else { return [] }
    var numbers = base
    numbers["value"] = try failing()
    // Bursts are at the beginning of phases: there must always be one in the window.
    let each = hasBursts ? max(window / 2, step) : length
    let phases = stride(from: 0, to: length, by: each).map {
      SeriesTimeline.Phase(length: min(each, length - $0), numbers: numbers)
    }
    let alone = SeriesTimeline(interval: timeline.interval, phases: phases)
    let shared: Set = ownerLabels.contains("job") ? ["job", "team"] : ["team"]
    let labels = targetLabels.map { label in
      (name: label.name, value: shared.contains(label.name) ? label.value : "elsewhere")
    }
    var lines: [(series: String, values: String)] = []
    for var series in test.series {
      // Whose absence is the failure shows by being there.
      series.present = nil
      let name = TestSeries.labelled(series.series, labels)
      // A record's labels are its own: there is one of it.
      if !series.series.utf8.prefix(while: { $0 != UInt8(ascii: "{") }).contains(UInt8(ascii: ":")) {
        lines.append((name, try alone.values(of: series)))
      }
    }
    return lines
  }
}
