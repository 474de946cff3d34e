/// Cuts a template into text and actions and pairs the blocks. An action that cannot be read is noted and skipped, so one parse tells all.
struct TemplateParser {
  private let bytes: Bytes
  private var blocks = BlockStack()
  private(set) var errors: [AlertTemplateError] = []

  init(_ text: String) { bytes = Bytes(text) }

  var nodes: [Node] { blocks.root }
  var definitions: [Definition] { blocks.definitions }

  mutating func parse() {
    var position = 0
    var trimsStart = false
    while position < bytes.count {
      let open = bytes.find("{{", from: position)
      let trimsEnd = open.map { bytes.starts(with: "{{-", at: $0) && bytes.isSpace(at: $0 + 3) } ?? false
      text(position..<(open ?? bytes.count), trimsStart, trimsEnd)
      guard let open else { break }
      let content = open + (trimsEnd ? 3 : 2)
      do throws(AlertTemplateError) {
        let close =
          if let end = try comment(open, at: trimsEnd ? content + 1 : content) { end } else {
            try action(open, at: content)
          }
        trimsStart = bytes.starts(with: "-}}", at: close)
        position = close + (trimsStart ? 3 : 2)
      } catch {
        position = recover(from: error, open: open, content: content)
        trimsStart = false
      }
    }
    errors += blocks.unclosed()
  }

  private mutating func text(_ range: Range<Int>, _ trimsStart: Bool, _ trimsEnd: Bool) {
    var (start, end) = (range.lowerBound, range.upperBound)
    if trimsEnd { while end > start, bytes.isSpace(at: end - 1) { end -= 1 } }
    if trimsStart { while start < end, bytes.isSpace(at: start) { start += 1 } }
    if start < end { blocks.append(.text(bytes[start..<end])) }
  }

  /// Gives the offset of the closing delimiter, or nil where there is no comment.
  private func comment(_ open: Int, at content: Int) throws(AlertTemplateError) -> Int? {
    guard bytes.starts(with: "/*", at: content) else { return nil }
    guard let end = bytes.find("*/", from: content + 2) else {
      throw AlertTemplateError(.unclosed, "unclosed comment", at: open..<content + 2)
    }
    if bytes.starts(with: "}}", at: end + 2) { return end + 2 }
    if bytes.isSpace(at: end + 2), bytes.starts(with: "-}}", at: end + 3) { return end + 3 }
    throw AlertTemplateError(.syntax, "a comment has its action to itself: “}}” must follow “*/”", at: end..<end + 2)
  }

  /// Reads one action and gives the offset of its closing delimiter.
  private mutating func action(_ open: Int, at content: Int) throws(AlertTemplateError) -> Int {
    var parser = try PipelineParser(bytes, at: content)
    guard case .keyword(let keyword) = parser.token.kind else {
      let pipeline = try parser.pipeline("the action")
      let close = try parser.close("the action")
      blocks.append(.action(pipeline))
      return close
    }
    let word = parser.token.range
    let range = open..<word.upperBound
    try parser.advance()
    switch keyword {
    case .if, .with, .range:
      let branch = try branch(keyword, &parser, range)
      let close = try parser.close("“\(keyword)”")
      blocks.open(branch)
      return close
    case .else:
      if case .keyword(let next) = parser.token.kind {
        try parser.advance()
        let branch = try branch(next, &parser, range)
        let close = try parser.close("“else \(next)”")
        try blocks.otherwise(range, chaining: branch)
        return close
      }
      let close = try parser.close("“else”")
      try blocks.otherwise(range, chaining: nil)
      return close
    case .end:
      let close = try parser.close("“end”")
      try blocks.close(range)
      return close
    case .break, .continue:
      let close = try parser.close("“\(keyword)”")
      guard blocks.isInLoop else { throw AlertTemplateError(.syntax, "“\(keyword)” outside “range”", at: word) }
      blocks.append(keyword == .break ? .break : .continue)
      return close
    case .define, .block, .template:
      return try named(keyword, &parser, open)
    }
  }

  private func branch(
    _ keyword: Keyword, _ parser: inout PipelineParser, _ range: Range<Int>
  ) throws(AlertTemplateError) -> Branch {
    let kind: Branch.Kind
    switch keyword {
    case .if: kind = .condition
    case .with: kind = .with
    case .range: kind = .loop
    default: throw AlertTemplateError(.syntax, "unexpected “\(keyword)” after “else”", at: range)
    }
    let pipeline = try parser.pipeline("“\(keyword)”", variables: keyword == .range ? 2 : 1)
    return Branch(kind: kind, pipeline: pipeline, range: range)
  }

  /// `define`, `block` and `template`, which begin with a template's name.
  private mutating func named(_ keyword: Keyword, _ parser: inout PipelineParser, _ open: Int)
    throws(AlertTemplateError) -> Int
  {
    guard case .string(let name) = parser.token.kind else { throw parser.unexpected("the template's name in quotes") }
    let nameRange = parser.token.range
    try parser.advance()
    var argument: Pipeline?
    if keyword == .block || (keyword == .template && parser.token.kind != .end) {
      argument = try parser.pipeline("“\(keyword)”")
    }
    let close = try parser.close("“\(keyword)”")
    if keyword != .define { blocks.append(.template(name: name, argument: argument, range: nameRange)) }
    if keyword == .define, !blocks.isEmpty {
      throw AlertTemplateError(.syntax, "“define” inside a block", at: open..<nameRange.upperBound)
    }
    if keyword != .template { blocks.open(Definition(name: name, range: nameRange), open..<nameRange.upperBound) }
    return close
  }

  /// Notes the error and gives the offset to go on at: behind the action's end, or at the next action where it has none.
  private mutating func recover(from error: AlertTemplateError, open: Int, content: Int) -> Int {
    let from = max(content, error.range.lowerBound)
    let nextOpen = bytes.find("{{", from: from)
    let close = bytes.find("}}", from: from, before: nextOpen)
    if error.kind == .unclosed {
      // A comment without an end hides all that follows.
      errors.append(error)
      return bytes.count
    }
    if close == nil {
      let limit = nextOpen ?? bytes.count
      var end = bytes.array[open..<limit].firstIndex(of: UInt8(ascii: "\n")) ?? limit
      while bytes.isSpace(at: end - 1) { end -= 1 }
      errors.append(AlertTemplateError(.unclosed, "unclosed action", help: "“}}” is missing", at: open..<end))
    } else {
      errors.append(error)
    }
    openBroken(open, content)
    return close.map { $0 + 2 } ?? nextOpen ?? bytes.count
  }

  /// A block that was meant keeps its `{{ end }}` from being called stray.
  private mutating func openBroken(_ open: Int, _ content: Int) {
    var lexer = ActionLexer(bytes, at: content)
    guard let token = try? lexer.next(), case .keyword(let keyword) = token.kind, keyword.opensBlock else { return }
    guard keyword != .define || blocks.isEmpty else {
      return blocks.open(nil as Definition?, open..<token.range.upperBound)
    }
    switch keyword {
    case .if, .with, .range:
      let kind: Branch.Kind = keyword == .if ? .condition : keyword == .with ? .with : .loop
      blocks.open(Branch(kind: kind, range: open..<token.range.upperBound))
    default:
      blocks.open(nil as Definition?, open..<token.range.upperBound)
    }
  }
}
