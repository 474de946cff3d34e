/// Holds every operand and argument against what its operator or function takes.
///
/// Works bottom-up, so each node is visited once. The type `.none` comes from a mistake reported already and fits everywhere.
struct TypeChecker {
  private(set) var errors: [PromQLError] = []

  @discardableResult
  mutating func check(_ expression: Expr) -> ValueType {
    switch expression {
    case .number: return .scalar
    case .string: return .string
    case .selector(let node):
      check(node, mayBeEmpty: false)
      return .vector
    case .rangeSelector(let node):
      check(node.selector, mayBeEmpty: false)
      return .matrix
    case .subquery(let node):
      expect(check(node.operand), .vector, node.operand.range, "a subquery")
      return .matrix
    case .parenthesized(let node): return check(node.inner)
    case .unary(let node):
      let type = check(node.operand)
      if type == .matrix || type == .string {
        report("a sign works on a scalar or an instant vector, got \(type.description)", node.range)
      }
      return type
    case .aggregation(let node):
      if let parameter = node.parameter, let wanted = node.aggregator.parameterType {
        expect(check(parameter), wanted, parameter.range, "the parameter of \(node.aggregator.rawValue)")
      }
      expect(check(node.operand), .vector, node.operand.range, "the aggregation \(node.aggregator.rawValue)")
      return .vector
    case .call(let node):
      check(node)
      return node.function.resultType
    case .binary(let node): return check(node)
    }
  }

  // MARK: Calls

  private mutating func check(_ call: Call) {
    let function = call.function
    let count = call.arguments.count
    if count < function.minimumArguments || count > function.maximumArguments ?? .max {
      report("\(function.name) takes \(expectedCount(function)), but has \(count)", call.range)
    }
    for (index, argument) in call.arguments.enumerated() {
      guard index < function.maximumArguments ?? .max else { break }
      if function.name == "info", index == 1 {
        checkInfoLabels(argument)
      } else {
        let type = check(argument)
        if let wanted = function.argumentType(at: index) {
          expect(type, wanted, argument.range, "argument \(index + 1) of \(function.name)")
        }
      }
    }
  }

  private func expectedCount(_ function: Function) -> String {
    func arguments(_ count: Int) -> String {
      count == 0 ? "no arguments" : count == 1 ? "1 argument" : "\(count) arguments"
    }
    let minimum = function.minimumArguments
    guard let maximum = function.maximumArguments else { return "at least \(arguments(minimum))" }
    return minimum == maximum ? arguments(minimum) : "\(minimum) to \(arguments(maximum))"
  }

  /// The second argument of `info` names labels of the info metrics, not a metric.
  private mutating func checkInfoLabels(_ argument: Expr) {
    guard case .selector(let selector) = argument, selector.name == nil else {
      report("argument 2 of info must be label matchers in braces alone", argument.range)
      return
    }
    check(selector, mayBeEmpty: true)
  }

  // MARK: Selectors

  private mutating func check(_ selector: VectorSelector, mayBeEmpty: Bool) {
    if let name = selector.name {
      for matcher in selector.matchers where matcher.name == "__name__" {
        report("the metric name is given twice, as \"\(name)\" and as \"\(matcher.value)\"", matcher.range)
      }
    } else if !mayBeEmpty, selector.placeholders.isEmpty, selector.matchers.allSatisfy(\.matchesEmpty) {
      report("a selector needs a name or a matcher that does not match the empty string", selector.range)
    }
  }

  // MARK: Operators

  private mutating func check(_ node: BinaryOperation) -> ValueType {
    let left = check(node.lhs)
    let right = check(node.rhs)
    if node.returnsBool, !node.op.isComparison {
      report("bool goes with comparisons only, not with \"\(node.op.rawValue)\"", node.opRange)
    }
    if left == .matrix || left == .string { reportOperand(left, node.lhs, node.op) }
    if right == .matrix || right == .string { reportOperand(right, node.rhs, node.op) }
    let areScalars = left == .scalar && right == .scalar
    if areScalars, node.isFilter {
      report("a comparison of two scalars filters nothing; write \"\(node.op.rawValue) bool\"", node.opRange)
    }
    if node.op.isSet, left == .scalar || right == .scalar {
      report("\"\(node.op.rawValue)\" works on instant vectors, not on scalars", node.opRange)
    }
    if let matching = node.matching { check(matching, node, areVectors: left != .scalar && right != .scalar) }
    return areScalars ? .scalar : .vector
  }

  private mutating func reportOperand(_ type: ValueType, _ operand: Expr, _ op: BinaryOperator) {
    report("\"\(op.rawValue)\" works on scalars and instant vectors, got \(type.description)", operand.range)
  }

  private mutating func check(_ matching: VectorMatching, _ node: BinaryOperation, areVectors: Bool) {
    let fills = matching.fillLeft != nil || matching.fillRight != nil
    if matching.isOn {
      for label in matching.include where matching.labels.contains(where: { $0.name == label.name }) {
        report("the label \"\(label.name)\" stands in on and in the group modifier", label.range)
      }
    }
    if !areVectors {
      if !matching.labels.isEmpty { report("on and ignoring need instant vectors on both sides", matching.range) }
      if fills { report("fill needs instant vectors on both sides", matching.range) }
    } else if node.op.isSet {
      if matching.cardinality != .oneToOne {
        report("\"\(node.op.rawValue)\" matches many to many and takes no group_left or group_right", matching.range)
      }
      if fills { report("\"\(node.op.rawValue)\" takes no fill", matching.range) }
    }
  }

  // MARK: Errors

  private mutating func expect(
    _ type: ValueType, _ wanted: ValueType, _ range: @autoclosure () -> Range<Int>, _ place: @autoclosure () -> String
  ) {
    guard type != wanted, type != .none else { return }
    report("\(place()) takes \(wanted.withArticle), got \(type.withArticle)", range())
  }

  private mutating func report(_ message: String, _ range: Range<Int>) {
    guard errors.count < Parser.maximumErrors else { return }
    errors.append(PromQLError(message, range))
  }
}

extension ValueType {
  fileprivate var withArticle: String { (self == .vector ? "an " : "a ") + description }
}
