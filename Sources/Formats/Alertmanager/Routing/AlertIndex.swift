import Documents

/// Alerts by what is known of their labels, so that those which may fulfil some conditions are found without asking each.
package struct AlertIndex {
  /// What alerts have for one label.
  package struct Column {
    /// The alerts of which something is known of this label, by what that is, in their order.
    private let members: [PossibleLabels.Value: [Int]]
    /// What other alerts have.
    fileprivate let others: Set<PossibleLabels.Value>
    /// Both.
    private let all: Set<PossibleLabels.Value>
    /// Values that are known of some alerts, sorted.
    package let values: [String]
    package let known: Set<String>
    /// The same, sorted by their bytes, as patterns match them.
    private let byBytes: [String]

    fileprivate init(_ members: [PossibleLabels.Value: [Int]], others: Set<PossibleLabels.Value>) {
      self.members = members
      self.others = others
      all = others.union(members.keys)
      known = Set(all.compactMap { if case .exactly(let value) = $0 { value } else { nil } })
      values = known.sorted()
      byBytes = values.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Whether nothing is known of the label of some alert but that it is there, or not even that.
    package var hasUnknown: Bool { all.contains(.present) || all.contains(.anything) }
    /// Whether no alert has the label.
    package var isAbsent: Bool { all.allSatisfy { $0 == .absent } }

    /// Whether no alert fulfils a condition on the label.
    fileprivate func lacks(_ matcher: AlertMatcher) -> Bool {
      asked(matcher).allSatisfy { !all.contains($0) || $0.fulfils(matcher) == .no }
    }

    /// Alerts that may fulfil a condition on the label, of those of which something is known of it.
    fileprivate func fulfilling(_ matcher: AlertMatcher) -> [[Int]] {
      asked(matcher).compactMap { $0.fulfils(matcher) == .no ? nil : members[$0] }
    }

    /// Values of which others do not fulfil a condition.
    private func asked(_ matcher: AlertMatcher) -> any Collection<PossibleLabels.Value> {
      if let listed = matcher.values { return Set(listed.map { .exactly($0) } + Self.unlisted) }
      guard let start = matcher.requiredPrefix else { return all }
      let first = byBytes.boundary { !$0.utf8.lexicographicallyPrecedes(start.utf8) }
      return byBytes[first...].prefix { $0.utf8.starts(with: start.utf8) }.map { .exactly($0) } + Self.unlisted
    }

    private static let unlisted: [PossibleLabels.Value] = [.absent, .present, .anything]
  }

  package let alerts: [PossibleLabels]
  /// By label, what is known of it.
  private var members: [String: [PossibleLabels.Value: [Int]]] = [:]
  /// The alerts by what holds for each label that is not listed for them.
  private var byOthers: [PossibleLabels.Value: [Int]] = [:]
  private var columns: [String: Column] = [:]
  private var suggestions: [String: NearestNames] = [:]

  package init(_ alerts: [PossibleLabels]) {
    self.alerts = alerts
    for (index, alert) in alerts.enumerated() {
      byOthers[alert.others, default: []].append(index)
      for (label, value) in alert.known { members[label, default: [:]][value, default: []].append(index) }
    }
  }

  /// What the alerts have for a label; looked at once.
  package mutating func column(_ label: String) -> Column {
    if let column = columns[label] { return column }
    let own = members[label] ?? [:]
    let knowing = own.values.joined().reduce(into: [:]) { $0[alerts[$1].others, default: 0] += 1 }
    let column = Column(own, others: Set(byOthers.filter { $1.count > knowing[$0] ?? 0 }.keys))
    columns[label] = column
    return column
  }

  /// The value of a label that an alert has and another one was meant for.
  package mutating func nearest(to value: String, on label: String) -> String? {
    let values = column(label).values
    return suggestions[label, default: NearestNames(among: values)].nearest(to: value)
  }

  /// Whether no alert fulfils a condition.
  package mutating func lacks(_ matcher: AlertMatcher) -> Bool { column(matcher.name).lacks(matcher) }

  /// The alerts that may fulfil all of some conditions, in their order.
  package mutating func fulfilling(_ matchers: MatcherList) -> [Int] {
    var fewest: [[Int]] = [Array(alerts.indices)]
    for matcher in matchers.matchers where matcher.values != nil || matcher.requiredPrefix != nil {
      let column = column(matcher.name)
      let others = column.others.filter { $0.fulfils(matcher) != .no }.map { byOthers[$0]! }
      let found = column.fulfilling(matcher) + others
      if found.joined().count < fewest.joined().count { fewest = found }
    }
    return Set(fewest.joined()).sorted().filter { alerts[$0].fulfils(matchers) != .no }
  }
}
