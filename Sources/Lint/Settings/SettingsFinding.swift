import Documents

/// What is wrong with settings of lint.
package enum SettingsFinding: String, SchemaFinding, CaseIterable {
  case unknownRule = "settings/unknown-rule"
  case unknownKey = "settings/unknown-key"
  case missingKey = "settings/missing-key"
  case type = "settings/type"
  case value = "settings/value"

  /// Settings have neither keys of which one is needed nor secrets.
  package static let choice = value, inlineSecret = value

  package var meaning: (summary: String, why: String) {
    switch self {
    case .unknownRule:
      (
        "settings name an unknown rule",
        "A misspelled name sets nothing, and the rule that was meant goes on as before."
      )
    case .unknownKey: ("settings have a key that means nothing", "What nobody reads changes nothing.")
    case .missingKey: ("settings lack a key", "Without it the rest does not say what it is about.")
    case .type: ("a setting has a value of another type", "It cannot be used, so the default would stay in force.")
    case .value:
      (
        "a setting has a value that is none of those it can have",
        "It cannot be used, so the default would stay in force."
      )
    }
  }
}
