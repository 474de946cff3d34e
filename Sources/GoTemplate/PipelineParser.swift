/// Parses what stands inside one action.
struct PipelineParser {
  private var lexer: ActionLexer
  private(set) var token: Token
  private var depth: Int

  /// Parentheses deeper than this are an error rather than a crash.
  private static let depthLimit = 100

  init(_ bytes: Bytes, at position: Int) throws(AlertTemplateError) {
    lexer = ActionLexer(bytes, at: position)
    token = try lexer.next()
    depth = 0
  }

  mutating func advance() throws(AlertTemplateError) { token = try lexer.next() }

  /// `context` is what the pipeline is for, in messages; a loop may declare two variables.
  mutating func pipeline(_ context: @autoclosure () -> String, variables limit: Int = 1) throws(AlertTemplateError)
    -> Pipeline
  {
    depth += 1
    defer { depth -= 1 }
    let start = token.range.lowerBound
    guard depth <= Self.depthLimit else { throw AlertTemplateError(.syntax, "nested too deeply", at: token.range) }
    var pipeline = Pipeline(range: start..<start)
    try declarations(&pipeline, limit: limit, context)
    while true {
      let command = try command(context, isFirst: pipeline.commands.isEmpty)
      pipeline.commands.append(command)
      pipeline.range = start..<command.range.upperBound
      guard token.kind == .pipe else { return pipeline }
      try advance()
      // Go lets a pipeline end with its pipe.
      if token.kind == .end || token.kind == .rightParenthesis { return pipeline }
    }
  }

  private mutating func declarations(_ pipeline: inout Pipeline, limit: Int, _ context: () -> String)
    throws(AlertTemplateError)
  {
    let saved = self
    while case .variable(let name) = token.kind {
      let variable = Pipeline.Variable(name: name, range: token.range)
      try advance()
      switch token.kind {
      case .declare, .assign:
        pipeline.variables.append(variable)
        pipeline.assigns = token.kind == .assign
        return try advance()
      case .comma:
        pipeline.variables.append(variable)
        guard pipeline.variables.count < limit else {
          throw AlertTemplateError(.syntax, "too many variables declared in \(context())", at: token.range)
        }
        try advance()
      default:
        guard pipeline.variables.isEmpty else { throw unexpected("“:=” or “=”") }
        self = saved
        return
      }
    }
    if !pipeline.variables.isEmpty { throw unexpected("a variable") }
  }

  private mutating func command(_ context: () -> String, isFirst: Bool) throws(AlertTemplateError) -> Command {
    let start = token.range.lowerBound
    var operands = [try operand(orElse: "a value for \(context())")]
    while token.kind != .end, token.kind != .rightParenthesis, token.kind != .pipe {
      guard token.spaced else { throw unexpected("white space before the next operand") }
      operands.append(try operand(orElse: "an operand"))
    }
    let first = operands[0]
    if !isFirst, !first.isExecutable {
      throw AlertTemplateError(.syntax, "a value cannot take the result of a pipeline", at: first.range)
    }
    return Command(operands: operands, range: start..<operands[operands.count - 1].range.upperBound)
  }

  private mutating func operand(orElse wanted: @autoclosure () -> String) throws(AlertTemplateError) -> Operand {
    let start = token
    var operand = Operand(term: .dot, termRange: start.range)
    var takesFields = true
    switch start.kind {
    case .identifier(let name): operand.term = .function(name)
    case .variable(let name): operand.term = .variable(name)
    case .field(let name):
      operand.termRange = start.range.lowerBound..<start.range.lowerBound
      operand.fields = [field(name)]
    case .leftParenthesis:
      try advance()
      operand.term = .pipeline(try pipeline("the parentheses"))
      guard token.kind == .rightParenthesis else {
        if token.kind == .end { throw AlertTemplateError(.syntax, "unclosed “(”", at: start.range) }
        throw unexpected("“)”")
      }
      operand.termRange = start.range.lowerBound..<token.range.upperBound
    default:
      guard let literal = literal(start.kind) else { throw unexpected(wanted()) }
      operand.term = literal
      takesFields = false
    }
    try advance()
    while case .field(let name) = token.kind, !token.spaced {
      guard takesFields else { throw AlertTemplateError(.syntax, "a literal has no fields", at: token.range) }
      operand.fields.append(field(name))
      try advance()
    }
    return operand
  }

  private func field(_ name: String) -> Operand.Field {
    Operand.Field(name: name, range: token.range.lowerBound + 1..<token.range.upperBound)
  }

  private func literal(_ kind: Token.Kind) -> Operand.Term? {
    switch kind {
    case .dot: .dot
    case .null: .null
    case .boolean(let value): .boolean(value)
    case .integer(let value): .integer(value)
    case .float(let value): .float(value)
    case .imaginary: .imaginary
    case .string(let value): .string(value)
    default: nil
    }
  }

  /// Holds that the action ends here, and gives the offset of its `}}` or `-}}`.
  func close(_ context: @autoclosure () -> String) throws(AlertTemplateError) -> Int {
    guard token.kind == .end else { throw unexpected("“}}” after \(context())") }
    return token.range.lowerBound
  }

  func unexpected(_ wanted: String) -> AlertTemplateError {
    let found =
      switch token.kind {
      case .end: "the action's end"
      case .rightParenthesis: "“)”"
      default: "“\(lexer.text(token.range))”"
      }
    return AlertTemplateError(.syntax, "expected \(wanted), found \(found)", at: token.range)
  }
}
