import Documents

/// What Prometheus accepts as a rule file.
///
/// Source: github.com/prometheus/prometheus, model/rulefmt/rulefmt.go. Expressions and templates are other people's affair.
package enum RuleFileShape {
  /// Who reads the file.
  package enum Owner: Sendable {
    case ruler(Dialect)
    /// The `spec` of a `PrometheusRule`, which knows a key of Thanos more.
    case prometheusOperator
  }

  package static func problems(in root: Node, of owner: Owner = .ruler(.prometheus), legacyNames: Bool = false)
    -> [FormatProblem]
  {
    let file =
      switch owner {
      case .ruler(let dialect): files[dialect] ?? file
      case .prometheusOperator: resource
      }
    var found = Shape.section(file).problems(in: root)
    let groups = root["groups"]?.sequence ?? []
    found += repeatedNames(groups)
    if legacyNames { found += groups.flatMap(legacyProblems) }
    return found
  }

  /// The keys of a group and of a rule, as Prometheus knows them and any other ruler.
  static let groupKeys = keys(own: ["name", "interval", "query_offset", "limit", "labels", "rules"], \.group)
  static let ruleKeys = keys(
    own: ["record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations"], \.rule)

  /// The keys of a group that no ruler knows.
  package static func unknownKeys(ofGroup group: Node) -> [String] {
    (group.mapping ?? []).compactMap(\.key.text).filter { !groupKeys.contains($0) }
  }

  private static func keys(own: Set<String>, _ more: KeyPath<Dialect.Keys, Set<String>>) -> Set<String> {
    Dialect.allCases.reduce(own) { $0.union($1.keys[keyPath: more]) }
  }

  private static let file = file(of: .prometheus)
  private static let files = Dictionary(uniqueKeysWithValues: Dialect.allCases.map { ($0, file(of: $0)) })

  /// What other rulers put into the keys that only they have is for them to judge.
  private static func file(of dialect: Dialect) -> SectionShape {
    let keys = dialect.keys
    func any(_ keys: Set<String>) -> [String: Shape] { Dictionary(uniqueKeysWithValues: keys.map { ($0, .any) }) }
    let group = dialect == .thanos ? ["partial_response_strategy": partialResponse] : any(keys.group)
    let groups = groups(
      group, rule: any(keys.rule), word: .string, duration: .duration,
      record: dialect == .vmalert ? recordName : record)
    return SectionShape("a rule file", any(keys.file).merging(["groups": groups]) { $1 })
  }
  /// Unlike Prometheus, the cluster takes no number or boolean where a string is meant.
  private static let resource = SectionShape(
    "a PrometheusRule",
    [
      "groups": groups(
        ["partial_response_strategy": partialResponse], word: .text, duration: .durationText)
    ])

  /// In letters of either case: `^(?i)(abort|warn)?$`.
  private static let partialResponse = Shape.parsed { text in
    ["", "abort", "warn"].contains(text.lowercased()) ? nil : "`\(text)` is neither `abort` nor `warn`"
  }

  /// - Parameter word: what a name or a value is.
  private static func groups(
    _ more: [String: Shape], rule keys: [String: Shape] = [:], word: Shape, duration: Shape,
    record: @escaping @Sendable (Node) -> [FormatProblem] = record
  ) -> Shape {
    let fields: [String: Shape] = [
      "name": word, "interval": duration, "query_offset": duration, "limit": .integer, "labels": labels(word),
      "rules": .entries(.section(rule(keys, word, duration, record))),
    ]
    return .entries(
      .section(
        SectionShape("a group", fields.merging(more) { own, _ in own }, checks: [Condition.filled("name")])))
  }

  private static func labels(_ value: Shape) -> Shape {
    .map(value) { name in
      name.isEmpty
        ? "a label name cannot be empty"
        : name == "__name__" ? "`__name__` cannot be set: it is the name of the metric itself" : nil
    }
  }

  private static func rule(
    _ more: [String: Shape], _ word: Shape, _ duration: Shape,
    _ record: @escaping @Sendable (Node) -> [FormatProblem]
  ) -> SectionShape {
    SectionShape(
      "a rule",
      more.merging([
        "record": word, "alert": word, "expr": .string, "for": duration, "keep_firing_for": duration,
        "labels": labels(word), "annotations": .map(word) { $0.isEmpty ? "an annotation name cannot be empty" : nil },
      ]) { $1 }, checks: [kind, Condition.filled("expr"), record])
  }

  @Sendable private static func kind(_ node: Node) -> [FormatProblem] {
    switch (node.isFilled("record"), node.isFilled("alert")) {
    case (true, true):
      let second = [node.entry("record"), node.entry("alert")].compactMap { $0?.key.range }.max {
        $0.lowerBound < $1.lowerBound
      }
      return [
        FormatProblem(
          "a rule has either `record` or `alert`, and this has both", help: "make it two rules",
          at: second ?? node.range)
      ]
    case (false, false):
      let empty = node.entry("record") ?? node.entry("alert")
      return [
        FormatProblem(
          "a rule needs `record` or `alert`", help: "add `alert:` with a name for it, or `record:` for a metric",
          at: empty?.key.range ?? node.mapping?.first?.key.range ?? node.range)
      ]
    default: return []
    }
  }

  /// vmalert passes over what is for alerts.
  @Sendable private static func recordName(_ node: Node) -> [FormatProblem] {
    guard node.isFilled("record"), let name = node["record"], let text = name.text,
      text.utf8.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") })
    else { return [] }
    return [
      FormatProblem(
        "`\(text)` is no name of a metric: braces belong to expressions",
        help: "move the expression to `expr:`, labels to `labels:`", at: name.range)
    ]
  }

  @Sendable private static func record(_ node: Node) -> [FormatProblem] {
    guard node.isFilled("record") else { return [] }
    var found: [FormatProblem] = []
    for key in ["for", "keep_firing_for", "annotations"] {
      guard node.isFilled(key), let entry = node.entry(key) else { continue }
      if key != "annotations", node.duration(key)?.milliseconds == 0 { continue }
      found.append(
        FormatProblem("`\(key)` is for alerts, and this rule records", help: "remove it", at: entry.key.range))
    }
    return found + recordName(node)
  }

  private static func repeatedNames(_ groups: [Node]) -> [FormatProblem] {
    var seen: Set<String> = []
    return groups.compactMap { group in
      guard let name = group["name"], let text = name.text, !text.isEmpty, !seen.insert(text).inserted else {
        return nil
      }
      return FormatProblem(
        "a second group is named `\(text)`", help: "rename one, or put their rules together", at: name.range)
    }
  }

  private static func legacyProblems(_ group: Node) -> [FormatProblem] {
    func names(_ node: Node?, _ what: String) -> [FormatProblem] {
      (node?.mapping ?? []).compactMap { entry in
        guard let name = entry.key.text, !name.isEmpty, !LegacyNames.isLabel(name) else { return nil }
        return FormatProblem(
          "`\(name)` is no \(what) name under `legacy` name validation", help: "keep to letters, digits and `_`",
          at: entry.key.range)
      }
    }
    return names(group["labels"], "label")
      + (group["rules"]?.sequence ?? []).flatMap { rule -> [FormatProblem] in
        var found = names(rule["labels"], "label") + names(rule["annotations"], "annotation")
        if let name = rule["record"], let text = name.text, !text.isEmpty, !LegacyNames.isMetric(text) {
          found.append(FormatProblem("`\(text)` is no metric name under `legacy` name validation", at: name.range))
        }
        return found
      }
  }
}
