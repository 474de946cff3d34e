import Documents
import Formats

extension Rule {
  static let severityOrder = Rule(
    "inhibit/severity-order", .warning, "an inhibit rule by which a slighter severity mutes a graver one",
    why:
      "The alert that should wake somebody is muted by the one that should not. The two sides were mistaken for each other.",
    bad: [inhibiting(#"severity="warning""#, #"⟦severity="critical"⟧"#)],
    good: [
      inhibiting(#"severity="critical""#, #"severity=~"warning|info""#),
      inhibiting(#"alertname="Maintenance", severity="info""#, #"severity="critical""#),
      inhibiting(#"severity="sev2""#, #"severity="sev1""#),
    ],
    check: .alertmanager { file, reporter in
      for rule in file.inhibitRules {
        // An alert that is named may well be the cause of a graver one.
        let (source, target) = (rule.source.placed, rule.target.placed)
        guard source.count == target.count, case let known = Set(target.map(\.matcher.description)),
          source.allSatisfy({ $0.matcher.name == "severity" || known.contains($0.matcher.description) }),
          let one = rank(source), let other = rank(target), one.rank < other.rank
        else { continue }
        reporter.report(
          "while an alert of `\(one.placed.matcher.value)` fires, those of `\(other.placed.matcher.value)` are muted",
          at: other.placed.range, help: "exchange the two sides")
      }
    })

  private static func rank(_ side: [MatcherList.Placed]) -> (rank: Int, placed: MatcherList.Placed)? {
    guard let placed = side.first(where: { $0.matcher.name == "severity" }), placed.matcher.operation == .equal,
      let rank = ranks[placed.matcher.value.lowercased()]
    else { return nil }
    return (rank, placed)
  }

  /// Of words whose order nobody doubts.
  private static let ranks = [
    "info": 0, "notice": 0, "warning": 1, "warn": 1, "critical": 2, "page": 2, "emergency": 2,
  ]

  private static func inhibiting(_ source: String, _ target: String) -> Example {
    Example(
      """
      route: { receiver: team }
      receivers: [{ name: team }]
      inhibit_rules:
        - source_matchers: ['\(source)']
          target_matchers: ['\(target)']
          equal: [service]
      """)
  }
}
