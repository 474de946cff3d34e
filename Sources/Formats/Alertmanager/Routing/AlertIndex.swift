import Documents

/// Alerts by what is known of their labels, so that those which may fulfil some conditions are found without asking each.
package struct AlertIndex {
  /// What alerts have for one label.
  package struct Column {
    /// The alerts with each value, in their order.
    private let members: [PossibleLabels.Value: [Int]]
    /// Values that are known of some alerts, sorted.
    package let values: [String]
    package let known: Set<String>

    fileprivate init(_ label: String, of alerts: [PossibleLabels]) {
      members = Dictionary(grouping: alerts.indices) { alerts[$0][label] }
      known = Set(members.keys.compactMap { if case .exactly(let value) = $0 { value } else { nil } })
      values = known.sorted()
    }

    /// Whether nothing is known of the label of some alert but that it is there, or not even that.
    package var hasUnknown: Bool { members[.present] != nil || members[.anything] != nil }
    /// Whether no alert has the label.
    package var isAbsent: Bool { members.keys.allSatisfy { $0 == .absent } }

    /// Alerts that may fulfil a condition on the label, by what they have for it.
    fileprivate func fulfilling(_ matcher: AlertMatcher) -> [[Int]] {
      let asked: any Collection<PossibleLabels.Value>
      if let listed = matcher.values {
        asked = Set(listed.map { .exactly($0) } + [.absent, .present, .anything])
      } else {
        asked = members.keys
      }
      return asked.compactMap { $0.fulfils(matcher) == .no ? nil : members[$0] }
    }
  }

  package let alerts: [PossibleLabels]
  private var columns: [String: Column] = [:]
  private var suggestions: [String: NearestNames] = [:]

  package init(_ alerts: [PossibleLabels]) { self.alerts = alerts }

  /// What the alerts have for a label; looked at once.
  package mutating func column(_ label: String) -> Column {
    if let column = columns[label] { return column }
    let column = Column(label, of: alerts)
    columns[label] = column
    return column
  }

  /// The value of a label that an alert has and another one was meant for.
  package mutating func nearest(to value: String, on label: String) -> String? {
    let values = column(label).values
    return suggestions[label, default: NearestNames(among: values)].nearest(to: value)
  }

  /// Whether no alert fulfils a condition.
  package mutating func lacks(_ matcher: AlertMatcher) -> Bool { column(matcher.name).fulfilling(matcher).isEmpty }

  /// The alerts that may fulfil all of some conditions, in their order.
  package mutating func fulfilling(_ matchers: MatcherList) -> [Int] {
    var fewest: [[Int]]?
    for matcher in matchers.matchers where matcher.values != nil {
      let found = column(matcher.name).fulfilling(matcher)
      if fewest.map({ found.joined().count < $0.joined().count }) ?? true { fewest = found }
    }
    let candidates = fewest.map { $0.joined().sorted() } ?? Array(alerts.indices)
    return candidates.filter { alerts[$0].fulfils(matchers) != .no }
  }
}
