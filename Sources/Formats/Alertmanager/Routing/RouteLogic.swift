/// What follows from the conditions of a routing tree alone, whatever alerts there are.
package struct RouteLogic: Sendable {
  /// Conditions that exclude each other.
  package struct Contradiction: Sendable {
    /// The earlier one; nil where nothing fulfils the other by itself.
    package let first: MatcherList.Placed?
    package let second: MatcherList.Placed
  }

  /// By route, where a condition of its own excludes another or one of a route above it.
  package private(set) var contradictions: [Int: Contradiction] = [:]
  /// Routes that no alert can come to, as conditions of theirs or of those above exclude each other.
  package private(set) var impossible: Set<Int> = []
  /// For each other route the first one beside it that takes every alert which would match it.
  package private(set) var takers: [Int: Int] = [:]

  package init(_ tree: RoutingTree) {
    var way = Way()
    if !tree.entries.isEmpty { visit(0, of: tree, &way) }
  }

  /// The conditions from the root down to a route.
  private struct Way {
    var path = ConditionPath()
    var placed: [MatcherList.Placed] = []
  }

  private mutating func visit(_ index: Int, of tree: RoutingTree, _ way: inout Way) {
    let entry = tree.entries[index], above = way.placed.count
    for placed in entry.route.matchers.placed {
      way.path.append(placed.matcher)
      way.placed.append(placed)
    }
    if let (first, second) = way.path.contradiction {
      impossible.insert(index)
      if second >= above {
        contradictions[index] = Contradiction(
          first: first == second ? nil : way.placed[first], second: way.placed[second])
      }
    }
    visitChildren(of: entry, of: tree, &way)
    way.path.removeLast(to: above)
    way.placed.removeLast(way.placed.count - above)
  }

  private mutating func visitChildren(of entry: RoutingTree.Entry, of tree: RoutingTree, _ way: inout Way) {
    let level = TakerIndex(entry.children.map { tree.entries[$0].route }, above: way.path)
    for (place, child) in entry.children.enumerated() {
      visit(child, of: tree, &way)
      if impossible.contains(child) { continue }
      takers[child] = level.first(takingAllOf: tree.entries[child].route, at: place).map { entry.children[$0] }
    }
  }
}
