import Documents
import Formats
import RE2

extension Rule {
  static let namePattern = Rule(
    "rules/name-pattern", .warning, offBecause: "there is no pattern until a project sets one",
    "an alert or record whose name does not follow the project's pattern",
    why: "A prefix by team or product tells at a glance whose alert woke you.",
    parameters: [
      .init("alerts", "Pattern that the whole name of every alert must match.", default: ""),
      .init("records", "Pattern that the whole name of every record must match.", default: ""),
    ],
    bad: [
      .alert("up == 0", settings: "alerts: Shop.*").marking("Example"),
      .record("⟦job:up:sum⟧", "sum(up)", settings: "records: \"shop:.*\""),
    ],
    good: [.alert("up == 0", settings: "alerts: E.*"), .alert("up == 0")],
    check: .rule { rule, reporter in
      let name = rule.kind == .alert ? "alerts" : "records"
      guard let text = reporter.settings.string(name), !text.isEmpty, let pattern = try? Pattern(text) else { return }
      guard !pattern.matches(rule.name.value) else { return }
      reporter.report("`\(rule.name.value)` does not match `\(text)`", at: rule.name, help: "rename it")
    })
}
