import Documents
import Formats

extension Rule {
  static let matcherFallback = Rule(
    "alertmanager/matcher-fallback", .warning,
    "a matcher that only Alertmanager's older parser takes, or that its two parsers read differently",
    why: """
      Since 0.27 Alertmanager has a parser for label names of any UTF-8 and falls back on the older one with a warning in its \
      log. When the older one goes, the file is refused, or the matcher means something else.
      """,
    bad: [
      Example(
        """
        route:
          receiver: team
          routes:
            - matchers: [⟦team=web shop⟧, ⟦'code=~"\\d+"'⟧]
        receivers: [{ name: team }]
        """),
      Example(
        """
        route:
          receiver: team
          routes:
            - matchers:
                - ⟦'path="\\x41"'⟧
        receivers: [{ name: team }]
        """),
    ],
    good: [
      Example(
        """
        route:
          receiver: team
          routes:
            - matchers: [team="web shop", 'code=~"\\\\d+"', größe=x]
        receivers: [{ name: team }]
        """)
    ],
    check: .alertmanager { file, reporter in
      for line in file.matcherLines {
        guard let parsed = line.parsed, parsed.agreement != .holds else { continue }
        let replacement = canonical(parsed)
        let help = replacement.map { "write `\($0)`" }
        let fix = replacement.flatMap { rewriting(line.text, $0) }
        if case .classicOnly(let error) = parsed.agreement {
          reporter.report(
            "only the older parser takes this: \(error.message)", at: line.text.range, help: help, fix: fix)
        } else {
          reporter.report(
            "Alertmanager's two parsers read this differently; today the older one's reading counts",
            at: line.text.range, help: help, fix: fix)
        }
      }
    })
}

/// What both parsers take for what holds today.
private func canonical(_ parsed: AlertMatchers) -> String? {
  let text = parsed.canonical
  guard let again = try? AlertMatchers(text), again.agreement == .holds,
    again.matchers.elementsEqual(parsed.matchers, by: { $0.isSame(as: $1) })
  else { return nil }
  return text
}

/// Block scalars are left to people.
private func rewriting(_ text: Text, _ replacement: String) -> Fix? {
  switch text.scalar.style {
  case .literal, .folded: nil
  default:
    Fix(
      "write the matcher so that both parsers read it alike",
      [.init(text.range, YAMLQuoting.single(replacement))])
  }
}

extension AlertmanagerFile {
  /// Every text under `matchers:`, `source_matchers:` and `target_matchers:`.
  var matcherLines: [MatcherList.Line] {
    routes.flatMap(\.matchers.lines) + inhibitRules.flatMap { $0.source.lines + $0.target.lines }
  }
}

/// Scalars as a fix writes them.
enum YAMLQuoting {
  /// Between single quotes, which need no other escape than themselves.
  static func single(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}
