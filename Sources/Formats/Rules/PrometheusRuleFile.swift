import Documents
import GoTemplate

/// The groups of a rule file, or of a `PrometheusRule` resource, whose `spec` is one.
package struct PrometheusRuleFile {
  package let source: SourceFile
  /// The mapping that holds `groups:`.
  package let node: Node
  package let groups: [PrometheusRuleGroup]

  /// - Parameters:
  ///   - root: the mapping that holds `groups:`.
  ///   - dialect: who evaluates it.
  package init(_ root: Node, in source: SourceFile, dialect: Dialect = .prometheus) {
    self.source = source
    node = root
    groups = (root["groups"]?.sequence ?? []).map { PrometheusRuleGroup($0, in: source, dialect.language) }
  }
}

/// Rules that are evaluated together.
package final class PrometheusRuleGroup {
  package let node: Node
  package let name: Text?
  package let interval: Text?
  package let queryOffset: Text?
  /// Labels that every rule of the group gets.
  package let labels: [TextPair]
  package let rules: [PrometheusRule]

  init(_ node: Node, in source: SourceFile, _ language: QueryLanguage) {
    self.node = node
    name = Text(node["name"])
    interval = Text(node["interval"])
    queryOffset = Text(node["query_offset"])
    let labels = TextPair.all(node["labels"])
    self.labels = labels
    // A group of vmalert may ask another kind of server.
    let isForeign = language == .metricsQL && ["graphite", "vlogs"].contains(node["type"]?.text ?? "")
    let language = isForeign ? .other : language
    rules = (node["rules"]?.sequence ?? []).compactMap {
      PrometheusRule($0, groupLabels: labels, in: source, language)
    }
  }
}

/// One alerting or recording rule.
package final class PrometheusRule {
  package enum Kind: Sendable { case alert, record }

  package let node: Node
  package let kind: Kind
  /// The name of the alert, or the metric that is recorded.
  package let name: Text
  package let query: Query
  package let pending: Text?
  package let keepFiringFor: Text?
  /// The rule's own labels.
  package let labels: [TextPair]
  /// Those of the group that the rule does not set itself.
  package let groupLabels: [TextPair]
  package let annotations: [TextPair]
  /// The values of labels and annotations that Prometheus expands.
  package let templates: RuleTemplates

  /// - Returns: nil for what lacks a name or an expression, which is an error of the format.
  init?(_ node: Node, groupLabels: [TextPair], in source: SourceFile, _ language: QueryLanguage) {
    let alert = Text(node["alert"])
    guard let name = alert ?? Text(node["record"]), let expression = Text(node["expr"]) else { return nil }
    self.node = node
    self.name = name
    kind = alert == nil ? .record : .alert
    query = Query(expression, in: source, language: language)
    pending = Text(node["for"])
    keepFiringFor = Text(node["keep_firing_for"])
    let own = TextPair.all(node["labels"])
    labels = own
    self.groupLabels = groupLabels.filter { inherited in !own.contains { $0.key.value == inherited.key.value } }
    let annotations = TextPair.all(node["annotations"])
    self.annotations = annotations
    templates = RuleTemplates(
      alert == nil ? [] : [(.label, own), (.annotation, annotations), (.groupLabel, self.groupLabels)])
  }

  /// What is wrong with the templates. Functions and variables of vmalert's own are not checked.
  package var templateErrors: [(text: Text, error: AlertTemplateError, failsAtLoad: Bool)] {
    templates.all.filter { !$0.template.isSound }.flatMap { text, origin, template in
      (template.errors + template.misuses).filter {
        query.language != .metricsQL || [.syntax, .unclosed].contains($0.kind)
      }.map { (text, $0, $0.kind.failsAtLoad && origin != .groupLabel) }
    }
  }

  package var allLabels: [TextPair] { groupLabels.isEmpty ? labels : labels + groupLabels }

  package func label(_ name: String) -> Text? { allLabels.first { $0.key.value == name }?.value }
  package func annotation(_ name: String) -> Text? { annotations.first { $0.key.value == name }?.value }
}

/// A key and a value, both scalars.
package struct TextPair: Sendable {
  package let key: Text
  package let value: Text

  /// The pairs of a mapping; values that are no scalars are left out, they are an error of the format.
  package static func all(_ node: Node?) -> [TextPair] {
    guard let entries = node?.mapping else { return [] }
    var pairs: [TextPair] = []
    pairs.reserveCapacity(entries.count)
    for entry in entries {
      guard let key = Text(entry.key), let value = Text(entry.value) else { continue }
      pairs.append(TextPair(key: key, value: value))
    }
    return pairs
  }
}

/// Templates of a rule, parsed at the first question.
package final class RuleTemplates {
  /// What the text of a template becomes.
  package enum Origin: Sendable {
    case label, annotation
    /// Prometheus expands these with those of the rule, and does not parse them when it loads the file.
    /// <https://github.com/prometheus/prometheus/blob/main/model/rulefmt/rulefmt.go> (testTemplateParsing), rules/manager.go (LoadGroups)
    case groupLabel
  }

  private let texts: [(text: Text, origin: Origin)]
  package private(set) lazy var all: [(text: Text, origin: Origin, template: KnownTemplate)] = texts.map {
    ($0.text, $0.origin, KnownTemplate.of($0.text.value))
  }

  /// Plain texts, which most are, are left out.
  init(_ pairs: [(origin: Origin, pairs: [TextPair])]) {
    var texts: [(text: Text, origin: Origin)] = []
    for (origin, pairs) in pairs {
      for pair in pairs where pair.value.value.includes("{{") { texts.append((pair.value, origin)) }
    }
    self.texts = texts
  }
}
