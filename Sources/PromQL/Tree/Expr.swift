/// A PromQL expression: the syntax tree, every node with its UTF-8 byte range in the text it was parsed from.
///
/// The tree keeps what was written, parentheses included; what Prometheus derives from it are properties.
public enum Expr: Sendable {
  indirect case number(NumberLiteral)
  indirect case string(StringLiteral)
  /// `http_requests_total{job="api"}`: an instant vector.
  case selector(VectorSelector)
  /// `http_requests_total[5m]`: a range vector.
  case rangeSelector(RangeSelector)
  /// `rate(x[5m])[1h:1m]`: a range vector made of evaluations.
  indirect case subquery(Subquery)
  case aggregation(Aggregation)
  case call(Call)
  case binary(BinaryOperation)
  indirect case unary(UnaryOperation)
  indirect case parenthesized(Parenthesized)

  /// Where the expression stands in the text. Modifiers (`offset`, `@`) belong to it.
  public var range: Range<Int> {
    switch self {
    case .number(let node): node.range
    case .string(let node): node.range
    case .selector(let node): node.range
    case .rangeSelector(let node): node.range
    case .subquery(let node): node.range
    case .aggregation(let node): node.range
    case .call(let node): node.range
    case .binary(let node): node.range
    case .unary(let node): node.range
    case .parenthesized(let node): node.range
    }
  }

  /// The type of the result. Only meaningful for an expression that parsed without errors.
  public var type: ValueType {
    switch self {
    case .number: .scalar
    case .string: .string
    case .selector, .aggregation: .vector
    case .rangeSelector, .subquery: .matrix
    case .call(let node): node.function.resultType
    case .binary(let node): node.type
    case .unary(let node): node.operand.type
    case .parenthesized(let node): node.inner.type
    }
  }

  /// The expressions directly below, in the order in which they are written.
  public var children: [Expr] {
    var children: [Expr] = []
    forEachChild { children.append($0) }
    return children
  }

  /// Calls `body` for each expression directly below, in the order in which they are written.
  public func forEachChild(_ body: (Expr) -> Void) {
    switch self {
    case .number, .string, .selector, .rangeSelector: break
    case .subquery(let node): body(node.operand)
    case .aggregation(let node):
      if let parameter = node.parameter { body(parameter) }
      body(node.operand)
    case .call(let node): for argument in node.arguments { body(argument) }
    case .binary(let node):
      body(node.lhs)
      body(node.rhs)
    case .unary(let node): body(node.operand)
    case .parenthesized(let node): body(node.inner)
    }
  }

  /// Calls `body` for this expression and every one below, parents first, in the order of the text.
  public func visit(_ body: (Expr) -> Void) {
    body(self)
    forEachChild { $0.visit(body) }
  }

  /// The expression without the parentheses around it.
  public var unwrapped: Expr {
    if case .parenthesized(let node) = self { return node.inner.unwrapped }
    return self
  }
}

/// What an expression yields.
public enum ValueType: String, Sendable, CaseIterable, CustomStringConvertible {
  case scalar, vector, matrix, string
  /// The result of a function that does not exist.
  case none

  /// The name that the documentation uses.
  public var description: String {
    switch self {
    case .vector: "instant vector"
    case .matrix: "range vector"
    case .scalar, .string: rawValue
    case .none: "unknown type"
    }
  }
}
