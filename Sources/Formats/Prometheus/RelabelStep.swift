import Documents
import RE2

/// One rule of a list of relabel rules, as far as it tells which labels there are afterwards.
///
/// Source: github.com/prometheus/prometheus, model/relabel/relabel.go.
package struct RelabelStep: Sendable {
  /// In lower case; `replace` where none is written.
  package let action: String
  package let sources: [String]
  package let separator: String
  /// Of the regular expression, `(.*)` where none is written; nil for one that does not compile.
  package let pattern: KnownPattern?
  /// The label that is written.
  package let target: String
  package let replacement: String
  /// vmagent asks something else first.
  private let isConditional: Bool

  package init(_ rule: Node) {
    action = RelabelShape.action(rule)
    sources = (rule["source_labels"]?.sequence ?? []).compactMap(\.text)
    separator = rule["separator"]?.text ?? ";"
    pattern = KnownPattern.of(rule.isPresent("regex") ? rule["regex"]?.text ?? "" : "(.*)")
    target = rule["target_label"]?.text ?? ""
    replacement = rule.isPresent("replacement") ? rule["replacement"]?.text ?? "" : "$1"
    isConditional = rule["if"] != nil
  }

  /// Whether it may give a value to a label.
  package func mayWrite(_ label: String) -> Bool {
    switch action {
    case "labelmap": true
    case "keep", "drop", "keepequal", "dropequal", "labeldrop", "labelkeep": false
    default: target == label || target.includes("$")
    }
  }

  /// Whether it takes a label away, whatever its value.
  package func removes(_ label: String) -> Bool {
    guard !isConditional, let pattern = pattern?.pattern else { return false }
    switch action {
    case "labeldrop": return pattern.matches(label)
    case "labelkeep": return !pattern.matches(label)
    default: return false
    }
  }

  /// Whether what it is given is dropped, where the labels that it reads are known to have these values; nil where that is open.
  package func drops(_ values: [String: String]) -> Bool? {
    guard !isConditional else { return nil }
    switch action {
    case "keep": return matches(values).map { !$0 }
    case "drop": return matches(values)
    case "keepequal", "dropequal": return nil
    default: return false
    }
  }

  /// Whether the regular expression matches; nil where some label that is read is not known, or none is.
  package func matches(_ values: [String: String]) -> Bool? {
    let known = sources.compactMap { values[$0] }
    guard !isConditional, !sources.isEmpty, known.count == sources.count, let pattern = pattern?.pattern else {
      return nil
    }
    return pattern.matches(known.joined(separator: separator))
  }
}

extension [RelabelStep] {
  /// Whether no series of a name is left.
  package func drop(metric name: String) -> Bool {
    for step in self {
      if step.drops(["__name__": name]) == true { return true }
      if step.mayWrite("__name__") { return false }
    }
    return false
  }

  /// Whether no series has a label in the end.
  package func drop(label: String) -> Bool {
    var isGone = false
    for step in self {
      if step.mayWrite(label) { isGone = false }
      if step.removes(label) { isGone = true }
    }
    return isGone
  }
}
