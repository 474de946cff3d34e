import Documents
import GoTemplate
import Project
import Regeneration

/// `prometheus/tests/*.yml`: promtool unit tests of every alert, one file for each rule file.
enum RuleTestArtifacts {
  @Sendable static func generate(_ stack: Stack) throws -> [Artifact] {
    try stack.ruleFiles.filter { $0.language == .promQL }.flatMap { file in
      try file.testSteps.compactMap { step in
        // Which of the project's own alerts can be told in advance shows when their texts are filled in.
        guard try !file.isOwn || !tests(of: file, every: step).isEmpty else { return nil }
        return artifact(file, every: step, stack)
      }
    }
  }

  private static func artifact(_ file: RuleFile, every step: PrometheusDuration, _ stack: Stack) -> Artifact {
    let suffix = step == .minutes(1) ? "" : "-every-\(step)"
    return .yaml(
      "prometheus/tests/\(file.name)\(suffix).yml",
      "Unit tests; run them with: promtool test rules prometheus/tests/*.yml", stack
    ) {
      [
        "rule_files": [.string("../rules/\(file.name).yml")], "evaluation_interval": .string(step.description),
        "tests": .list(try tests(of: file, every: step)),
      ]
    }
  }

  private static func tests(of file: RuleFile, every step: PrometheusDuration) throws -> [Tree] {
    try file.groups.flatMap { group in
      try group.records.flatMap { file.cases(of: $0.tests, every: step).map { $0.tree($0.title, []) } }
        + group.alerts.flatMap { alert in
          let cases = file.cases(of: alert.tests, every: step)
          return cases.isEmpty ? [] : try cases.compactMap(AlertTest(alert).tree)
        }
    }
  }
}

/// The cases of one alert. promtool compares every label and every rendered annotation; the templates of these are
/// parsed once for all cases.
private struct AlertTest {
  private let alert: Alert
  private let title: String
  private let levels: [Level]

  private struct Level {
    var labels: [Text]
    var annotations: [Text]
  }

  /// A label or annotation as it is written, and its template where it is one.
  private struct Text {
    let name: String
    private let text: String
    private let template: AlertTemplate?

    init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
      template = text.includes("{{") ? AlertTemplate(text, dialect: .prometheus) : nil
    }

    func filled(_ labels: [String: String], _ value: Double) throws -> (name: String, value: String) {
      (name, try template?.render(labels: labels, value: value, externalLabels: [:]) ?? text)
    }
  }

  init(_ alert: Alert) {
    self.alert = alert
    title = alert.name + (alert.owner.map { " of \($0.name)" } ?? "")
    levels = alert.levels.map { level in
      Level(
        labels: alert.staticLabels(level).map { Text($0.name, $0.value) },
        annotations: alert.annotations(level).map { Text($0.name, $0.value) })
    }
  }

  /// - Returns: nil for a case of the project's own alert that cannot be told in advance: its texts ask for the server's
  ///   address, the time or a query.
  func tree(_ test: TestCase) throws -> Tree? {
    let checks: [Tree]
    do {
      checks = try test.checks.map(check)
    } catch is AlertTemplateError where alert.pack == nil {
      return nil
    }
    return test.tree("\(title): \(test.title)", checks)
  }

  private func check(_ check: TestCase.Check) throws -> Tree {
    .compact([
      "eval_time": .string(check.time.description),
      "alertname": .string(alert.name),
      "exp_alerts": .list(try check.firing.map(firing)),
    ])
  }

  private func firing(_ firing: TestCase.Firing) throws -> Tree {
    let level = levels[firing.level]
    var seriesLabels = firing.labels
    if let owner = alert.owner {
      for (name, value) in owner.targetLabels where seriesLabels[name] == nil { seriesLabels[name] = value }
    }
    let annotations = try level.annotations.map { try $0.filled(seriesLabels, firing.value) }
    let set = try level.labels.map { try $0.filled(seriesLabels, firing.value) }
    let own = firing.labels.filter { label in !set.contains { $0.name == label.key } }
    // A label without a value is none.
    let labels = (set + own.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }).filter {
      !$0.value.isEmpty
    }
    return ["exp_labels": .texts(labels), "exp_annotations": .texts(annotations)]
  }
}

extension TestCase {
  /// The case with what its alerts do.
  fileprivate func tree(_ name: String, _ checks: [Tree]) -> Tree {
    let queries = queries.map { query -> Tree in
      let labels = query.labels.map { "\($0.name)=\(JSONWriter.quoted($0.value))" }.joined(separator: ", ")
      return [
        "expr": .string(query.expression.text),
        "eval_time": .string(query.time.description),
        "exp_samples": .list(
          query.value.map { [["labels": .string("{\(labels)}"), "value": .number($0.plainDecimal)]] } ?? []),
      ]
    }
    return .compact([
      "name": .string(name),
      "interval": .string(interval.description),
      "input_series": .list(series.map { ["series": .string($0.series), "values": .string($0.values)] }),
      "alert_rule_test": checks.isEmpty ? nil : .list(checks),
      "promql_expr_test": queries.isEmpty ? nil : .list(queries),
    ])
  }
}
