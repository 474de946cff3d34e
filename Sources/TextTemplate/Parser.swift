/// Pairs tags into blocks. Open blocks are a stack of its own, so nesting costs no call depth here.
struct Parser {
  private struct Block {
    /// Nil for a block whose opening tag was broken.
    var tag: Tag?
    var range: Range<Int>
    var body: [Node] = []
    var otherwise: [Node]?
  }

  private let pieces: [Piece]
  private var root: [Node] = []
  private var blocks: [Block] = []
  private(set) var errors: [TemplateError] = []
  private(set) var placeholders: [Template.Placeholder] = []

  /// Rendering recurses; deeper blocks are an error rather than a crash.
  private static let depthLimit = 100

  init(_ pieces: [Piece]) { self.pieces = pieces }

  mutating func parse() -> [Node] {
    for piece in pieces {
      if blocks.count > Self.depthLimit {
        errors.append(TemplateError("blocks nested too deeply", at: blocks[Self.depthLimit].range))
        return []
      }
      switch piece {
      case .text(let text): append(.text(text))
      case .broken(let opens, let range): if opens { open(nil, range) }
      case .tag(let tag, let indent): read(tag, indent)
      }
    }
    for block in blocks {
      errors.append(TemplateError("block without “@{end}”", at: block.range))
    }
    return root
  }

  private mutating func read(_ tag: Tag, _ indent: String?) {
    switch tag.kind {
    case .value(let path, let words):
      note(path, .text, words: words)
      append(.value(path, words: words, indent: indent))
    case .condition(let path, _):
      note(path, .condition)
      open(tag, tag.range)
    case .loop(_, let path):
      note(path, .list)
      open(tag, tag.range)
    case .otherwise:
      if blocks.isEmpty || blocks[blocks.count - 1].otherwise != nil {
        errors.append(TemplateError("“@{else}” without a block to belong to", at: tag.range))
      } else {
        blocks[blocks.count - 1].otherwise = []
      }
    case .end:
      guard let block = blocks.popLast() else {
        errors.append(TemplateError("“@{end}” without a block to close", at: tag.range))
        return
      }
      switch block.tag?.kind {
      case .condition(let path, let negated):
        append(.condition(path, negated: negated, then: block.body, otherwise: block.otherwise ?? []))
      case .loop(let variable, let path):
        append(.loop(variable: variable, path, body: block.body, otherwise: block.otherwise ?? []))
      default: break
      }
    }
  }

  private mutating func open(_ tag: Tag?, _ range: Range<Int>) { blocks.append(Block(tag: tag, range: range)) }

  private mutating func append(_ node: Node) {
    guard let last = blocks.indices.last else { return root.append(node) }
    if blocks[last].otherwise != nil { blocks[last].otherwise?.append(node) } else { blocks[last].body.append(node) }
  }

  private mutating func note(_ path: Path, _ use: Template.Placeholder.Use, words: [String] = []) {
    placeholders.append(
      Template.Placeholder(
        path: resolved(path.names, among: blocks[...]), words: words, use: use, range: path.range))
  }

  /// Replaces a loop's variable by its list's path, seen from outside that loop.
  private func resolved(_ names: [String], among open: ArraySlice<Block>) -> [String] {
    for (index, block) in open.enumerated().reversed() where block.otherwise == nil {
      if case .loop(let variable, let list) = block.tag?.kind, variable == names[0] {
        return resolved(list.names, among: open.prefix(index)) + ["*"] + names.dropFirst()
      }
    }
    return names
  }
}
