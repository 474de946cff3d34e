import Documents
import GoTemplate
import Project
import Regeneration

/// `prometheus/tests/*.yml`: promtool unit tests of every alert, one file for each rule file.
enum RuleTestArtifacts {
  @Sendable static func generate(_ stack: Stack) throws -> [Artifact] {
    let files = stack.ruleFiles.parallelMap { file in Result { try testFiles(of: file, stack) } }
    return try files.flatMap { try $0.get() }
  }

  private static func testFiles(of file: RuleFile, _ stack: Stack) throws -> [Artifact] {
    let cases = file.groups.flatMap(\.alerts).flatMap { alert in alert.cases.map { (alert, $0) } }
    return try [
      testFile(file.name, of: file, cases.filter { $0.1.evaluationTime <= long }, every: "1m", stack),
      testFile("\(file.name)-long", of: file, cases.filter { $0.1.evaluationTime > long }, every: "10m", stack),
    ].compactMap { $0 }
  }

  /// Cases beyond this evaluate their rules less often: a day in steps of a minute takes promtool seconds.
  private static let long = PrometheusDuration.hours(3)

  private static func testFile(
    _ name: String, of file: RuleFile, _ cases: [(Alert, TestCase)], every interval: Tree, _ stack: Stack
  ) throws -> Artifact? {
    guard !cases.isEmpty else { return nil }
    let tree: Tree = [
      "rule_files": [.string("../rules/\(file.name).yml")], "evaluation_interval": interval,
      "tests": .list(try cases.map(test)),
    ]
    return .yaml(
      "prometheus/tests/\(name).yml", tree, "Unit tests; run them with: promtool test rules prometheus/tests/*.yml",
      stack)
  }

  private static func test(_ alert: Alert, _ test: TestCase) throws -> Tree {
    let expectation: Tree = .compact([
      "eval_time": .string(test.evaluationTime.description),
      "alertname": .string(alert.name),
      "exp_alerts": .list(try test.expected.map { try firing(alert, $0) }),
    ])
    return [
      "name": .string("\(alert.name)\(alert.owner.map { " of \($0.name)" } ?? ""): \(test.title)"),
      "interval": .string(test.interval.description),
      "input_series": .list(test.series.map { ["series": .string($0.series), "values": .string($0.values)] }),
      "alert_rule_test": [expectation],
    ]
  }

  /// promtool compares every label and every rendered annotation.
  private static func firing(_ alert: Alert, _ firing: TestCase.Firing) throws -> Tree {
    let level = alert.levels[firing.level]
    var seriesLabels = firing.labels
    if let owner = alert.owner {
      for (name, value) in owner.targetLabels where seriesLabels[name] == nil { seriesLabels[name] = value }
    }
    let annotations = try alert.annotations(level).map { name, text in
      guard text.includes("{{") else { return (name: name, value: text) }
      let template = try AlertTemplate(text, dialect: .prometheus)
      return (
        name: name, value: try template.render(labels: seriesLabels, value: firing.value, externalLabels: [:])
      )
    }
    let own = firing.labels.filter { label in !alert.staticLabels(level).contains { $0.name == label.key } }
    let labels = alert.staticLabels(level) + own.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    return ["exp_labels": .texts(labels), "exp_annotations": .texts(annotations)]
  }
}
