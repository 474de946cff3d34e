import Documents
import Formats
import PromQL

extension Rule {
  static let unformattedValue = Rule(
    "alert/unformatted-value", .info, offBecause: "many find it a matter of taste",
    "a rate or a ratio shown with all its digits",
    why: "`0.05333333333333334` is no help to anybody; `5.333%` is.",
    bad: [annotated("⟦{{ $value }}⟧ errors", expression: "rate(errors_total[5m]) > 1")],
    good: [
      annotated("{{ $value | humanize }} errors", expression: "rate(errors_total[5m]) > 1"),
      annotated("{{ $value }} are down", expression: "count(up == 0) > 1"),
    ],
    check: .alert { rule, reporter in
      for pair in rule.annotations {
        for action in ["{{ $value }}", "{{$value}}"] {
          guard let range = pair.value.value.firstRange(of: action) else { continue }
          let nature = rule.query.expression?.nature() ?? .unknown
          guard nature == .rate || nature == .ratio else { continue }
          reporter.report(
            "the \(nature.rawValue) is shown with all its digits", at: pair.value, part: range,
            help: "format it: `{{ $value | \(nature == .ratio ? "humanizePercentage" : "humanize") }}`")
        }
      }
    })
}

extension String {
  /// UTF-8 offsets of the first occurrence.
  fileprivate func firstRange(of part: String) -> Range<Int>? {
    let bytes = Array(utf8), part = Array(part.utf8)
    guard bytes.count >= part.count else { return nil }
    return (0...bytes.count - part.count).first { bytes[$0..<$0 + part.count].elementsEqual(part) }.map {
      $0..<$0 + part.count
    }
  }
}
