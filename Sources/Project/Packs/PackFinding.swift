import Documents

/// What is wrong inside a pack.
package enum PackFinding: String, SchemaFinding, CaseIterable {
  case missingKey = "pack/missing-key"
  case unknownKey = "pack/unknown-key"
  case type = "pack/type"
  case value = "pack/value"
  case choice = "pack/choice"
  case inlineSecret = "pack/inline-secret"
  case name = "pack/name"
  case rules = "pack/rules"
  case expression = "pack/expression"
  case template = "pack/template"
  case condition = "pack/condition"
  case levels = "pack/levels"
  case threshold = "pack/threshold"
  case parameter = "pack/parameter"
  case placeholder = "pack/placeholder"
  case arithmetic = "pack/arithmetic"
  case series = "pack/series"
  case lines = "pack/lines"
  case alert = "pack/alert"
  case mutes = "pack/mutes"
  case runbook = "pack/runbook"
  case dashboard = "pack/dashboard"
  case panelUnit = "pack/panel-unit"
  case metric = "pack/metric"
  case ownerless = "pack/ownerless"
  case floatingTag = "pack/floating-tag"
  case root = "pack/root"
  case buckets = "pack/buckets"
  case targetLabel = "pack/target-label"
  case unboundedLabel = "pack/unbounded-label"
  case settingPattern = "pack/setting-pattern"
  case reservedName = "pack/reserved-name"

  package var isAboutSecret: Bool { self == .inlineSecret }

  package var meaning: (summary: String, why: String) {
    switch self {
    case .missingKey: ("a required key is missing", "It has no default.")
    case .unknownKey: ("an unknown key", "It is misspelled or misplaced, and has no effect.")
    case .type: ("a value has the wrong type", "It cannot be used.")
    case .value: ("a value is not allowed here", "It cannot be used.")
    case .choice: ("exactly one of several keys is required", "They exclude each other, and one is needed.")
    case .inlineSecret: ("a secret is in the pack", "A pack is committed; name the file that holds the secret.")
    case .name: ("the name of a pack differs from its folder", "Specs find packs by the name of the folder.")
    case .rules: ("the rules of a pack do not fit what it was applied to", "They would select nothing there.")
    case .expression: ("Prometheus would refuse an expression", "The rules that hold it would not load.")
    case .template:
      ("a template of an annotation is broken", "The notification would carry the error in place of the text.")
    case .condition: ("an alert compares nothing", "It fires for as long as there are series.")
    case .levels:
      ("an alert does not have exactly one of `above`, `below` and `severity`", "Its severity is not known.")
    case .threshold:
      ("a threshold is not in the unit of its alert", "It would be compared with values of another unit.")
    case .parameter: ("a default has another type than its parameter", "Every spec would have to set it.")
    case .placeholder: ("an unknown placeholder", "It would appear unchanged in the output.")
    case .arithmetic: ("an expression over numbers is broken", "The test that it belongs to has no value.")
    case .series:
      ("a series of a test does not say in exactly one way which values it has", "The test has no input.")
    case .lines:
      ("an alert on log lines does not see a line as its test says", "It would count what it should not, or miss it.")
    case .alert:
      (
        "a panel names an alert that is unknown, or whose thresholds it would not draw",
        "Nobody would see when it fires."
      )
    case .mutes:
      ("an alert mutes an unknown one, or one that mutes it", "Where two mute each other, nobody is notified.")
    case .runbook: ("a runbook is missing", "The alert would link to a page that does not exist.")
    case .dashboard: ("a row names an unknown dashboard", "It would not be shown.")
    case .panelUnit:
      ("a panel draws an alert's thresholds in another unit", "The line would be where the alert does not fire.")
    case .metric: ("a query uses a metric that the pack does not declare", "It may not exist.")
    case .ownerless:
      (
        "a query asks for metrics of everybody",
        "With two owners of the pack it would add up what belongs to different ones."
      )
    case .floatingTag:
      ("a tag is not that of a version", "Tomorrow it would be another image, whose metrics nobody looked at.")
    case .root: ("a container runs as root, and nothing says why", "Who breaks out of it owns the machine.")
    case .buckets: ("a histogram has no buckets, or not in rising order", "Its quantiles are wrong.")
    case .targetLabel: ("a metric declares a label that Prometheus attaches", "The target's own wins.")
    case .unboundedLabel: ("a label has no upper bound", "Its series cannot be counted beforehand.")
    case .settingPattern:
      (
        "a setting without `pattern` becomes a part of a longer text",
        "A spec could write more into an address or a flag than this value."
      )
    case .reservedName: ("a name is reserved by pharos", "Two things would have the same name.")
    }
  }
}
