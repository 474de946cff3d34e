import Documents
import Project
import Regeneration

/// `prometheus/rules/*.yml`, and `loki/rules/fake/*.yml` in the same form: the rules of Loki's ruler.
enum RuleFileArtifacts {
  @Sendable static func generate(_ stack: Stack) -> [Artifact] {
    stack.ruleFiles.map { file in
      .yaml(file.path, file.title, stack) { ["groups": .list(file.groups.map(group))] }
    }
  }

  @Sendable private static func group(_ group: RuleGroup) -> Tree {
    .compact([
      "name": .string(group.name),
      "interval": group.interval.map { .string($0.description) },
      "rules": .list(
        group.records.compactMap(record) + group.alerts.flatMap { alert in alert.levels.compactMap { rule(alert, $0) } }
      ),
    ])
  }

  private static func record(_ record: RecordingRule) -> Tree? {
    guard let expression = record.expression else { return nil }
    return .compact([
      "record": .commented(record.help, .string(record.name)),
      "expr": .string(expression.text),
      "labels": record.labels.isEmpty ? nil : .mapping(record.labels.map { .init($0, .string($1)) }),
    ])
  }

  private static func rule(_ alert: Alert, _ level: Alert.Level) -> Tree? {
    guard let expression = level.logQuery ?? level.expression?.text else { return nil }
    return .compact([
      "alert": .string(alert.name),
      "expr": .string(expression),
      "for": alert.duration.milliseconds > 0 ? .string(alert.duration.description) : nil,
      "keep_firing_for": alert.keepFiring.map { .string($0.description) },
      "labels": .texts(alert.staticLabels(level)),
      "annotations": .texts(alert.annotations(level)),
    ])
  }
}
