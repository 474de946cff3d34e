import Formats
import PromQL

/// The rules that look at parts of expressions, and the walk that finds them these.
struct QueryPartRules {
  typealias Check<Node> = @Sendable (Node, Query, inout Reporter) -> Void

  var selectors: [Walker.Asked<Check<VectorSelector>>] = []
  var calls: [Walker.Asked<Check<Call>>] = []
  var aggregations: [Walker.Asked<Check<Aggregation>>] = []
  var binaries: [Walker.Asked<Check<BinaryOperation>>] = []

  mutating func visit(_ expression: Expr, _ query: Query) {
    switch expression {
    case .number, .string: break
    case .selector(let node): Self.ask(&selectors, node, query)
    case .rangeSelector(let node): Self.ask(&selectors, node.selector, query)
    case .subquery(let node): visit(node.operand, query)
    case .aggregation(let node):
      Self.ask(&aggregations, node, query)
      if let parameter = node.parameter { visit(parameter, query) }
      visit(node.operand, query)
    case .call(let node):
      Self.ask(&calls, node, query)
      for argument in node.arguments { visit(argument, query) }
    case .binary(let node):
      Self.ask(&binaries, node, query)
      visit(node.lhs, query)
      visit(node.rhs, query)
    case .unary(let node): visit(node.operand, query)
    case .parenthesized(let node): visit(node.inner, query)
    }
  }

  private static func ask<Node>(_ asked: inout [Walker.Asked<Check<Node>>], _ node: Node, _ query: Query) {
    for index in asked.indices { asked[index].check(node, query, &asked[index].reporter) }
  }
}
