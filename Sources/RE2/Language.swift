/// What a pattern matches as a whole. A pattern whose automaton is too large to be walked through has no answer, nil.
extension Pattern {
  /// Whether every text matches, so that the matcher says nothing.
  public var matchesEverything: Bool? { walk(skippingNewlines: false).map { $0.acceptsAll } }

  /// Whether every text without a line feed matches, which is every text that a label usually has.
  public var matchesEveryLine: Bool? { walk(skippingNewlines: true).map { $0.acceptsAll } }

  /// Whether no text at all matches.
  public var matchesNothing: Bool? { walk(skippingNewlines: false).map { !$0.acceptsAny } }

  private static let maximumStates = 4000

  /// Visits every state that some text leads to.
  private func walk(skippingNewlines: Bool) -> (acceptsAll: Bool, acceptsAny: Bool)? {
    guard let program = Program(tree), program.instructions.count <= 20_000 else { return nil }
    var automaton = Automaton(program, isAnchored: dialect.isAnchored)
    guard automaton.kindCount * Self.maximumStates < 1 << 20 else { return nil }
    var seen: Set<Int32> = [automaton.initial()]
    var open = [automaton.initial()]
    var result = (acceptsAll: true, acceptsAny: false)
    let newline = automaton.kind(of: 0x0A)
    // The kind of a line feed may hold other characters, which then stand for it.
    let kinds = (0..<automaton.kindCount).filter { [automaton] kind in
      // Surrogates are no characters.
      !(0xD800...0xDFFF).contains(automaton.representative(of: kind))
        && (!skippingNewlines || kind != newline || !automaton.isNewlineAlone)
    }
    while let state = open.popLast() {
      if automaton.accepts(state) { result.acceptsAny = true } else { result.acceptsAll = false }
      for kind in kinds {
        let next = automaton.step(state, kind)
        if seen.insert(next).inserted { open.append(next) }
      }
      guard seen.count <= Self.maximumStates else { return nil }
    }
    return result
  }
}

extension Automaton {
  /// Whether the line feed is told apart from every other character.
  fileprivate var isNewlineAlone: Bool { kind(of: 0x0A) != kind(of: 0x09) && kind(of: 0x0A) != kind(of: 0x0B) }
}

/// What a pattern says in other words.
extension Pattern {
  /// The one text that the pattern matches, which could be compared with `=`; nil if it is not that simple.
  public var literal: String? {
    let texts = literals(limit: 1)
    return texts?.count == 1 ? texts![0] : nil
  }

  /// All texts that the pattern matches, in the order in which it names them; nil for more than `limit` or no end of them.
  public func literals(limit: Int) -> [String]? {
    guard dialect.isAnchored else { return nil }
    let anchors = Set(redundantAnchors)
    guard let texts = Self.literals(of: tree, limit, anchors) else { return nil }
    // By bytes: to Swift the Kelvin sign is a K.
    var seen: Set<[UInt8]> = []
    return texts.filter { seen.insert(Array($0.utf8)).inserted }
  }

  private static func literals(of node: RegexNode, _ limit: Int, _ anchors: Set<Range<Int>>) -> [String]? {
    switch node.kind {
    case .empty: return [""]
    case .any: return nil
    case .assertion: return anchors.contains(node.range) ? [""] : nil
    case .group(let inner, _, _): return literals(of: inner, limit, anchors)
    case .literal(let scalars, let ignoresCase):
      var texts = [""]
      for scalar in scalars {
        let forms = ignoresCase ? CaseFolding.forms(of: scalar) : [scalar]
        guard texts.count * forms.count <= limit else { return nil }
        texts = texts.flatMap { text in forms.map { text + String($0) } }
      }
      return texts
    case .characters(let set):
      guard set.count <= limit else { return nil }
      return set.ranges.flatMap { $0.compactMap { Unicode.Scalar($0).map { String($0) } } }
    case .alternation(let nodes):
      var texts: [String] = []
      for node in nodes {
        guard let more = literals(of: node, limit, anchors), texts.count + more.count <= limit else { return nil }
        texts += more
      }
      return texts
    case .concatenation(let nodes):
      var texts = [""]
      for node in nodes {
        guard let more = literals(of: node, limit, anchors), texts.count * more.count <= limit else { return nil }
        texts = texts.flatMap { text in more.map { text + $0 } }
      }
      return texts
    case .repetition(let inner, let minimum, let maximum, _):
      guard let maximum, maximum <= limit, let one = literals(of: inner, limit, anchors) else { return nil }
      var result: [String] = [], power = [""]
      for count in 0...maximum {
        if count >= minimum { result += power }
        guard result.count <= limit, power.count * one.count <= max(limit, 1) || count == maximum else { return nil }
        if count < maximum { power = power.flatMap { text in one.map { text + $0 } } }
      }
      return result
    }
  }

  /// `^` and `\A` at the beginning, `$` and `\z` at the end, which the dialect adds anyway.
  public var redundantAnchors: [Range<Int>] {
    guard dialect.isAnchored else { return [] }
    var found: [Range<Int>] = []
    Self.anchors(tree, isStart: true, &found)
    Self.anchors(tree, isStart: false, &found)
    return found.sorted { $0.lowerBound < $1.lowerBound }
  }

  /// Follows the edge of a pattern into groups and alternatives.
  private static func anchors(_ node: RegexNode, isStart: Bool, _ found: inout [Range<Int>]) {
    switch node.kind {
    case .assertion(.textStart) where isStart, .assertion(.textEnd) where !isStart: found.append(node.range)
    case .group(let inner, _, _): anchors(inner, isStart: isStart, &found)
    case .alternation(let nodes): for node in nodes { anchors(node, isStart: isStart, &found) }
    case .concatenation(let nodes):
      for node in isStart ? nodes : nodes.reversed() {
        anchors(node, isStart: isStart, &found)
        // What takes no character leaves the edge to what comes next.
        guard case .assertion = node.kind else { return }
      }
    default: break
    }
  }

  /// What every match begins with, as far as it stands in the pattern word for word; empty for a search.
  public var requiredPrefix: String { edge(isStart: true) }

  /// What every match ends with.
  public var requiredSuffix: String { edge(isStart: false) }

  private func edge(isStart: Bool) -> String {
    guard dialect.isAnchored else { return "" }
    let whole = tree.ungrouped
    var nodes = [whole]
    if case .concatenation(let parts) = whole.kind { nodes = parts }
    var text = ""
    for node in isStart ? nodes : nodes.reversed() {
      switch node.ungrouped.kind {
      case .literal(let scalars, ignoresCase: false):
        let part = String(String.UnicodeScalarView(scalars))
        text = isStart ? text + part : part + text
      case .assertion(.textStart) where isStart, .assertion(.textEnd) where !isStart: continue
      default: return text
      }
    }
    return text
  }
}
