import Documents
import Formats

extension Policy {
  static let family = "policy"

  /// The policy as a rule; patterns of paths are for paths as the settings see them.
  func rule(_ place: SettingsPlace) -> Rule {
    Rule(
      "\(Self.family)/\(section.name)", Severity(rawValue: section.severity) ?? .warning,
      section.message ?? "a policy of this project", why: "The project has agreed on it.", bad: [], good: [],
      check: check(place))
  }

  private func check(_ place: SettingsPlace) -> Rule.Check {
    switch section.subject {
    case "alert", "record":
      return .group { group, reporter in
        for rule in group.rules where (rule.kind == .alert) == (section.subject == "alert") {
          report(PolicySubject(rule, in: group, reporter.source), place, &reporter)
        }
      }
    case "group": return .group { report(PolicySubject($0, $1.source), place, &$1) }
    case "selector": return .selector { report(PolicySubject($0, $1), place, &$2) }
    case "metric":
      // The names of others cannot be chosen.
      return .metric { if !$0.isForeign { report(PolicySubject($0), place, &$1) } }
    default: return .query { report(PolicySubject($0), place, &$1) }
    }
  }

  private func report(_ subject: PolicySubject, _ place: SettingsPlace, _ reporter: inout Reporter) {
    guard isAsked(in: place.path(subject.source.name)) else { return }
    for (message, range) in problems(of: subject) {
      reporter.report(
        (section.message.map { "\($0): " } ?? "") + message, at: range, in: subject.source,
        help: section.choices.isEmpty ? nil : Spelling.list(of: Set(section.choices), near: ""))
    }
  }
}
