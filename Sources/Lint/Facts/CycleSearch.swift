/// Finds the circles in a graph, without recursion: files can be as deep as somebody likes.
enum CycleSearch {
  /// At least one circle of those that hang together, and at most one that begins with a step.
  ///
  /// - Parameters:
  ///   - nodes: where the search begins, in this order.
  ///   - steps: the ways out of a node.
  /// - Returns: the steps of each circle.
  static func cycles<Node: Hashable, Step>(
    from nodes: some Sequence<Node>, steps: (Node) -> [(to: Node, step: Step)]
  ) -> [[Step]] {
    var cycles: [[Step]] = []
    var done: Set<Node> = [], entered: Set<[Node]> = []
    for start in nodes where !done.contains(start) {
      var path = [(node: start, steps: steps(start), next: 0)]
      var places = [start: 0]
      while let last = path.indices.last {
        let (node, ways, next) = path[last]
        guard next < ways.count else {
          places[node] = nil
          done.insert(node)
          path.removeLast()
          continue
        }
        path[last].next += 1
        let target = ways[next].to
        if let first = places[target] {
          let second = path[first].steps[path[first].next - 1].to
          if entered.insert([target, second]).inserted {
            cycles.append(path[first...].map { $0.steps[$0.next - 1].step })
          }
        } else if !done.contains(target) {
          places[target] = path.count
          path.append((target, steps(target), 0))
        }
      }
    }
    return cycles
  }
}
