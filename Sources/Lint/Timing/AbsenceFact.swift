import Documents
import Formats
import PromQL

/// `absent(…)` of a metric that is scraped, in an alert that hardly waits.
package struct AbsenceFact: Sendable {
  package let place: QueryPlace
  /// The name of the function, in the expression.
  package let part: Range<Int>
  /// Of what is missed.
  package let matchers: [LabelMatcher]

  /// Nobody scrapes so rarely that waiting longer were too short.
  private static let longest = PrometheusDuration.minutes(2 * 5)

  /// - Returns: nil where it waits for long, or asks for records, which do not fail, or for `up`, which a failed scrape writes.
  init?(_ query: Query, pending: PrometheusDuration) {
    guard pending.milliseconds > 0, pending < Self.longest, query.text.value.includes("absent"),
      let call = query.expression?.alternatives.lazy.compactMap(Self.absence).first,
      case .selector(let selector)? = call.arguments.first?.unwrapped, let name = selector.metricName,
      !name.includes(":"), !PrometheusSeries.contains(name)
    else { return nil }
    place = query.place
    part = call.nameRange
    matchers = selector.matchers
  }

  private static func absence(_ expression: Expr) -> Call? {
    guard case .call(let call) = expression.unwrapped, call.function.name == "absent" else { return nil }
    return call
  }
}
