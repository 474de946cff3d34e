/// Anchors that the dialect sets anyway.
extension Pattern {
  /// `^` and `\A` at the beginning, `$` and `\z` at the end, of each alternative, in order; none for a search.
  public var redundantAnchors: [Range<Int>] {
    guard dialect.isAnchored else { return [] }
    var found: [Range<Int>] = []
    Self.anchors(tree, isStart: true, &found)
    Self.anchors(tree, isStart: false, &found)
    return found.sorted { $0.lowerBound < $1.lowerBound }
  }

  /// Follows the edge of a pattern into groups and alternatives.
  private static func anchors(_ node: RegexNode, isStart: Bool, _ found: inout [Range<Int>]) {
    let node = node.ungrouped
    switch node.kind {
    case .assertion(let assertion): if assertion.isEdge(isStart: isStart) { found.append(node.range) }
    case .alternation(let nodes): for node in nodes { anchors(node, isStart: isStart, &found) }
    case .concatenation(let nodes):
      for node in isStart ? nodes : nodes.reversed() {
        anchors(node, isStart: isStart, &found)
        // What takes no character leaves the edge to what comes next.
        guard case .assertion = node.kind else { return }
      }
    case .empty, .literal, .characters, .any, .repetition, .group: break
    }
  }
}

extension RegexNode.Assertion {
  /// Whether it always holds where the text begins or ends.
  func isEdge(isStart: Bool) -> Bool {
    isStart ? self == .textStart || self == .lineStart : self == .textEnd || self == .lineEnd
  }
}
