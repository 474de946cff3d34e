import Documents

/// A rule that is on, with what the configuration makes of it in some files, and what is known beyond them.
///
/// A class, as every check of every node goes by it.
package final class ActiveRule: Sendable {
  let rule: Rule
  let severity: Severity
  let settings: RuleSettings
  let knowledge: Knowledge

  init(_ rule: Rule, _ settings: RuleSettings, _ knowledge: Knowledge) {
    self.rule = rule
    severity = settings.severity ?? rule.severity
    self.settings = settings
    self.knowledge = knowledge
  }
}
