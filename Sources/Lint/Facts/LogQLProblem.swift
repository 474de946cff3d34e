import Formats
import LogQL
import PromQL

/// The first thing that Loki would refuse of a query.
struct LogQLProblem {
  let message: String
  /// The whole query where it is nil.
  let part: Range<Int>?
  var help: String?

  /// Brackets and quotes come first: they tell best where something is missing. With variables of a dashboard, no more than these can be told.
  init?(_ query: String) {
    let outline = LogQLOutline(query)
    if let problem = outline.problem {
      (message, part) = problem
      return
    }
    guard VariableReference.all(in: query).isEmpty else { return nil }
    do {
      _ = try LogQuery(query)
      return nil
    } catch {
      guard !outline.hasSelector else {
        // One expression in LogQL makes a file Loki's; what Prometheus would take beside it may be meant for Prometheus.
        guard !Expr.parse(query).isValid else { return nil }
        (message, part) = (error.message, error.range)
        return
      }
      message = "the query selects no streams: Loki asks for `{…}` in every query"
      part = nil
      help = "begin with a selector such as `{job=\"api\"}`"
    }
  }
}
