import Documents
import PromQL

/// A PromQL expression as it is written, and what it means.
///
/// It is parsed, or put together of others so that it parses: there is no other way to make one. What is held is its text and what others
/// need to stand beside it. A large stack has a hundred thousand of them, and few are asked for their trees.
package struct WrittenExpr: Sendable {
  package let text: String
  private let form: Form
  /// Bytes of the text up to a comment at its end.
  private let length: Int
  private let allowsPlaceholders: Bool

  /// What is outermost.
  private enum Form {
    case operation(BinaryOperator)
    /// A sign, or a number with one.
    case signed
    /// What stands beside any operator: a selector, a call, something in parentheses.
    case term

    init(_ tree: Expr) {
      switch tree {
      case .binary(let node): self = .operation(node.op)
      case .unary: self = .signed
      case .number(let node) where node.value < 0: self = .signed
      default: self = .term
      }
    }
  }

  /// Reads a text.
  /// - Parameter allowsPlaceholders: whether `$name` is taken for what it stands for, as in the queries of a dashboard.
  ///
  /// Throws `InvalidExpression` for what Prometheus would refuse.
  package init(parsing text: String, allowsPlaceholders: Bool = false) throws(InvalidExpression) {
    let result = Expr.parse(text, options: ParseOptions(allowsPlaceholders: allowsPlaceholders))
    guard let tree = result.expression, result.errors.isEmpty else { throw InvalidExpression(errors: result.errors) }
    self.init(text, Form(tree), length: tree.range.upperBound, allowsPlaceholders: allowsPlaceholders)
  }

  private init(_ text: String, _ form: Form, length: Int? = nil, allowsPlaceholders: Bool = true) {
    self.text = text
    self.form = form
    self.length = length ?? text.utf8.count
    self.allowsPlaceholders = allowsPlaceholders
  }

  /// The tree, with its ranges in `text`: read from that each time.
  package var tree: Expr {
    guard let tree = Expr.parse(text, options: ParseOptions(allowsPlaceholders: allowsPlaceholders)).expression else {
      preconditionFailure("put together of expressions, and none itself: \(text)")
    }
    return tree
  }
}

/// Why Prometheus would refuse a text.
package struct InvalidExpression: Error, CustomStringConvertible {
  /// At least one, by position in the text.
  package let errors: [PromQLError]

  package var description: String { errors.map(\.message).joined(separator: "; ") }
}

// MARK: Parts

extension WrittenExpr {
  /// A number in its own digits.
  package static func number(_ value: Decimal) -> WrittenExpr { WrittenExpr(value.digits, .term) }

  /// `metric{matchers}`, `metric{matchers}[window]` and `metric{matchers}[window] offset 1h`. Names are of the legacy character set.
  /// - Parameters:
  ///   - metric: no word of PromQL such as `sum`; empty where a matcher says the name.
  ///   - window: a duration, a dashboard's variable for one, or a subquery's `1h:1m`.
  ///   - offset: how far back the window ends.
  package static func selector(
    _ metric: String, _ matchers: [LabelMatcher], over window: String? = nil, offset: PrometheusDuration? = nil
  ) -> WrittenExpr {
    var text = Selector.text(metric, matchers)
    if let window { text += "[\(window)]" }
    if let offset { text += " offset \(offset)" }
    return WrittenExpr(text, .term)
  }

  /// `function(arguments)`
  package static func call(_ function: String, _ arguments: WrittenExpr...) -> WrittenExpr {
    WrittenExpr("\(function)(\(arguments.map(\.textAsPart).joined(separator: ", ")))", .term)
  }

  /// `sum(self)`, and `sum by (labels) (self)`.
  package func aggregated(_ aggregator: Aggregator, by labels: [String]? = nil) -> WrittenExpr {
    let grouping = labels.map { " by (\($0.joined(separator: ", "))) " } ?? ""
    return WrittenExpr("\(aggregator.rawValue)\(grouping)(\(textAsPart))", .term)
  }

  /// `(self)`, without a change of its lines.
  package var parenthesized: WrittenExpr { WrittenExpr("(\(textAsPart))", .term) }

  /// `(self)`, its lines further in where it has several.
  package var indented: WrittenExpr {
    text.hasLineBreak ? WrittenExpr("(\n\(textAsPart.indented())\n)", .term) : parenthesized
  }
}

// MARK: Operators

extension WrittenExpr {
  /// Where an operator is written.
  package enum Layout {
    /// Between its operands, on one line.
    case inLine
    /// At the start of a line, before its right operand.
    case leading
    /// On a line of its own.
    case ownLine
  }

  /// `self op other`; operands are put in parentheses where precedence asks for them.
  package func joined(_ op: BinaryOperator, _ other: WrittenExpr, _ layout: Layout = .inLine) -> WrittenExpr {
    let separators =
      switch layout {
      case .inLine: (" ", " ")
      case .leading: ("\n", " ")
      case .ownLine: ("\n", "\n")
      }
    let left = operand(of: op, on: .left), right = other.operand(of: op, on: .right)
    return WrittenExpr("\(left)\(separators.0)\(op.rawValue)\(separators.1)\(right)", .operation(op))
  }

  /// `self op number`, the comparison on a line of its own below several.
  package func compared(_ op: BinaryOperator, to number: Decimal) -> WrittenExpr {
    joined(op, .number(number), text.hasLineBreak ? .leading : .inLine)
  }

  private func operand(of op: BinaryOperator, on side: OperandSide) -> String {
    let needsParentheses =
      switch form {
      case .operation(let own): own.needsParentheses(asOperandOf: op, on: side)
      // A sign binds like `*`, so it needs them only before `^`.
      case .signed: side == .left && op == .power
      case .term: false
      }
    return needsParentheses ? indented.text : textAsPart
  }

  /// Without a comment at the end, which would hide what follows.
  private var textAsPart: String {
    length < text.utf8.count ? String(decoding: text.utf8.prefix(length), as: UTF8.self) : text
  }
}

extension WrittenExpr {
  /// The same with what a service calls its series.
  package func named(by names: ServiceNames?) -> WrittenExpr {
    guard let names, !names.series.isEmpty else { return self }
    let renamed = tree.renamed(by: names.series, in: text)
    if renamed == text { return self }
    guard let result = try? WrittenExpr(parsing: renamed, allowsPlaceholders: allowsPlaceholders) else {
      preconditionFailure("no expression any more under other names: \(renamed)")
    }
    return result
  }

  /// Whether it reads the buckets of a histogram, whose values lead to traces.
  var readsBuckets: Bool { tree.metricNames.contains { MetricPart.split($0.name)?.part == .bucket } }
}
