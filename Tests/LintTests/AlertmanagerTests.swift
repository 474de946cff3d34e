import Documents
import Foundation
import Lint
import PharosCLI
import Support
import Testing

/// Rules over `alertmanager.yml` on real files, and what their fixes write.
struct AlertmanagerTests {
  static let linter = Linter(
    rules: Rule.all.filter { ["alertmanager", "routes", "inhibit", "receivers"].contains($0.family) },
    knowledge: Knowledge(today: "2026-01-01"))

  static func lint(_ files: [(name: String, text: String)]) -> [Finding] {
    let texts = Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.text) })
    return linter.lint(
      files.map { .init($0.name) }, .init(read: { .success(SourceFile(name: $0, text: texts[$0]!)) })
    ).findings
  }

  static func corpus(_ folder: String) -> [String] {
    guard let shared = Repository.shared else { return [] }
    let url = shared.appendingPathComponent("corpora/alertmanager/\(folder)")
    return ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted().map {
      url.appendingPathComponent($0).path
    }
  }

  /// By themselves: without a hint but their content, and for the empty one its path.
  @Test(arguments: corpus("bad"))
  func badFilesHaveAnError(path: String) throws {
    #expect(Self.lint([(path, try String(contentsOfFile: path, encoding: .utf8))]).hasErrors, "\(path)")
  }

  @Test(arguments: corpus("good"))
  func goodFilesHaveNone(path: String) throws {
    let found = Self.lint([(path, try String(contentsOfFile: path, encoding: .utf8))])
    #expect(!found.hasErrors, Comment(rawValue: TextReport.render(found)))
  }

  static let fixes: [(before: String, after: String)] = [
    (
      """
      route:
        routes:
          - match: # why
              severity: critical   # pages
              team: 'it''s'
            receiver: a
          - match_re: { "service": a|b }
      """,
      """
      route:
        routes:
          - matchers: # why
              - 'severity="critical"'   # pages
              - 'team="it''s"'
            receiver: a
          - matchers: ['service=~"a|b"']
      """
    ),
    // Both at once, anchors and several lines are left to people.
    (
      """
      route:
        routes:
          - match: &x { a: b }
          - { match: { a: b }, match_re: { c: d } }
          - match: { a: "b
              c" }
      """,
      """
      route:
        routes:
          - match: &x { a: b }
          - { match: { a: b }, match_re: { c: d } }
          - match: { a: "b
              c" }
      """
    ),
    (
      "route:\n  routes: [{ matchers: [a=b c, 'd=~\"\\d\"'] }]\nreceivers: []\n",
      "route:\n  routes: [{ matchers: ['a=\"b c\"', 'd=~\"\\\\d\"'] }]\nreceivers: []\n"
    ),
    (
      "route: { receiver: a }\nmute_time_intervals: []\nreceivers: []\n",
      "route: { receiver: a }\ntime_intervals: []\nreceivers: []\n"
    ),
  ]

  @Test(arguments: fixes.indices)
  func fixesAreExact(index: Int) {
    let (before, after) = Self.fixes[index]
    let text = before + (before.contains("receivers") ? "" : "\nreceivers: [{ name: a }]\n")
    var bytes = Array(text.utf8)
    let edits = Self.lint([("alertmanager.yml", text)]).compactMap(\.fix).flatMap(\.edits)
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(edit.range, with: edit.replacement.utf8)
    }
    let expected = after + (before.contains("receivers") ? "" : "\nreceivers: [{ name: a }]\n")
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
    // What comes out has nothing more to fix.
    #expect(edits.isEmpty || Self.lint([("alertmanager.yml", expected)]).allSatisfy { $0.fix == nil })
  }

  /// What Prometheus adds or rewrites on the way is not held against a route.
  @Test(arguments: [
    ("", 1), ("global: { external_labels: { team: web } }\n", 0), ("global: { external_labels: { team: shop } }\n", 1),
    ("alerting: { alert_relabel_configs: [{ target_label: team, replacement: web }] }\n", 0),
    ("alerting: { alert_relabel_configs: [{ action: labeldrop, regex: x }] }\n", 0),
  ])
  func prometheusIsConsidered(configuration: String, count: Int) {
    let found = Self.lint([
      (
        "alertmanager.yml",
        "route: { receiver: a, routes: [{ matchers: [team=\"web\"] }] }\nreceivers: [{ name: a }]\n"
      ),
      ("rules.yml", "groups: [{ name: g, rules: [{ alert: A, expr: sum(up) == 0, labels: { severity: info } }] }]\n"),
      ("prometheus.yml", configuration + "scrape_configs: []\n"),
    ])
    #expect(found.count { $0.rule == "routes/no-alert" } == count, Comment(rawValue: TextReport.render(found)))
  }
}
