import Documents

/// The routing tree of an Alertmanager with everything that routes inherit filled in.
///
/// <https://github.com/prometheus/alertmanager/blob/main/dispatch/route.go>
package struct RoutingTree: Sendable {
  /// A route with what holds for it.
  package struct Entry: Sendable {
    package let route: AlertmanagerRoute
    /// Index of the route above; nil for the root.
    package let parent: Int?
    package internal(set) var children: [Int] = []
    /// How many routes are above.
    package let depth: Int
    package let options: Options
  }

  /// How alerts that end at a route are notified of.
  package struct Options: Sendable {
    package var receiver = ""
    package var groupBy: [String] = []
    /// `...`: by all labels, so that each alert is alone.
    package var groupsByAll = false
    // https://github.com/prometheus/alertmanager/blob/main/dispatch/route.go, DefaultRouteOpts
    package var groupWait = PrometheusDuration.seconds(30)
    package var groupInterval = PrometheusDuration.minutes(5)
    package var repeatInterval = PrometheusDuration.hours(4)
    package var labels: [(name: String, value: String)] = []
    /// These two are not inherited.
    package var muteTimeIntervals: [String] = []
    package var activeTimeIntervals: [String] = []
  }

  package let file: AlertmanagerFile
  /// Each before those below it, the root first; empty where there is no route.
  package private(set) var entries: [Entry] = []

  package init(_ file: AlertmanagerFile) {
    self.file = file
    if let root = file.route { _ = add(root, below: nil, inheriting: Options()) }
  }

  private mutating func add(_ route: AlertmanagerRoute, below parent: Int?, inheriting options: Options) -> Int {
    let index = entries.count
    let options = options.overridden(by: route)
    entries.append(
      Entry(route: route, parent: parent, depth: parent.map { entries[$0].depth + 1 } ?? 0, options: options))
    for child in route.routes {
      let child = add(child, below: index, inheriting: options)
      entries[index].children.append(child)
    }
    return index
  }

  /// The routes from the root down to one.
  package func ancestry(of index: Int) -> [Int] {
    var path = [index]
    while let parent = entries[path[0]].parent { path.insert(parent, at: 0) }
    return path
  }

  /// All conditions that an alert has fulfilled once it is at a route.
  package func conditions(at index: Int) -> [AlertMatcher] {
    ancestry(of: index).flatMap { entries[$0].route.matchers.matchers }
  }
}

extension RoutingTree.Options {
  fileprivate func overridden(by route: AlertmanagerRoute) -> Self {
    func duration(_ text: Text?) -> PrometheusDuration? { text.flatMap { PrometheusDuration($0.value) } }
    var result = self
    if let receiver = route.receiver { result.receiver = receiver.value }
    if let groupBy = route.groupBy {
      let names = groupBy.map(\.value)
      if names.contains("...") {
        result.groupsByAll = true
      } else {
        result.groupBy = names
        result.groupsByAll = false
      }
    }
    result.groupWait = duration(route.groupWait) ?? groupWait
    result.groupInterval = duration(route.groupInterval) ?? groupInterval
    result.repeatInterval = duration(route.repeatInterval) ?? repeatInterval
    for entry in route.node["labels"]?.mapping ?? [] {
      guard let name = entry.key.text, let value = entry.value.text else { continue }
      result.labels.removeAll { $0.name == name }
      result.labels.append((name, value))
    }
    result.muteTimeIntervals = route.muteTimeIntervals.map(\.value)
    result.activeTimeIntervals = route.activeTimeIntervals.map(\.value)
    return result
  }
}
