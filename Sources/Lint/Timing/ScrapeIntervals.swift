import Documents
import Formats
import Project
import PromQL

/// How often the targets of a selector are scraped, as the spec in reach says.
struct ScrapeIntervals {
  let stack: Stack

  /// The fastest of the jobs that a selector can mean: a range that is too short for this one is too short for all.
  func fastest(for selector: VectorSelector) -> (interval: PrometheusDuration, job: String)? {
    // Records come with every evaluation, not with every scrape.
    guard let name = selector.metricName, !name.utf8.contains(UInt8(ascii: ":")) else { return nil }
    let jobs = stack.jobs.filter { job in
      let labels = [("job", job.name)] + job.owner.targetLabels.map { ($0.name, $0.value) }
      return selector.matchers.allSatisfy { matcher in
        labels.first { $0.0 == matcher.name }.map { matcher.accepts($0.1) } ?? true
      }
    }
    let standard = stack.spec.prometheus.scrapeInterval
    return jobs.map { ($0.interval ?? standard, $0.name) }.min { $0.0 < $1.0 }
  }
}

/// A rate over so short a range that it has too few samples.
struct ShortRange {
  let call: Call
  let range: Range<Int>
  let duration: PrometheusDuration
  let interval: PrometheusDuration
  let job: String

  /// - Returns: nil for other functions, ranges that hold `count` scrapes, and where no spec tells.
  init?(_ call: Call, holdingFewerThan count: Int, _ query: Query, _ knowledge: Knowledge) {
    guard let stack = knowledge.stack,
      ["rate", "irate", "increase", "delta", "idelta", "deriv"].contains(call.function.name),
      case .rangeSelector(let argument)? = call.arguments.first?.unwrapped,
      !query.hasVariable(in: argument.duration.range),
      let seconds = argument.duration.seconds,
      let (interval, job) = ScrapeIntervals(stack: stack).fastest(for: argument.selector)
    else { return nil }
    duration = PrometheusDuration(milliseconds: Int(seconds * 1000))
    guard duration.milliseconds < count * interval.milliseconds else { return nil }
    self.call = call
    range = argument.duration.range
    self.interval = interval
    self.job = job
  }
}
