import Arithmetic
import Documents

/// Makes the cases of an alert's unit test from what its pack says: firing at each level, healthy, idle, and without any series.
struct TestCaseResolver {
  let alert: String
  let definition: PackAlert
  let test: OldPackTest
  let levels: [Alert.Level]
  let duration: PrometheusDuration
  let parameters: [String: Double]
  let replicas: Int
  let targetLabels: [(name: String, value: String)]
  var problems: [String] = []

  /// Of each level of the alert.
  private let thresholds: [Double?]
  /// Labels of the result besides the static ones.
  private let resultLabels: [String: String]
  /// The target's labels as they stand among a series' matchers.
  private let target: String
  /// The series with these, by what the pack says of them: every case has them.
  private var known: [String: String] = [:]

  private let interval = PrometheusDuration.minutes(1)

  init(
    alert: String, definition: PackAlert, test: OldPackTest, levels: [Alert.Level], duration: PrometheusDuration,
    parameters: [String: Double], replicas: Int, targetLabels: [(name: String, value: String)]
  ) {
    self.alert = alert
    self.definition = definition
    self.test = test
    self.levels = levels
    self.duration = duration
    self.parameters = parameters
    self.replicas = replicas
    self.targetLabels = targetLabels
    var labels: [String: String] = [:]
    for (name, value) in targetLabels where definition.carries.contains(name) { labels[name] = value }
    for (name, value) in test.labels { labels[name] = value }
    resultLabels = labels
    thresholds = levels.map { $0.threshold?.double }
    target = targetLabels.map { "\($0.name)=\(JSONWriter.quoted($0.value))" }.joined(separator: ", ")
  }

  mutating func resolve() -> [TestCase] {
    var cases: [TestCase] = []
    cases.reserveCapacity(levels.count + 3)
    for (index, level) in levels.enumerated() {
      let threshold = thresholds[index] ?? 0
      let value = test.value.map { evaluate($0, threshold) } ?? 0
      cases.append(make("fires at \(level.severity.name)", test.fires, threshold, firing(at: index, value: value)))
    }
    let threshold = thresholds[0] ?? 0
    // What always fires, such as the Watchdog, has no healthy state.
    if !test.healthy.isEmpty {
      cases.append(make("healthy", test.healthy, threshold, []))
      cases.append(outcome("idle", test.idle, otherwise: test.healthy.map(Self.standingStill), threshold))
    }
    cases.append(outcome("no series", test.missing, otherwise: [], threshold))
    return cases
  }

  /// Which levels fire at a value: all whose threshold it crosses.
  private func firing(at index: Int, value: Double) -> [TestCase.Firing] {
    levels.indices.filter { other in
      guard let threshold = thresholds[other] else { return other == index }
      return definition.below.isEmpty ? value > threshold : value < threshold
    }.map { TestCase.Firing(level: $0, labels: resultLabels, value: value) }
  }

  private mutating func outcome(
    _ title: String, _ outcome: OldPackTest.Outcome, otherwise: [OldPackSeries], _ threshold: Double
  ) -> TestCase {
    switch outcome {
    case .silent: return make(title, otherwise, threshold, [])
    case .given(let series): return make(title, series, threshold, [])
    case .fires:
      let all = levels.indices.map {
        TestCase.Firing(level: $0, labels: resultLabels, value: test.value.map { evaluate($0, threshold) } ?? 0)
      }
      return make(title, otherwise, threshold, all)
    }
  }

  private static func standingStill(_ series: OldPackSeries) -> OldPackSeries {
    var series = series
    if series.rate != nil { series.rate = "0" }
    return series
  }

  private mutating func make(
    _ title: String, _ series: [OldPackSeries], _ threshold: Double, _ expected: [TestCase.Firing]
  ) -> TestCase {
    let time = PrometheusDuration(
      milliseconds: (test.warmup.milliseconds + duration.milliseconds).roundedUp(to: interval.milliseconds))
    let steps = time.milliseconds / interval.milliseconds + 1
    let lines = series.map { (series: labelled($0.series), values: values($0, threshold, steps)) }
    return TestCase(title: title, interval: interval, series: lines, evaluationTime: time, expected: expected)
  }

  /// The series with its target's labels; a recorded one (with a colon in its name) carries only what it says.
  private mutating func labelled(_ series: String) -> String {
    if let name = known[series] { return name }
    let name = withTarget(series)
    known[series] = name
    return name
  }

  private func withTarget(_ series: String) -> String {
    let bytes = series.utf8
    let end = bytes.firstIndex(of: UInt8(ascii: "{")) ?? bytes.endIndex
    guard !bytes[..<end].contains(UInt8(ascii: ":")) else { return series }
    let own = bytes[end...].dropFirst().dropLast()
    let isBare = own.allSatisfy { $0 == UInt8(ascii: " ") }
    return "\(Substring(bytes[..<end])){\(Substring(own))\(isBare ? "" : ", ")\(target)}"
  }

  private mutating func values(_ series: OldPackSeries, _ threshold: Double, _ steps: Int) -> String {
    if let values = series.values { return values }
    if let rate = series.rate {
      let step = evaluate(rate, threshold) * interval.approximateSeconds
      return "0\(step < 0 ? "" : "+")\(step.plainDecimal)x\(steps)"
    }
    return "\(evaluate(series.value ?? "0", threshold).plainDecimal)x\(steps)"
  }

  private mutating func evaluate(_ text: String, _ threshold: Double) -> Double {
    do {
      return try ArithmeticExpression(text).evaluate { name in
        switch name {
        case "threshold": threshold
        case "for": duration.approximateSeconds
        case "replicas": Double(replicas)
        default: parameters[name]
        }
      }
    } catch {
      problems.append("\(alert): \(error)")
      return 0
    }
  }
}

extension Int {
  fileprivate func roundedUp(to step: Int) -> Int { (self + step - 1) / step * step }
}
