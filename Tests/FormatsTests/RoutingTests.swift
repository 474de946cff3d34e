import Documents
import Formats
import Foundation
import Support
import Testing

/// Who hears of an alert, in trees made at random, against amtool.
struct RoutingTests {
  static let labels = ["a", "b", "c"]
  static let values = ["1", "2", "3"]

  /// A tree with every kind of condition that both can read.
  static func route(_ random: inout SeededRandom, depth: Int, indent: String) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let matchers = (0..<Int.random(in: 0...2, using: &random)).map { _ -> String in
        let label = labels.randomElement(using: &random)!, value = values.randomElement(using: &random)!
        return [
          "\(label)=\"\(value)\"", "\(label)!=\"\(value)\"", "\(label)=~\"\(value)|9\"", "\(label)!~\"[\(value)8]\"",
          "\(label)=\"\"", "\(label)=~\".+\"",
        ].randomElement(using: &random)!
      }
      text += "\(indent)- matchers: [\(matchers.map { "'\($0)'" }.joined(separator: ", "))]\n"
      if Bool.random(using: &random) { text += "\(indent)  receiver: r\(Int.random(in: 0..<8, using: &random))\n" }
      if Int.random(in: 0..<3, using: &random) == 0 { text += "\(indent)  continue: yes\n" }
      if depth > 0, Bool.random(using: &random) {
        text += "\(indent)  routes:\n" + route(&random, depth: depth - 1, indent: indent + "  ")
      }
    }
    return text
  }

  static func configuration(_ seed: UInt64) -> String {
    var random = SeededRandom(seed: seed)
    let receivers = (0..<8).map { "- name: r\($0)\n" }.joined()
    return "route:\n  receiver: r0\n  routes:\n" + route(&random, depth: 2, indent: "  ") + "receivers:\n" + receivers
  }

  @Test(arguments: 0..<25)
  func amtoolAgrees(seed: Int) throws {
    let text = Self.configuration(UInt64(seed))
    let folder = try TemporaryFolder()
    try folder.write(text, to: "alertmanager.yml")
    let source = SourceFile(name: "alertmanager.yml", text: text)
    let tree = RoutingTree(AlertmanagerFile(YAMLDocuments.read(source).roots[0], in: source))
    var random = SeededRandom(seed: UInt64(seed) + 1000)
    for _ in 0..<6 {
      var labels: [String: String] = [:]
      for label in Self.labels where Bool.random(using: &random) {
        labels[label] = Self.values.randomElement(using: &random)!
      }
      let arguments = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      let result = try Tool.run(
        "amtool", ["config", "routes", "test", "--config.file=\(folder.file("alertmanager.yml").path)"] + arguments)
      let expected = result.output.trimmingCharacters(in: .whitespacesAndNewlines)
      #expect(
        tree.receivers(of: labels).joined(separator: ",") == expected,
        Comment(rawValue: "\(arguments)\n\(text)\(result.error)"))
      // What is certain and what is possible agree with what happens.
      let reach = tree.reaches([PossibleLabels(labels.mapValues { .exactly($0) }, others: .absent)])[0]
      let destinations = tree.trace(labels).destinations
      #expect(reach.certain == destinations.sorted() || reach.certain.sorted() == destinations.sorted())
      // An alert of which less is known can come to no fewer places.
      let blurred = tree.reaches([
        PossibleLabels(labels.filter { $0.key != "b" }.mapValues { .exactly($0) }, others: .anything)
      ])[0]
      #expect(Set(destinations).isSubset(of: blurred.possible) && blurred.entered.isSuperset(of: reach.entered))
    }
  }

  /// What is proved from conditions alone holds for every label set.
  @Test(arguments: 0..<40)
  func logicHolds(seed: Int) throws {
    let source = SourceFile(name: "x", text: Self.configuration(UInt64(seed)))
    let tree = RoutingTree(AlertmanagerFile(YAMLDocuments.read(source).roots[0], in: source))
    let lists = tree.entries.indices.map { tree.conditions(at: $0) }
    let texts = [""] + Self.values + ["9"]
    let all = texts.flatMap { a in texts.flatMap { b in texts.map { ["a": a, "b": b, "c": $0] } } }
    func holds(_ conditions: [AlertMatcher], _ labels: [String: String]) -> Bool {
      conditions.allSatisfy { $0.matches(labels[$0.name]!) }
    }
    for list in lists {
      if MatcherLogic.contradiction(list) != nil {
        #expect(!all.contains { holds(list, $0) }, "\(list)")
      }
      for other in lists where MatcherLogic.implies(list, other) {
        #expect(all.allSatisfy { !holds(list, $0) || holds(other, $0) }, "\(list) implies \(other)")
      }
    }
  }

  @Test func optionsAreInherited() throws {
    let source = SourceFile(
      name: "x",
      text: """
        route:
          receiver: a
          group_by: [x]
          group_wait: 1m
          routes:
            - routes:
                - { group_by: ['...'], repeat_interval: 1d, mute_time_intervals: [n], routes: [{ receiver: b, group_by: [] }] }
        """)
    let entries = RoutingTree(AlertmanagerFile(YAMLDocuments.read(source).roots[0], in: source)).entries
    #expect(entries.map(\.options.receiver) == ["a", "a", "a", "b"])
    #expect(entries.map(\.options.groupBy) == [["x"], ["x"], ["x"], []])
    #expect(entries.map(\.options.groupsByAll) == [false, false, true, false])
    #expect(entries.map { "\($0.options.repeatInterval)" } == ["4h", "4h", "1d", "1d"])
    #expect(entries.map { "\($0.options.groupWait)" } == ["1m", "1m", "1m", "1m"])
    #expect(entries.map(\.options.muteTimeIntervals) == [[], [], ["n"], []])
  }

  @Test func inhibition() throws {
    let source = SourceFile(
      name: "x",
      text: """
        inhibit_rules:
          - { source_matchers: [severity="critical"], target_match_re: { severity: "warning|critical" }, equal: [service, gone] }
        """)
    let rule = AlertmanagerFile(YAMLDocuments.read(source).roots[0], in: source).inhibitRules[0]
    let critical = ["severity": "critical", "service": "a"], warning = ["severity": "warning", "service": "a"]
    #expect(rule.inhibits(warning, by: critical))
    #expect(!rule.inhibits(["severity": "warning", "service": "b"], by: critical))
    // Both match both sides.
    #expect(!rule.inhibits(critical, by: critical))
    #expect(!rule.inhibits(critical, by: warning))
    // Missing equals missing.
    #expect(rule.inhibits(["severity": "warning"], by: ["severity": "critical"]))
  }
}
