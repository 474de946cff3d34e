import Documents
import Formats
import PromQL

/// A value of something that policies ask for, with its place.
struct PolicyValue {
  let text: String
  let range: Range<Int>

  init(_ text: String, at range: Range<Int>) {
    self.text = text
    self.range = range
  }

  init(_ text: Text, in source: SourceFile) {
    self.init(text.value, at: text.contentRange(in: source))
  }
}

/// What policies can ask of things, by the name that stands under `field` and `where`.
enum PolicyField {
  /// What `min` and `max` compare.
  enum Measure { case duration, number, length }

  static let ofQueries = ["expr", "metrics", "functions", "matchers", "ranges", "offsets"]
  private static let ofRules = ["name", "group", "labels"] + ofQueries

  /// The fields of a subject; those that end with a dot are followed by a name.
  static func names(of subject: String) -> [String] {
    switch subject {
    case "alert": ofRules + ["for", "keep_firing_for", "annotations", "labels.", "annotations.", "matchers."]
    case "record": ofRules + ["labels.", "matchers."]
    case "group": ["name", "interval", "limit", "query_offset", "rules", "labels", "labels."]
    case "query": ofQueries + ["matchers."]
    case "selector": ["name", "matchers", "matchers."]
    case "metric": ["name", "labels"]
    default: []
    }
  }

  static func isKnown(_ field: String, of subject: String) -> Bool {
    names(of: subject).contains { name in
      name.hasSuffix(".") ? field.hasPrefix(name) && field.utf8.count > name.utf8.count : field == name
    }
  }

  /// The field that somebody meant.
  static func nearest(to field: String, of subject: String) -> String? {
    let name = field.split(separator: ".", maxSplits: 1).dropFirst().first ?? ""
    return Spelling.nearest(to: field, among: names(of: subject).map { $0.hasSuffix(".") ? $0 + name : $0 })
  }

  static func measure(of field: String) -> Measure {
    switch field {
    case "for", "keep_firing_for", "interval", "query_offset", "ranges", "offsets": .duration
    case "limit", "rules": .number
    default: .length
    }
  }
}

/// The values of one thing, by field.
struct PolicySubject {
  let source: SourceFile
  /// Where something that is missing is reported.
  let place: Range<Int>
  /// Nil for what cannot be told, as of an expression with an error.
  let values: (String) -> [PolicyValue]?

  init(_ source: SourceFile, at place: Range<Int>, values: @escaping (String) -> [PolicyValue]?) {
    self.source = source
    self.place = place
    self.values = values
  }

  init(_ rule: PrometheusRule, in group: PrometheusRuleGroup?, _ source: SourceFile) {
    self.init(source, at: rule.name.contentRange(in: source)) { field in
      func one(_ text: Text?) -> [PolicyValue] { text.map { [PolicyValue($0, in: source)] } ?? [] }
      func pairs(_ all: [TextPair], _ key: String) -> [PolicyValue]? {
        if field == key { return all.map { PolicyValue($0.key, in: source) } }
        guard field.hasPrefix(key + ".") else { return nil }
        let name = field.dropFirst(key.utf8.count + 1)
        return all.filter { $0.key.value == name }.map { PolicyValue($0.value, in: source) }
      }
      switch field {
      case "name": return one(rule.name)
      case "for": return one(rule.pending)
      case "keep_firing_for": return one(rule.keepFiringFor)
      case "group": return one(group?.name)
      default:
        return pairs(rule.allLabels, "labels") ?? pairs(rule.annotations, "annotations")
          ?? Self.values(field, of: rule.query)
      }
    }
  }

  init(_ group: PrometheusRuleGroup, _ source: SourceFile) {
    let place = group.name?.contentRange(in: source) ?? group.node.range.lowerBound..<group.node.range.lowerBound
    self.init(source, at: place) { field in
      switch field {
      case "rules": [PolicyValue("\(group.rules.count)", at: place)]
      case "labels": group.labels.map { PolicyValue($0.key, in: source) }
      case _ where field.hasPrefix("labels."):
        group.labels.filter { $0.key.value == field.dropFirst("labels.".count) }.map {
          PolicyValue($0.value, in: source)
        }
      default: Text(group.node[field]).map { [PolicyValue($0, in: source)] } ?? []
      }
    }
  }

  init(_ query: Query) {
    self.init(query.source, at: query.range) { Self.values($0, of: query) }
  }

  init(_ selector: VectorSelector, _ query: Query) {
    self.init(query.source, at: query.range(selector.range)) { field in
      switch field {
      case "name":
        selector.metricName.map { [PolicyValue($0, at: query.range(selector.metricNameRange ?? selector.range))] } ?? []
      default: Self.matchers(field, of: [selector], in: query)
      }
    }
  }

  init(_ metric: MetricNode) {
    self.init(metric.source, at: metric.range) { field in
      field == "labels"
        ? zip(metric.named.labels, metric.labelRanges).map { PolicyValue($0, at: $1) }
        : [PolicyValue(metric.name, at: metric.range)]
    }
  }

  private static func values(_ field: String, of query: Query) -> [PolicyValue]? {
    if field == "expr" { return [PolicyValue(query.text, in: query.source)] }
    guard let expression = query.expression else { return nil }
    switch field {
    case "metrics": return expression.metricNames.map { PolicyValue($0.name, at: query.range($0.range)) }
    case "functions":
      var found: [PolicyValue] = []
      expression.visit { node in
        switch node {
        case .call(let node): found.append(PolicyValue(node.function.name, at: query.range(node.nameRange)))
        case .aggregation(let node):
          found.append(PolicyValue(node.aggregator.rawValue, at: query.range(node.nameRange)))
        default: break
        }
      }
      return found
    case "ranges", "offsets":
      let uses = expression.rangesUsed.filter { ($0.role == .offset) == (field == "offsets") && $0.role != .step }
      return uses.compactMap { use in
        guard !query.hasVariable(in: use.range), let seconds = use.duration.seconds, seconds.magnitude < 1e10 else {
          return nil
        }
        let duration = PrometheusDuration(milliseconds: Int(seconds * 1000))
        return PolicyValue(duration.description, at: query.range(use.range))
      }
    default: return matchers(field, of: query.selectors, in: query)
    }
  }

  private static func matchers(_ field: String, of selectors: [VectorSelector], in query: Query) -> [PolicyValue] {
    let all = selectors.flatMap(\.matchers).filter { $0.name != "__name__" }
    if field == "matchers" { return all.map { PolicyValue($0.name, at: query.range($0.nameRange)) } }
    let name = field.dropFirst("matchers.".count)
    return all.filter { $0.name == name && !query.hasVariable(in: $0.valueRange) }.map {
      PolicyValue($0.value, at: query.range($0.valueRange))
    }
  }
}
