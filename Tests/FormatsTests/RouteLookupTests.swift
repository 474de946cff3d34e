import Documents
import Formats
import Support
import Testing

/// What is looked up in routing trees is what comparing each with each finds.
struct RouteLookupTests {
  /// More routes on a level than are asked one by one.
  private static func tree(_ seed: Int) -> RoutingTree {
    var random = SeededRandom(seed: SeededRandom.seed(or: 0) &+ UInt64(seed))
    func routes(_ count: Int, _ depth: Int, _ indent: String) -> String {
      (0..<count).map { _ in
        let matchers = (0..<Int.random(in: 0...3, using: &random)).map { _ in "'\(matcher(&random))'" }
        let continues = Int.random(in: 0..<4, using: &random) == 0 ? ", continue: true" : ""
        let below =
          depth > 0 && Int.random(in: 0..<4, using: &random) == 0
          ? ", routes: [\n\(routes(Int.random(in: 1...12, using: &random), depth - 1, indent + "  "))]" : ""
        return "\(indent){ matchers: [\(matchers.joined(separator: ", "))]\(continues)\(below) }"
      }.joined(separator: ",\n")
    }
    let text = "route: { receiver: r, routes: [\n\(routes(Int.random(in: 1...24, using: &random), 2, "  "))] }\n"
    let source = SourceFile(name: "alertmanager.yml", text: text)
    return RoutingTree(AlertmanagerFile(YAMLDocuments.read(source).roots[0], in: source))
  }

  private static func matcher(_ random: inout SeededRandom) -> String {
    let label = ["a", "b", "c"].randomElement(using: &random)!
    let value = ["1", "2", "3", "4"].randomElement(using: &random)!
    return label
      + [
        "=\"\(value)\"", "!=\"\(value)\"", "=~\"\(value)|9\"", "=~\"[1\(value)]\"", "=~\"\(value).*\"",
        "!~\"\(value).*\"", "=\"\"", "!=\"\"", "=~\".+\"", "=~\".*\"", "=~\"[^\\\\s\\\\S]\"",
      ].randomElement(using: &random)!
  }

  private static func values(_ random: inout SeededRandom) -> PossibleLabels {
    var labels: [String: PossibleLabels.Value] = [:]
    for label in ["a", "b", "c"] {
      labels[label] =
        [.absent, .present, .anything, .exactly("1"), .exactly("2"), .exactly("3"), .exactly("9")]
        .randomElement(using: &random)!
    }
    return PossibleLabels(labels, others: .absent)
  }

  @Test(arguments: 0..<80)
  func contradictionsAndTakers(seed: Int) {
    let tree = Self.tree(seed)
    let logic = RouteLogic(tree)
    for (index, entry) in tree.entries.enumerated() {
      let conditions = tree.conditions(at: index)
      let expected = Naive.contradiction(conditions)
      #expect(logic.impossible.contains(index) == (expected != nil), "\(conditions)")
      let inherited = conditions.count - entry.route.matchers.placed.count
      let own = expected.flatMap { $0.second >= inherited ? $0 : nil }
      let found = logic.contradictions[index]
      #expect(found?.second.matcher.description == own.map { conditions[$0.second].description })
      #expect(
        found?.first?.matcher.description
          == own.flatMap { $0.first == $0.second ? nil : conditions[$0.first].description })
      guard let parent = entry.parent else { continue }
      let earlier = tree.entries[parent].children.prefix { $0 != index }
      let taker = earlier.first {
        !tree.entries[$0].route.continues && Naive.implies(conditions, tree.entries[$0].route.matchers.matchers)
      }
      #expect(logic.takers[index] == (expected == nil ? taker : nil), "\(conditions)")
    }
  }

  @Test(arguments: 0..<80)
  func reaches(seed: Int) {
    let tree = Self.tree(seed)
    var random = SeededRandom(seed: UInt64(seed))
    let alerts = (0..<20).map { _ in Self.values(&random) }
    for (alert, reach) in zip(alerts, tree.reaches(alerts)) {
      let expected = Naive.Reach(of: alert, in: tree)
      #expect(reach.entered == expected.entered)
      #expect(reach.certain == expected.certain && reach.possible == expected.possible)
    }
  }

  @Test(arguments: 0..<40)
  func alertsThatFulfil(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let alerts = (0..<Int.random(in: 0...30, using: &random)).map { _ in Self.values(&random) }
    var index = AlertIndex(alerts)
    for list in Self.tree(seed).entries.map(\.route.matchers) {
      #expect(index.fulfilling(list) == alerts.indices.filter { alerts[$0].fulfils(list) != .no })
      for matcher in list.matchers {
        #expect(index.lacks(matcher) == alerts.allSatisfy { $0.fulfils(matcher) == .no }, "\(matcher)")
      }
    }
    for label in ["a", "b", "d"] {
      let column = index.column(label), values = alerts.map { $0[label] }
      #expect(column.isAbsent == values.allSatisfy { $0 == .absent })
      #expect(column.hasUnknown == values.contains { $0 == .present || $0 == .anything })
      #expect(Set(column.values) == column.known && column.known.allSatisfy { values.contains(.exactly($0)) })
    }
  }
}

/// The same by comparing each with each.
private enum Naive {
  static func contradiction(_ conditions: [AlertMatcher]) -> (first: Int, second: Int)? {
    for (index, condition) in conditions.enumerated() {
      if PossibleLabels(others: .anything).fulfils(condition) == .no { return (index, index) }
      for earlier in 0..<index where conditions[earlier].name == condition.name {
        if excludes(conditions[earlier], condition) || excludes(condition, conditions[earlier]) {
          return (earlier, index)
        }
      }
    }
    return nil
  }

  private static func excludes(_ one: AlertMatcher, _ other: AlertMatcher) -> Bool {
    guard let values = one.values else { return false }
    return !values.contains(where: other.matches)
  }

  static func implies(_ conditions: [AlertMatcher], _ others: [AlertMatcher]) -> Bool {
    others.allSatisfy { MatcherLogic.implies(conditions, [$0]) }
  }

  struct Reach {
    var entered: Set<Int> = []
    var certain: [Int] = []
    var possible: [Int] = []

    init(of alert: PossibleLabels, in tree: RoutingTree) { _ = visit(0, alert, .yes, tree) }

    private mutating func visit(
      _ index: Int, _ alert: PossibleLabels, _ arrives: Certainty, _ tree: RoutingTree
    ) -> Certainty {
      let matches = alert.fulfils(tree.entries[index].route.matchers)
      if matches == .no { return .no }
      entered.insert(index)
      var isTaken = Certainty.no, below = arrives && matches
      for child in tree.entries[index].children {
        let taken = visit(child, alert, below, tree)
        isTaken = max(isTaken, taken)
        if taken == .no || tree.entries[child].route.continues { continue }
        if taken == .yes { break }
        below = .maybe
      }
      if isTaken != .yes { possible.append(index) }
      if isTaken == .no, (arrives && matches) == .yes { certain.append(index) }
      return matches
    }
  }
}
