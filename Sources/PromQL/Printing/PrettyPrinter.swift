extension Expr {
  /// The canonical text over several lines, broken as `promtool promql format` breaks it: whatever is longer than
  /// `width` bytes on one line has its operands indented on lines of their own. Two slips of promtool are not followed: it
  /// forgets to indent a short subquery, and breaks `time()` into three lines.
  public func formatted(width: Int = 100) -> String {
    pretty(0, width)
  }

  private func pretty(_ level: Int, _ width: Int) -> String {
    let indent = String(repeating: "  ", count: level)
    let line = description
    if line.utf8.count <= width { return indent + line }
    switch self {
    case .number, .string, .selector, .rangeSelector: return indent + line
    case .aggregation(let node):
      let parameter = node.parameter.map { $0.pretty(level + 1, width) + ",\n" } ?? ""
      return indent + node.head + "(\n" + parameter + node.operand.pretty(level + 1, width) + "\n" + indent + ")"
    case .call(let node):
      guard !node.arguments.isEmpty else { return indent + line }
      let arguments = node.arguments.map { $0.pretty(level + 1, width) }.joined(separator: ",\n")
      return indent + node.function.name + "(\n" + arguments + "\n" + indent + ")"
    case .binary(let node):
      // The sign of "+Inf" would take the whole power for its operand.
      let isInfinity = if case .number(let number) = node.lhs, number.value == .infinity { true } else { false }
      let lhs = isInfinity && node.op == .power ? indent + "  Inf" : node.lhs.pretty(level + 1, width)
      return lhs + "\n" + indent + node.head + "\n" + node.rhs.pretty(level + 1, width)
    case .parenthesized(let node):
      return indent + "(\n" + node.inner.pretty(level + 1, width) + "\n" + indent + ")"
    case .subquery(let node): return node.operand.pretty(level, width) + node.suffix
    case .unary(let node):
      let operand = node.operand.pretty(level, width).drop { $0 == " " }
      return indent + (node.isNegation ? "-" : "+") + operand
    }
  }
}
