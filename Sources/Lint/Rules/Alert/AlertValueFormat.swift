import Documents
import Formats
import PromQL

extension Rule {
  static let valueFormat = Rule(
    "alert/value-format", .warning, "`humanizePercentage` of a value that is no share of 1",
    why: """
      It multiplies by 100 and adds a percent sign. Of 5 errors in a second it makes `500%`, and of 92 percent `9200%`; people \
      believe what they read, or stop believing it.
      """,
    bad: [
      annotated("{{ $value | ⟦humanizePercentage⟧ }} errors", expression: "sum(rate(errors_total[5m])) > 1"),
      annotated(
        "{{ ⟦humanizePercentage⟧ $value }} used", expression: "100 * memory_used_bytes / memory_size_bytes > 90"),
    ],
    good: [
      annotated(
        "{{ $value | humanizePercentage }}", expression: "rate(errors_total[5m]) / rate(requests_total[5m]) > 1"),
      annotated("{{ $value | humanizePercentage }}", expression: "rate(node_cpu_seconds_total[5m]) > 0.9"),
      annotated(
        "{{ $value | humanizePercentage }} of its capacity", expression: "rate(requests_total[5m]) / 1000 > 0.8"),
      annotated("{{ $value | humanizePercentage }}", expression: "rate(throttled_time_total[5m]) > 0.9"),
      annotated("{{ $value | humanize }}%", expression: "100 * memory_used_bytes / memory_size_bytes > 90"),
    ],
    check: .alert { rule, reporter in
      guard let expression = rule.query.expression else { return }
      for (text, _, template) in rule.templates.all {
        for use in template.valuesShown where use.functions.first == "humanizePercentage" {
          guard let problem = problem(of: expression) else { return }
          let written = Substring(decoding: Array(text.value.utf8)[use.range], as: UTF8.self)
          let place = written.firstPlace(of: "humanizePercentage").map { place in
            let start = use.range.lowerBound + written.utf8.distance(from: written.startIndex, to: place.lowerBound)
            return start..<start + written.utf8.distance(from: place.lowerBound, to: place.upperBound)
          }
          reporter.report(problem.message, at: text, part: place ?? use.range, help: problem.help)
        }
      }
    })

  private static func problem(of expression: Expr) -> (message: String, help: String)? {
    if let share = expression.share {
      guard share.isSameScale(as: Quantity(scale: 0.01)) else { return nil }
      return (
        "the value is a percentage already, and `humanizePercentage` multiplies it by 100",
        "write `{{ $value | humanize }}%`"
      )
    }
    guard expression.nature() == .rate, !calculates(expression),
      expression.quantity?.hasDimension ?? !mayCountTime(expression)
    else { return nil }
    return (
      "the value is a rate per second, and `humanizePercentage` makes a percentage of it",
      "write `{{ $value | humanize }}`, or divide by the rate of the whole"
    )
  }

  /// Whether it divides or multiplies: by a capacity, a rate becomes a share.
  private static func calculates(_ expression: Expr) -> Bool {
    var calculates = false
    expression.visit { node in
      guard case .binary(let node) = node, ![.and, .or, .unless].contains(node.op), !node.op.isComparison else {
        return
      }
      calculates = true
    }
    return calculates
  }

  /// Whether its metrics may measure time, whose rate is a share, or are shares by their names.
  private static func mayCountTime(_ expression: Expr) -> Bool {
    let words: [StaticString] = [
      "second", "time", "duration", "milli", "micro", "nano", "_ms", "_us", "_ns", "cpu", "tick", "jiffies", "busy",
      "idle", "wait", "ratio", "percent", "usage", "util", "load", "sum",
    ]
    return expression.selectors.contains { selector in
      guard let name = selector.metricName?.lowercased() else { return true }
      return words.contains { name.includes($0) } || name.includes(":")
    }
  }
}
