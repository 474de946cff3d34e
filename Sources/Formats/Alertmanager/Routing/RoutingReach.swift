extension RoutingTree {
  /// Where an alert can come to, by what is known of its labels.
  package struct Reach: Sendable {
    /// Routes whose conditions, with all above them, the alert may fulfil without being taken by an earlier one.
    package fileprivate(set) var entered: Set<Int> = []
    /// Routes that notify of it whatever the unknown labels are.
    package fileprivate(set) var certain: [Int] = []
    /// Routes that may notify of it.
    package fileprivate(set) var possible: [Int] = []
  }

  /// Where each of some alerts can come to.
  package func reaches(_ alerts: [PossibleLabels]) -> [Reach] {
    let levels = entries.map { entry in RouteLookup(entry.children.map { entries[$0].route.matchers.matchers }) }
    return alerts.map { labels in
      var reach = Reach()
      if !entries.isEmpty { _ = visit(0, labels, arrives: .yes, levels, &reach) }
      return reach
    }
  }

  /// - Returns: whether the route takes the alert, if it arrives.
  private func visit(
    _ index: Int, _ labels: PossibleLabels, arrives: Certainty, _ levels: [RouteLookup], _ reach: inout Reach
  ) -> Certainty {
    let entry = entries[index]
    let matches = labels.fulfils(entry.route.matchers)
    if matches == .no { return .no }
    reach.entered.insert(index)
    var isTaken = Certainty.no
    var arrivesBelow = arrives && matches
    for child in levels[index].candidates(labels).lazy.map({ entry.children[$0] }) {
      let taken = visit(child, labels, arrives: arrivesBelow, levels, &reach)
      isTaken = max(isTaken, taken)
      if taken == .no || entries[child].route.continues { continue }
      if taken == .yes { break }
      arrivesBelow = .maybe
    }
    if isTaken != .yes { reach.possible.append(index) }
    if isTaken == .no, (arrives && matches) == .yes { reach.certain.append(index) }
    return matches
  }
}

/// The routes of a level by the values that they ask for: an alert is held against those alone that it may fulfil.
private struct RouteLookup {
  private let filing: RarestFiling<String>?
  private let count: Int

  /// Up to as many routes are asked one by one.
  private static let few = 8

  /// - Parameter routes: the conditions of each.
  init(_ routes: [[AlertMatcher]]) {
    count = routes.count
    filing =
      count <= Self.few
      ? nil
      : RarestFiling(
        routes.map { matchers in
          Dictionary(matchers.compactMap { matcher in matcher.values.map { (matcher.name, Set($0)) } }) { one, _ in one
          }
        })
  }

  /// The routes that an alert may fulfil, and a few more, in their order.
  func candidates(_ alert: PossibleLabels) -> [Int] {
    guard let filing else { return Array(0..<count) }
    let lists = filing.candidates { label in
      switch alert[label] {
      case .exactly(let value): [value]
      case .absent: [""]
      case .present, .anything: nil
      }
    }
    return Set(lists.joined()).sorted()
  }
}
