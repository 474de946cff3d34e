/// Holds every operand and argument against what its operator or function takes, as soon as the parser has read them.
///
/// The type `.none` comes from a mistake reported already and fits everywhere.
struct TypeChecker {
  private(set) var errors: [PromQLError] = []

  mutating func checkSubquery(of type: ValueType, _ operand: Expr) {
    expect(type, .vector, operand.range, "a subquery")
  }

  mutating func checkSign(before type: ValueType, _ range: Range<Int>) {
    if type == .matrix || type == .string {
      report("a sign works on a scalar or an instant vector, got \(type.description)", range)
    }
  }

  /// - Parameters:
  ///   - first: the type of the parameter, or of the operand where there is none.
  ///   - last: the type of the operand.
  mutating func check(_ node: Aggregation, _ first: ValueType, _ last: ValueType) {
    if let parameter = node.parameter, let wanted = node.aggregator.parameterType {
      expect(first, wanted, parameter.range, "the parameter of \(node.aggregator.rawValue)")
    }
    expect(last, .vector, node.operand.range, "the aggregation \(node.aggregator.rawValue)")
  }

  // MARK: Calls

  mutating func checkCount(of call: Call) {
    let function = call.function
    let count = call.arguments.count
    if count < function.minimumArguments || count > function.maximumArguments ?? .max {
      report("\(function.name) takes \(expectedCount(function)), but has \(count)", call.range)
    }
  }

  mutating func check(_ argument: Expr, _ type: ValueType, at index: Int, of function: Function) {
    guard index < function.maximumArguments ?? .max else { return }
    if index == 1, function.name == "info" {
      checkInfoLabels(argument)
    } else if let wanted = function.argumentType(at: index), type != wanted {
      expect(type, wanted, argument.range, "argument \(index + 1) of \(function.name)")
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
    // The selector itself was checked as one that must match something; here it need not.
    // Modifiers after the braces belong to the selector's range by now, not to the error's.
    errors.removeAll { $0.range.lowerBound == selector.range.lowerBound && $0.message == Self.emptySelector }
  }

  // MARK: Selectors

  private static let emptySelector = "a selector needs a name or a matcher that does not match the empty string"

  mutating func check(_ selector: VectorSelector) {
    if let name = selector.name {
      for matcher in selector.matchers where matcher.name == "__name__" {
        report("the metric name is given twice, as \"\(name)\" and as \"\(matcher.value)\"", matcher.range)
      }
    } else if selector.placeholders.isEmpty, selector.matchers.allSatisfy({ $0.matchesEmpty }) {
      report(Self.emptySelector, selector.range)
    }
  }

  // MARK: Operators

  /// - Returns: the type of the result.
  mutating func check(_ node: BinaryOperation, _ left: ValueType, _ right: ValueType) -> ValueType {
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

  @inline(__always)
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
