import Documents
import RE2

/// A rule that rewrites labels: of targets, samples, alerts.
///
/// Source: github.com/prometheus/prometheus, model/relabel/relabel.go.
package enum RelabelShape {
  package static let actions = [
    "replace", "keep", "drop", "keepequal", "dropequal", "hashmod", "labelmap", "labeldrop", "labelkeep", "lowercase",
    "uppercase",
  ]

  package static let rules = Shape.entries(.section(rule))

  static let rule = SectionShape(
    "relabel_config",
    [
      "source_labels": .labelNames, "separator": .string, "regex": .regex, "modulus": .natural,
      "target_label": .string, "replacement": .string,
      "action": .parsed { text in
        actions.contains(text.lowercased())
          ? nil
          : "`\(text)` is no action; there are \(Condition.list(actions))"
      },
    ],
    checks: [check])

  /// As written, in lower case; the default where it is not.
  package static func action(_ node: Node) -> String {
    node.isPresent("action") ? node["action"]?.text?.lowercased() ?? "replace" : "replace"
  }

  private static let needTarget: Set<String> = [
    "replace", "hashmod", "lowercase", "uppercase", "keepequal", "dropequal",
  ]
  private static let noReplacement: Set<String> = ["lowercase", "uppercase", "keepequal", "dropequal"]

  @Sendable private static func check(_ node: Node) -> [FormatProblem] {
    let action = action(node)
    func problem(_ message: String, at key: String, help: String? = nil) -> [FormatProblem] {
      [FormatProblem(message, help: help, at: node.entry(key)?.key.range ?? Condition.start(node))]
    }
    if action == "hashmod", (node.number("modulus") ?? 0) < 1 {
      return problem("the action `hashmod` needs a `modulus` above 0", at: "modulus")
    }
    if needTarget.contains(action), !node.isFilled("target_label") {
      return problem("the action `\(action)` needs a `target_label`", at: "target_label", help: "add `target_label:`")
    }
    if noReplacement.contains(action), changes("replacement", in: node) {
      return problem("the action `\(action)` takes no `replacement`", at: "replacement", help: "remove it")
    }
    if action == "labelmap", node.isPresent("replacement"), node["replacement"]?.text == "" {
      return problem("the action `labelmap` needs a `replacement` that names a label", at: "replacement")
    }
    switch action {
    case "keepequal", "dropequal":
      if let key = ["regex", "modulus", "separator", "replacement"].first(where: { changes($0, in: node) }) {
        return problem(
          "the action `\(action)` takes `source_labels` and `target_label` only", at: key, help: "remove it")
      }
    case "labeldrop", "labelkeep":
      let keys = ["source_labels", "target_label", "modulus", "separator", "replacement"]
      if let key = keys.first(where: { changes($0, in: node) }) {
        return problem("the action `\(action)` takes `regex` only", at: key, help: "remove it")
      }
    default: break
    }
    return []
  }

  /// Whether a key says something else than its default.
  private static func changes(_ key: String, in node: Node) -> Bool {
    guard node.isPresent(key) else { return false }
    switch key {
    case "separator": return node[key]?.text != ";"
    case "replacement": return node[key]?.text != "$1"
    case "modulus": return node.number(key) != 0
    case "target_label": return node.isFilled(key)
    default: return true
    }
  }

  /// What else is refused where names keep to the `legacy` characters.
  static func legacyProblems(_ node: Node) -> [FormatProblem] {
    let action = action(node)
    if action == "labelmap" {
      guard let value = node["replacement"], let text = value.text, !isTemplate(text) else { return [] }
      return [FormatProblem("`\(text)` names no label under `legacy` name validation", at: value.range)]
    }
    guard needTarget.contains(action), let value = node["target_label"], let text = value.text, !text.isEmpty else {
      return []
    }
    let isFine = action == "replace" && text.contains("$") ? isTemplate(text) : LegacyNames.isLabel(text)
    return isFine
      ? [] : [FormatProblem("`\(text)` is no label name under `legacy` name validation", at: value.range)]
  }

  private static let template = try? Pattern(#"(?:(?:[a-zA-Z_]|\$(?:\{\w+\}|\w+))+\w*)+"#)
  private static func isTemplate(_ text: String) -> Bool { template?.matches(text) ?? true }
}

/// Names as they were before Prometheus 3 took all of UTF-8.
package enum LegacyNames {
  package static func isLabel(_ name: String) -> Bool { isName(name) { $0.isLetter || $0 == UInt8(ascii: "_") } }

  package static func isMetric(_ name: String) -> Bool {
    isName(name) { $0.isLetter || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ":") }
  }

  private static func isName(_ name: String, _ isStart: (UInt8) -> Bool) -> Bool {
    guard let first = name.utf8.first, isStart(first) else { return false }
    return name.utf8.allSatisfy { isStart($0) || $0.isDigit }
  }
}
