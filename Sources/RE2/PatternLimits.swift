/// Go's bounds on the size of a pattern, `maxHeight`, `maxSize` and `maxRepeat`.
/// <https://github.com/golang/go/blob/go1.25.0/src/regexp/syntax/parse.go>
///
/// Go counts on a tree in which it has drawn common beginnings of alternatives together; here they count as written,
/// which may tell at the very border. Groups that capture nothing are nothing in its tree and have a bound of their own
/// here, the same, so that a tree can be walked by calls: 512 KiB of stack are enough for any, optimised.
struct PatternLimits {
  static let depth = 1000
  static let size = (128 << 20) / 40

  /// How many groups were open at once.
  var deepest = 0
  /// The product of all counted repetitions.
  private var repeats = 1

  mutating func count(repeats count: Int) { repeats = min(repeats * count, Self.size) }

  /// Measures a tree that may be too large; what stands in nearly every pattern is known not to be.
  func check(_ tree: RegexNode, count: Int, isWrapped: Bool) throws(PatternError) {
    guard deepest > Self.depth / 5 || count * repeats >= Self.size / 4 else { return }
    let (height, size) = Self.measure(tree)
    var inner = tree
    while case .group(let next, isCapturing: false, _) = inner.kind { inner = next }
    var isSequence = false
    if case .concatenation = inner.kind { isSequence = true }
    // The anchors make a sequence of what is none.
    guard height + (isWrapped && !isSequence ? 1 : 0) <= Self.depth else {
      throw PatternError("the pattern nests more than \(Self.depth) deep", tree.range)
    }
    guard size <= Self.size else {
      throw PatternError("the pattern is too large once its repetitions are written out", tree.range)
    }
  }

  /// The depth of Go's tree, and the number of instructions that it would be compiled to.
  private static func measure(_ node: RegexNode) -> (height: Int, size: Int) {
    var node = node
    var captures = 0
    while case .group(let inner, let isCapturing, _) = node.kind {
      node = inner
      if isCapturing { captures += 1 }
    }
    var height = 1 + captures
    var size = 2 * captures
    switch node.kind {
    case .empty, .characters, .any, .assertion, .group: size += 1
    case .literal(let text, _): size += text.unicodeScalars.count
    case .concatenation(let nodes), .alternation(let nodes):
      var highest = 0
      for node in nodes {
        let one = measure(node)
        highest = max(highest, one.height)
        size += one.size
      }
      height += highest
      if case .alternation = node.kind { size += nodes.count - 1 }
    case .repetition(let inner, let minimum, let maximum, _):
      let one = measure(inner)
      height += one.height
      // x{2,5} is xx(x(x(x)?)?)?, x{2,} is xx+.
      if let maximum {
        size += max(1, maximum * one.size + maximum - minimum)
      } else {
        size += minimum == 0 ? 2 + one.size : 1 + minimum * one.size
      }
    }
    return (height, size)
  }

  /// Whether counted repetitions inside each other, the new one outermost, write nothing out more than 1,000 times.
  static func allows(_ operand: RegexNode, times count: Int) -> Bool {
    var open = [(operand, PatternParser.maximumRepeat / max(1, count))]
    while let (node, allowed) = open.popLast() {
      switch node.kind {
      case .group(let inner, _, _): open.append((inner, allowed))
      case .repetition(let inner, let minimum, let maximum, _):
        // What never comes counts nothing inside.
        if maximum == 0 { continue }
        let times = max(1, maximum ?? minimum)
        guard times <= allowed else { return false }
        open.append((inner, allowed / times))
      case .concatenation(let nodes), .alternation(let nodes):
        for node in nodes where !node.isLeaf { open.append((node, allowed)) }
      default: break
      }
    }
    return true
  }
}

extension RegexNode {
  fileprivate var isLeaf: Bool {
    switch kind {
    case .empty, .literal, .characters, .any, .assertion: true
    default: false
    }
  }
}
