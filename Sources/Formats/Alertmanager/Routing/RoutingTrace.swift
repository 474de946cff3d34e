import Documents

/// The way of one alert through the tree, step by step.
package struct RoutingTrace: Sendable {
  /// One route that was looked at, or passed over.
  package struct Step: Sendable {
    package let route: Int
    package let outcome: Outcome
    /// The conditions with what the alert has for each.
    package let conditions: [Condition]
  }

  package enum Outcome: Sendable, Equatable {
    /// It matches; `isFinal` where no route below it does, so that this one notifies.
    case matches(isFinal: Bool)
    case differs
    /// An earlier route of the same level matched and does not continue.
    case passedOver(by: Int)
  }

  package struct Condition: Sendable {
    package let matcher: AlertMatcher
    /// nil where the alert lacks the label.
    package let value: String?
    package let holds: Bool
  }

  package let labels: [String: String]
  /// In the order in which Alertmanager looks at the routes.
  package private(set) var steps: [Step] = []
  /// Routes that notify, in order.
  package private(set) var destinations: [Int] = []

  fileprivate init(labels: [String: String], _ tree: RoutingTree) {
    self.labels = labels
    if !tree.entries.isEmpty { _ = visit(0, tree) }
  }

  /// - Returns: whether the route, or one below it, takes the alert.
  private mutating func visit(_ index: Int, _ tree: RoutingTree) -> Bool {
    let entry = tree.entries[index]
    let conditions = entry.route.matchers.matchers.map { matcher in
      Condition(
        matcher: matcher, value: labels[matcher.name], holds: matcher.matches(labels[matcher.name] ?? ""))
    }
    guard conditions.allSatisfy(\.holds) else {
      steps.append(Step(route: index, outcome: .differs, conditions: conditions))
      return false
    }
    let place = steps.count
    steps.append(Step(route: index, outcome: .matches(isFinal: true), conditions: conditions))
    var taker: Int?
    var isTaken = false
    for child in entry.children {
      if let taker {
        steps.append(Step(route: child, outcome: .passedOver(by: taker), conditions: []))
      } else if visit(child, tree) {
        isTaken = true
        if !tree.entries[child].route.continues { taker = child }
      }
    }
    if isTaken {
      steps[place] = Step(route: index, outcome: .matches(isFinal: false), conditions: conditions)
    } else {
      destinations.append(index)
    }
    return true
  }
}

extension RoutingTree {
  /// Where an alert goes.
  package func trace(_ labels: [String: String]) -> RoutingTrace { RoutingTrace(labels: labels, self) }

  /// Who is notified of an alert, in the order of the tree, as `amtool config routes test` prints them.
  package func receivers(of labels: [String: String]) -> [String] {
    trace(labels).destinations.map { entries[$0].options.receiver }
  }
}
