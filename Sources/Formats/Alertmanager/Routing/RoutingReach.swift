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

/// The routes of a level by what they ask for: an alert is held against those alone that it may fulfil.
private struct RouteLookup {
  private enum Feature: Hashable {
    /// The label has one of some values.
    case value(String)
    /// Its value begins in some way.
    case start(String)
  }

  private let filing: RarestFiling<Feature>?
  private let count: Int
  /// How long the beginnings are that are asked of each label, in scalars.
  private var starts: [String: Set<Int>] = [:]
  /// The routes that take a label that is not there.
  private var takingNothing: [[Int]] = []

  /// Up to as many routes are asked one by one.
  private static let few = 8

  /// - Parameter routes: the conditions of each.
  init(_ routes: [[AlertMatcher]]) {
    count = routes.count
    guard count > Self.few else {
      filing = nil
      return
    }
    var items: [[Feature: Set<String>]] = []
    for matchers in routes {
      var features: [Feature: Set<String>] = [:]
      for matcher in matchers {
        if let values = matcher.values {
          features[.value(matcher.name)] = Set(values)
        } else if let start = matcher.requiredPrefix {
          features[.start(matcher.name)] = [start]
          starts[matcher.name, default: []].insert(start.unicodeScalars.count)
        }
      }
      items.append(features)
    }
    let filing = RarestFiling(items)
    self.filing = filing
    takingNothing = filing.lists(of: "")
  }

  /// The routes that an alert may fulfil, and a few more, in their order.
  func candidates(_ alert: PossibleLabels) -> [Int] {
    guard let filing else { return Array(0..<count) }
    let lists =
      alert.others == .absent
      ? filing.candidates(
        alert.known.keys.lazy.flatMap { [Feature.value($0), .start($0)] }.map { ($0, texts(of: $0, alert)) },
        rest: takingNothing)
      : filing.candidates { texts(of: $0, alert) }
    return Set(lists.joined()).sorted()
  }

  /// What is asked for that an alert may have; nil where that is not known.
  private func texts(of feature: Feature, _ alert: PossibleLabels) -> Set<String>? {
    switch feature {
    case .value(let label): text(alert[label]).map { [$0] }
    case .start(let label):
      text(alert[label]).map { text in Set((starts[label] ?? []).map { String(text.unicodeScalars.prefix($0)) }) }
    }
  }

  /// What a label is compared with; nil where that is not known.
  private func text(_ value: PossibleLabels.Value) -> String? {
    switch value {
    case .exactly(let text): text
    case .absent: ""
    case .present, .anything: nil
    }
  }
}
