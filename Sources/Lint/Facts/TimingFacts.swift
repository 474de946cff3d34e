import Documents
import Formats
import Project
import PromQL

/// How far queries look back, as far as the interval of a scrape or the retention of a server may contradict it.
package struct TimingFacts: Sendable {
  package var rates: [RateFact] = []
  package var lookBacks: [LookBackFact] = []

  /// Four scrapes at the longest interval that is of use: a longer one leaves gaps of its own, which `prometheus/scrape-interval` tells.
  private static let longestRate = PrometheusDuration.minutes(4 * 5)
  /// Nobody keeps less.
  private static let leastRetention = PrometheusDuration.hours(24)

  mutating func merge(_ other: TimingFacts) {
    rates += other.rates
    lookBacks += other.lookBacks
  }

  /// - Parameter isDashboard: asked by a person, perhaps of another server than the one that evaluates rules.
  mutating func add(_ query: Query, isDashboard: Bool) {
    guard let expression = query.expression else { return }
    var walk = LookBackWalk(
      query: query, isDashboard: isDashboard, leastRetention: Self.leastRetention, longestRate: Self.longestRate)
    walk.visit(expression, after: .init())
    rates += walk.rates
    lookBacks += walk.steps.sorted { $0.part.lowerBound < $1.part.lowerBound }.map { part, duration in
      LookBackFact(duration: duration, place: query.place, part: part, isDashboard: isDashboard)
    }
  }
}

/// Adds up how far the selectors of an expression look back.
private struct LookBackWalk {
  /// What is around an expression: how far it looks back already, and the longest step of that.
  struct Surroundings {
    var seconds = 0.0
    var longest: (seconds: Double, range: Range<Int>)?

    func adding(_ duration: DurationExpr?) -> Surroundings {
      guard let duration, let length = duration.seconds else { return self }
      var result = self
      result.seconds += length
      if length > longest?.seconds ?? 0 { result.longest = (length, duration.range) }
      return result
    }
  }

  let query: Query
  let isDashboard: Bool
  let leastRetention, longestRate: PrometheusDuration
  /// Those that are short enough.
  var rates: [RateFact] = []
  /// The longest step of each way that is long enough; once, as several selectors may stand inside of one subquery.
  var steps: [(part: Range<Int>, duration: PrometheusDuration)] = []

  mutating func visit(_ expression: Expr, after around: Surroundings) {
    switch expression {
    case .selector(let node): look(node.timing, around)
    case .rangeSelector(let node): look(node.selector.timing, around.adding(node.duration))
    case .subquery(let node):
      // What is counted from a fixed time is not counted from now.
      if node.timing.at == nil {
        visit(node.operand, after: around.adding(node.duration).adding(node.timing.offset))
      }
    case .call(let node):
      if let rate = RateFact(node, query, isDashboard: isDashboard), rate.duration < longestRate { rates.append(rate) }
      for child in node.arguments { visit(child, after: around) }
    default: expression.forEachChild { visit($0, after: around) }
    }
  }

  private mutating func look(_ timing: Timing, _ around: Surroundings) {
    let all = around.adding(timing.offset)
    guard timing.at == nil, let (_, part) = all.longest, all.seconds < 1e10, !query.hasVariable(in: part) else {
      return
    }
    let duration = PrometheusDuration(milliseconds: Int(all.seconds * 1000))
    guard duration > leastRetention else { return }
    if let index = steps.firstIndex(where: { $0.part.lowerBound == part.lowerBound }) {
      steps[index].duration = max(duration, steps[index].duration)
    } else {
      steps.append((part, duration))
    }
  }
}

/// A rate over a range that may hold too few scrapes.
package struct RateFact: Sendable {
  package let function: String
  package let duration: PrometheusDuration
  package let matchers: [LabelMatcher]
  package let place: QueryPlace
  /// The range, in the expression.
  package let part: Range<Int>
  /// Asked by a person, perhaps of another server than the one that evaluates rules.
  package let isDashboard: Bool

  private static let functions: Set<String> = ["rate", "irate", "increase", "delta", "idelta", "deriv"]

  /// - Returns: nil for other functions, for records, which come with every evaluation and not with every scrape, and where a variable
  ///   decides.
  fileprivate init?(_ call: Call, _ query: Query, isDashboard: Bool) {
    guard Self.functions.contains(call.function.name),
      case .rangeSelector(let argument)? = call.arguments.first?.unwrapped,
      let name = argument.selector.metricName, !name.includes(":"),
      !query.hasVariable(in: argument.duration.range), let seconds = argument.duration.seconds
    else { return nil }
    function = call.function.name
    duration = PrometheusDuration(milliseconds: Int(seconds * 1000))
    matchers = argument.selector.matchers
    place = query.place
    part = argument.duration.range
    self.isDashboard = isDashboard
  }
}

/// A range, an offset, or both, that look back more than a day.
package struct LookBackFact: Sendable {
  /// All in all, with what is around it.
  package let duration: PrometheusDuration
  package let place: QueryPlace
  /// The range or the offset, in the expression.
  package let part: Range<Int>
  package let isDashboard: Bool
}
