/// A template that a `define` or `block` gives a name.
struct Definition: Sendable {
  var name: String
  var nodes: [Node] = []
  /// Of the name in its quotes.
  var range: Range<Int>
}

/// The open blocks while parsing. A stack of its own, so nesting costs no call depth.
struct BlockStack {
  private struct Block {
    /// Neither of both: a block whose opening action was broken.
    var branch: Branch?
    var definition: Definition?
    var range: Range<Int>
    var nodes: [Node] = []
    /// What stood before the `else`, once there is one.
    var body: [Node]?
    /// The branch of an `else if` or `else with`, closed together with the one before it.
    var isChained = false
  }

  private(set) var root: [Node] = []
  private(set) var definitions: [Definition] = []
  private var blocks: [Block] = []
  private var tooDeep: Range<Int>?

  /// The checker and the evaluator recurse; deeper blocks are an error rather than a crash.
  private static let depthLimit = 200

  var isEmpty: Bool { blocks.isEmpty }

  var isInLoop: Bool {
    blocks.reversed().prefix { $0.definition == nil }.contains { $0.branch?.kind == .loop && $0.body == nil }
  }

  mutating func append(_ node: Node) {
    guard blocks.count <= Self.depthLimit else { return }
    if blocks.isEmpty { root.append(node) } else { blocks[blocks.count - 1].nodes.append(node) }
  }

  mutating func open(_ branch: Branch) { push(Block(branch: branch, range: branch.range)) }

  mutating func open(_ definition: Definition?, _ range: Range<Int>) {
    push(Block(definition: definition, range: range))
  }

  private mutating func push(_ block: Block) {
    if blocks.count == Self.depthLimit, tooDeep == nil { tooDeep = block.range }
    blocks.append(block)
  }

  /// An `else`, with the condition that follows it in the same action.
  mutating func otherwise(_ range: Range<Int>, chaining next: Branch?) throws(AlertTemplateError) {
    guard var block = blocks.popLast() else {
      throw AlertTemplateError(.syntax, "“else” without a block to belong to", at: range)
    }
    defer { push(block) }
    if let branch = block.branch, let next, branch.kind != next.kind || next.kind == .loop {
      throw AlertTemplateError(.syntax, "only “else if” in “if” and “else with” in “with” can be chained", at: range)
    }
    guard block.body == nil, block.definition == nil else {
      throw AlertTemplateError(
        .syntax, block.body == nil ? "“else” in a definition" : "second “else” of a block", at: range)
    }
    block.body = block.nodes
    block.nodes = []
    if let next {
      blocks.append(block)
      block = Block(branch: next, range: range, isChained: true)
    }
  }

  mutating func close(_ range: Range<Int>) throws(AlertTemplateError) {
    repeat {
      guard let block = blocks.popLast() else {
        throw AlertTemplateError(.syntax, "“end” without a block to close", at: range)
      }
      if var branch = block.branch {
        (branch.body, branch.otherwise) = (block.body ?? block.nodes, block.body == nil ? [] : block.nodes)
        append(.branch(branch))
      } else if var definition = block.definition {
        definition.nodes = block.nodes
        guard !definitions.contains(where: { $0.name == definition.name }) else {
          throw AlertTemplateError(.syntax, "the template “\(definition.name)” is defined twice", at: definition.range)
        }
        definitions.append(definition)
      }
      if !block.isChained { return }
    } while true
  }

  /// What is wrong at the end: blocks that nothing closed, and nesting beyond the limit.
  func unclosed() -> [AlertTemplateError] {
    if let tooDeep { return [AlertTemplateError(.syntax, "blocks nested too deeply", at: tooDeep)] }
    return blocks.filter { !$0.isChained }.map {
      AlertTemplateError(.unclosed, "block without “{{ end }}”", at: $0.range)
    }
  }
}
