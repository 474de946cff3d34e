import Documents
import Formats
import PromQL

/// What an imported alert is about, found in its expression, and the expression with jobs by their new names.
struct AlertOwner {
  /// `service` or `component`.
  var key: String
  var name: String
  var expression: String
  /// Says so where it is a guess.
  var note: String?

  /// - Returns: nil where there is nothing that an alert could be about.
  init?(of rule: PrometheusRule, _ tree: Expr, in draft: Draft) {
    expression = Self.renamed(rule.query.text.value, tree, in: draft)
    let matched = tree.selectors.flatMap(\.matchers).filter { $0.operation == .equal }.map { ($0.name, $0.value) }
    let labels = rule.allLabels.map { ($0.key.value, $0.value.value) }
    for (label, value) in matched + labels where ["job", "service", "component"].contains(label) {
      if let name = draft.services.first(where: { $0.key == value || $0.value.formerJobs.contains(value) })?.key {
        (key, self.name) = ("service", name)
        return
      }
      if draft.components[value] != nil {
        (key, name) = ("component", value)
        return
      }
    }
    if let component = Self.component(tree, draft) {
      (key, name) = ("component", component)
    } else if let service = draft.services.keys.first {
      (key, name) = ("service", service)
      if draft.services.count > 1 {
        note = "That it is about `\(service)` is a guess: nothing in its expression says so."
      }
    } else if let component = draft.components.keys.first {
      (key, name) = ("component", component)
      note = "That it is about `\(component)` is a guess: nothing in its expression says so."
    } else {
      return nil
    }
  }

  /// The beginnings of what exporters call their metrics, by pack.
  private static let prefixes = [
    ("node_", "node"), ("container_", "cadvisor"), ("pg_", "postgres"), ("redis_", "redis"), ("nginx_", "nginx"),
  ]

  private static func component(_ tree: Expr, _ draft: Draft) -> String? {
    for metric in tree.metricNames {
      guard let pack = prefixes.first(where: { metric.name.hasPrefix($0.0) })?.1 else { continue }
      let found = draft.components.first { name, entry in
        entry.value["pack"].map { $0 == .string(pack) } ?? (name == pack)
      }
      if let found { return found.key }
    }
    return nil
  }

  /// A job is called after its service or component now.
  private static func renamed(_ text: String, _ tree: Expr, in draft: Draft) -> String {
    var bytes = Array(text.utf8)
    let matchers = tree.selectors.flatMap(\.matchers).filter { $0.name == "job" && $0.operation == .equal }
    for matcher in matchers.sorted(by: { $0.valueRange.lowerBound > $1.valueRange.lowerBound }) {
      guard let owner = draft.services.first(where: { $0.value.formerJobs.contains(matcher.value) })?.key,
        owner != matcher.value
      else { continue }
      bytes.replaceSubrange(matcher.valueRange, with: "\"\(owner)\"".utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
