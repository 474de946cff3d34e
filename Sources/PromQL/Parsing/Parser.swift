/// Builds the tree: recursive descent with precedence climbing, one token of lookahead.
///
/// A broken list of matchers or labels is repaired at the next comma, so that several errors of one expression show at
/// once; any other syntax error ends parsing. The height of the tree is bounded: what walks it may recurse.
struct Parser {
  /// Thrown after an error that leaves nothing to continue from.
  struct Abort: Error {}

  /// Parentheses, calls and signs inside each other.
  static let maximumDepth = 200
  /// Levels of the tree; a chain of operators makes one level each.
  static let maximumHeight = 500
  static let maximumErrors = 50

  let options: ParseOptions
  var lexer: Lexer
  var token: Token
  /// Where the last consumed token ended.
  var previousEnd = 0
  var errors: [PromQLError] = []
  var needs: [FeatureNeed] = []
  var checker = TypeChecker()
  /// The type of the expression parsed last.
  var type = ValueType.none
  /// The height of the expression parsed last.
  var height = 0
  var depth = 0
  /// In the duration being parsed.
  var durationOperators = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ options: ParseOptions) {
    self.options = options
    lexer = Lexer(bytes, placeholders: options.allowsPlaceholders)
    token = lexer.next()
  }

  mutating func parse() -> Expr? {
    do throws(Abort) {
      if token.kind == .endOfInput { throw fail("the expression is empty", 0..<token.end) }
      let expression = try parseBinary(0)
      guard token.kind == .endOfInput else { throw unexpected(expected: "an operator or the end of the expression") }
      return expression
    } catch {
      return nil
    }
  }

  // MARK: Operators

  mutating func parseBinary(_ minimumPrecedence: Int) throws(Abort) -> Expr {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw fail("the expression is nested more than \(Self.maximumDepth) levels deep", token.range)
    }
    var lhs = try parseUnary()
    var lhsHeight = height
    var lhsType = type
    while let op = BinaryOperator(token.kind), op.precedence >= minimumPrecedence {
      let opRange = token.range
      advance()
      let returnsBool = accept(.bool)
      let matching = try parseMatching()
      let rhs = try parseBinary(op.isRightAssociative ? op.precedence : op.precedence + 1)
      height = max(height, lhsHeight)
      try grow(opRange)
      lhsHeight = height
      let node = BinaryOperation(
        op: op, opRange: opRange, returnsBool: returnsBool, matching: matching, lhs: lhs, rhs: rhs)
      lhsType = checker.check(node, lhsType, type)
      lhs = .binary(node)
    }
    height = lhsHeight
    type = lhsType
    return lhs
  }

  private mutating func parseUnary() throws(Abort) -> Expr {
    guard token.kind == .add || token.kind == .subtract else { return try parseModified() }
    let isNegation = token.kind == .subtract
    let start = token.start
    advance()
    // A sign binds like `*`: -x ^ 2 is -(x ^ 2), -x * 2 is (-x) * 2.
    let operand = try parseBinary(BinaryOperator.power.precedence)
    let range = start..<operand.range.upperBound
    if case .number(var number) = operand, number.placeholder == nil {
      if isNegation { number.value.negate() }
      number.range = range
      return .number(number)
    }
    try grow(start..<(start + 1))
    checker.checkSign(before: type, range)
    return .unary(UnaryOperation(isNegation: isNegation, operand: operand, range: range))
  }

  /// An operand and whatever follows it: brackets, `offset`, `@`, `anchored`, `smoothed`.
  private mutating func parseModified() throws(Abort) -> Expr {
    var expression = try parsePrimary()
    while true {
      switch token.kind {
      case .leftBracket: expression = try parseBrackets(expression)
      case .offset: expression = try parseOffset(expression)
      case .at: expression = try parseAt(expression)
      case .anchored, .smoothed: expression = parseRangeExtension(expression)
      default: return expression
      }
    }
  }

  private mutating func parsePrimary() throws(Abort) -> Expr {
    height = 1
    let first = token
    switch first.kind {
    case .number, .duration, .placeholder:
      type = .scalar
      return .number(try parseNumber())
    case .string:
      type = .string
      advance()
      return .string(
        StringLiteral(
          value: lexer.unquoted(first.range), brokenBytes: lexer.brokenBytes(first.range), range: first.range))
    case .leftParenthesis:
      advance()
      let inner = try parseBinary(0)
      try close(first)
      try grow(first.range)
      return .parenthesized(Parenthesized(inner: inner, range: first.start..<previousEnd))
    case .leftBrace:
      return .selector(try parseSelector(name: nil))
    default:
      guard first.kind.canNameMetric else { throw unexpected(expected: "an expression") }
      advance()
      if first.kind == .aggregator, token.kind == .leftParenthesis || token.kind == .by || token.kind == .without {
        return try parseAggregation(first)
      }
      if token.kind == .leftParenthesis, first.kind.canNameFunction { return try parseCall(first) }
      return .selector(try parseSelector(name: first))
    }
  }

  // MARK: Calls and aggregations

  private mutating func parseCall(_ name: Token) throws(Abort) -> Expr {
    let function = FunctionTable.shared.named(UnsafeBufferPointer(rebasing: lexer.bytes[name.range]))
    var unknown = ""
    if function == nil {
      let text = lexer.text(name.range)
      unknown = text
      let hint =
        Function.renamed[text].map { ", which is called \"\($0.name)\" from \($0.version) on" }
        ?? Suggestion.nearest(to: text, in: Function.all.lazy.map(\.name)).map { ", did you mean \"\($0)\"" } ?? ""
      report("there is no function \"\(text)\"\(hint)", name.range)
    }
    if let function, function.isExperimental {
      need(.experimentalFunctions, "the function \(function.name)", name.range)
    }
    let (arguments, _, _) = try parseArguments(of: function)
    let call = Call(
      function: function ?? .unknown(unknown), nameRange: name.range, arguments: arguments,
      range: name.start..<previousEnd)
    checker.checkCount(of: call)
    type = call.function.resultType
    return .call(call)
  }

  private mutating func parseAggregation(_ name: Token) throws(Abort) -> Expr {
    guard let aggregator = Keywords.aggregator(lexer.bytes, name.start, name.end) else { throw Abort() }
    var grouping = try parseGrouping()
    guard token.kind == .leftParenthesis else { throw unexpected(in: "aggregation", expected: "\"(\"") }
    var (arguments, first, last) = try parseArguments()
    if grouping == nil { grouping = try parseGrouping() }
    let range = name.start..<previousEnd
    if aggregator.isExperimental { need(.experimentalFunctions, "the aggregation \(aggregator.rawValue)", name.range) }
    let expected = aggregator.parameterType == nil ? 1 : 2
    guard arguments.count == expected else {
      let takes =
        expected == 1 ? "one argument, a vector" : "two arguments, a \(aggregator.parameterType!) and a vector"
      report("\(aggregator.rawValue) takes \(takes), but has \(arguments.count)", range)
      throw Abort()
    }
    let operand = arguments.removeLast()
    let node = Aggregation(
      aggregator: aggregator, parameter: arguments.first, operand: operand, grouping: grouping, range: range)
    checker.check(node, first, last)
    type = .vector
    return .aggregation(node)
  }

  /// - Returns: the arguments and the types of the first and the last.
  private mutating func parseArguments(of function: Function? = nil) throws(Abort) -> ([Expr], ValueType, ValueType) {
    let opening = token
    advance()
    var arguments: [Expr] = []
    var first = ValueType.none
    var last = ValueType.none
    var tallest = 0
    if token.kind != .rightParenthesis {
      while true {
        let argument = try parseBinary(0)
        last = type
        if arguments.isEmpty { first = type }
        if let function { checker.check(argument, last, at: arguments.count, of: function) }
        arguments.append(argument)
        tallest = max(tallest, height)
        guard token.kind == .comma else { break }
        let comma = token
        advance()
        if token.kind == .rightParenthesis {
          report("a comma must not end the arguments", comma.range)
          break
        }
      }
    }
    try close(opening, or: "\",\" or \")\"")
    height = tallest
    try grow(opening.range)
    return (arguments, first, last)
  }

  // MARK: Tokens

  mutating func advance() {
    previousEnd = token.end
    token = lexer.next()
  }

  mutating func accept(_ kind: TokenKind) -> Bool {
    guard token.kind == kind else { return false }
    advance()
    return true
  }

  /// Consumes the `)` that belongs to `opening`.
  mutating func close(_ opening: Token, or expected: String = "\")\"") throws(Abort) {
    if token.kind == .endOfInput {
      throw fail("unexpected end of input, expected \")\" for the \"(\" at byte \(opening.start)", token.range)
    }
    guard token.kind == .rightParenthesis else { throw unexpected(expected: expected) }
    advance()
  }

  /// One more level above the expression parsed last.
  mutating func grow(_ range: Range<Int>) throws(Abort) {
    height += 1
    guard height <= Self.maximumHeight else {
      throw fail("the expression has more than \(Self.maximumHeight) levels", range)
    }
  }
}
