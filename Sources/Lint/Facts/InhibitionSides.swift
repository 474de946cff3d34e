import Formats

/// The sides of inhibit rules, with the alerts that may be on each. Rules have sides in common, which are looked at once.
struct InhibitionSides {
  /// The alerts that may be on one side.
  final class Side {
    private let alerts: [PossibleLabels]
    private var values: [String: Set<PossibleLabels.Value>] = [:]

    fileprivate init(_ alerts: [PossibleLabels]) { self.alerts = alerts }

    var isEmpty: Bool { alerts.isEmpty }

    /// What they have for a label.
    func values(of label: String) -> Set<PossibleLabels.Value> {
      if let known = values[label] { return known }
      let found = Set(alerts.map { $0[label] })
      values[label] = found
      return found
    }
  }

  var alerts: AlertIndex
  private var sides: [String: Side] = [:]

  init(_ view: RoutingView) { alerts = AlertIndex(view.groups.map(\.labels)) }

  mutating func inhibition(_ rule: InhibitRule) -> Inhibition {
    Inhibition(rule: rule, source: side(rule.source), target: side(rule.target))
  }

  private mutating func side(_ conditions: MatcherList) -> Side {
    let key = conditions.matchers.map(\.canonical).joined(separator: ",")
    if let side = sides[key] { return side }
    let side = Side(alerts.fulfilling(conditions).map { alerts.alerts[$0] })
    sides[key] = side
    return side
  }
}

/// The two sides of an inhibit rule.
struct Inhibition {
  let rule: InhibitRule
  let source: InhibitionSides.Side
  let target: InhibitionSides.Side

  /// Whether the rule is wrong by itself, whatever alerts there are.
  var isImpossible: Bool {
    let conditions = Dictionary(grouping: rule.source.matchers + rule.target.matchers, by: \.name)
    return [rule.source.matchers, rule.target.matchers].contains { MatcherLogic.contradiction($0) != nil }
      || rule.equal.contains { MatcherLogic.contradiction(conditions[$0.value] ?? []) != nil }
  }

  func neverAgrees(on label: String) -> Bool {
    let mine = source.values(of: label), theirs = target.values(of: label)
    // What is not known may be anything; of what is known, only the same agrees.
    if mine.contains(.anything) || theirs.contains(.anything) { return false }
    func mayMeet(_ one: Set<PossibleLabels.Value>, _ other: Set<PossibleLabels.Value>) -> Bool {
      one.contains(.present) && other.contains { $0 != .absent }
    }
    return mine.isDisjoint(with: theirs) && !mayMeet(mine, theirs) && !mayMeet(theirs, mine)
  }

  /// Whether neither side ever carries a label.
  func nobodyHas(_ label: String) -> Bool {
    source.values(of: label).union(target.values(of: label)).isSubset(of: [.absent])
  }
}
