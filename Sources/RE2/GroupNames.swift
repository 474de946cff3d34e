extension Pattern {
  /// The names of its groups, in the order of the text.
  public var groupNames: [String] { tree.groupNames }
}

extension RegexNode {
  fileprivate var groupNames: [String] {
    switch kind {
    case .group(let inner, _, let name): [name].compactMap { $0 } + inner.groupNames
    case .repetition(let inner, _, _, _): inner.groupNames
    case .concatenation(let nodes), .alternation(let nodes): nodes.flatMap(\.groupNames)
    case .empty, .literal, .characters, .any, .assertion: []
    }
  }
}
