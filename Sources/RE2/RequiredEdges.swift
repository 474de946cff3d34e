/// Text that every match has at its edges, as far as it stands in the pattern.
extension Pattern {
  /// What every match begins with; empty for a search. Longer prefixes may be required than the one that is found.
  public var requiredPrefix: String {
    guard dialect.isAnchored else { return "" }
    var text = ""
    text.unicodeScalars.append(contentsOf: Self.edge(tree, isStart: true).scalars)
    return text
  }

  /// What every match ends with; empty for a search.
  public var requiredSuffix: String {
    guard dialect.isAnchored else { return "" }
    var text = ""
    text.unicodeScalars.append(contentsOf: Self.edge(tree, isStart: false).scalars.reversed())
    return text
  }

  private static let maximumEdge = 1000

  /// The characters from the edge inwards, and whether they are all that the node matches.
  private typealias Edge = (scalars: [Unicode.Scalar], isWhole: Bool)

  private static func edge(_ node: RegexNode, isStart: Bool) -> Edge {
    switch node.ungrouped.kind {
    case .empty, .assertion, .group: return ([], true)
    case .any: return ([], false)
    case .characters(let set): return set.single.map { ([$0], true) } ?? ([], false)
    case .literal(let text, let ignoresCase): return edge(text, ignoresCase, isStart: isStart)
    case .concatenation(let nodes):
      var scalars: [Unicode.Scalar] = []
      for index in nodes.indices {
        let part = edge(nodes[isStart ? index : nodes.count - 1 - index], isStart: isStart)
        scalars += part.scalars
        guard part.isWhole, scalars.count < maximumEdge else { return (scalars, false) }
      }
      return (scalars, true)
    case .alternation(let nodes):
      var common = edge(nodes[0], isStart: isStart)
      for node in nodes.dropFirst() {
        common = shared(common, edge(node, isStart: isStart))
        if common.scalars.isEmpty, !common.isWhole { break }
      }
      return common
    case .repetition(let inner, let minimum, let maximum, _):
      guard maximum != 0 else { return ([], true) }
      guard minimum > 0 else { return ([], false) }
      return repeated(edge(inner, isStart: isStart), minimum, maximum)
    }
  }

  private static func edge(_ text: String, _ ignoresCase: Bool, isStart: Bool) -> Edge {
    let scalars = isStart ? Array(text.unicodeScalars) : text.unicodeScalars.reversed()
    guard ignoresCase else { return (scalars, true) }
    let same = scalars.prefix { CaseFolding.forms(of: $0).count == 1 }
    return (Array(same), same.count == scalars.count)
  }

  private static func shared(_ first: Edge, _ second: Edge) -> Edge {
    let same = zip(first.scalars, second.scalars).prefix { $0 == $1 }.count
    let isEqual = same == first.scalars.count && same == second.scalars.count
    return (Array(first.scalars.prefix(same)), first.isWhole && second.isWhole && isEqual)
  }

  private static func repeated(_ one: Edge, _ minimum: Int, _ maximum: Int?) -> Edge {
    guard one.isWhole, !one.scalars.isEmpty else { return one }
    let times = min(minimum, 1 + maximumEdge / one.scalars.count)
    return ((0..<times).flatMap { _ in one.scalars }, times == maximum)
  }
}
