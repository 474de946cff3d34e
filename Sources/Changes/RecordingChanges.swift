import Documents
import Formats
import PromQL

/// Metrics that are recorded no longer, or mean something else: queries of people's own may rest on them.
struct RecordingChanges {
  private(set) var changes: [StackChanges.Change] = []

  init(_ old: StackFiles, _ new: StackFiles) {
    let (a, b) = (Self.records(old), Self.records(new))
    let gone = Set(a.keys.map(\.name)).subtracting(b.keys.map(\.name)).sorted()
    if !gone.isEmpty { changes.append(.init(.recording, "recorded no longer: \(Phrase.list(gone))")) }
    var changed: [String] = []
    for (key, expressions) in b.sorted(by: { ($0.key.name, $0.key.labels) < ($1.key.name, $1.key.labels) }) {
      guard let before = a[key], before != expressions else { continue }
      let literals = zip(before, expressions).map { LiteralChange.between($0, $1) }
      // What an objective promises is listed with the objectives; that it is measured otherwise is not.
      let isSame =
        before.count == expressions.count
        && literals.allSatisfy { $0?.isEmpty == true || $0 != nil && key.name.hasPrefix("objective:") }
        || ["objective:target:ratio", "objective:error_ratio:window"].contains(key.name)
      if !isSame { changed.append(key.name) }
    }
    groups(old, new)
    if !changed.isEmpty { changes.append(.init(.recording, "recorded otherwise: \(Phrase.list(changed.uniqued()))")) }
  }

  /// How often groups are evaluated, and within which bounds; their labels are listed with their rules.
  private mutating func groups(_ old: StackFiles, _ new: StackFiles) {
    func groups(_ files: StackFiles) -> OrderedMap<PrometheusRuleGroup> {
      var result: OrderedMap<PrometheusRuleGroup> = [:]
      for (group, _) in files.rules { if let name = group.name?.value { result[name] = group } }
      return result
    }
    let before = groups(old)
    for (name, group) in groups(new) {
      guard let node = before[name]?.node else { continue }
      let words = ValueChanges(hiding: []).between(node, group.node, skipping: ["name", "rules", "labels"])
      if !words.isEmpty {
        changes.append(.init(.recording, "rule group \(Phrase.code(name)): \(words.joined(separator: "; "))"))
      }
    }
  }

  private struct Key: Hashable {
    var name: String
    var labels: String
  }

  /// Expressions in the order of their files; one name may be recorded for each of many owners.
  private static func records(_ files: StackFiles) -> [Key: [String]] {
    var result: [Key: [String]] = [:]
    for (group, rule) in files.rules where rule.kind == .record {
      let labels = rule.allLabels.map { "\($0.key.value)=\($0.value.value)" }.sorted().joined(separator: ",")
      let key = Key(name: rule.name.value, labels: "\(group.name?.value ?? "") \(labels)")
      result[key, default: []].append(rule.query.text.value)
    }
    return result
  }
}
