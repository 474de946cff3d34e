extension Expr {
  /// The canonical text over several lines, broken as `promtool promql format` breaks it: whatever is longer than
  /// `width` bytes on one line has its operands indented on lines of their own. Two slips of promtool are not followed: it
  /// forgets to indent a short subquery, and breaks `time()` into three lines.
  public func formatted(width: Int = 100) -> String {
    var text = ""
    write(to: &text, 0, width)
    return text
  }

  /// Appends it, indented so many times.
  private func write(to text: inout String, _ level: Int, _ width: Int) {
    let indent = String(repeating: "  ", count: level)
    let line = description
    if line.utf8.count <= width {
      text += indent + line
      return
    }
    switch self {
    case .number, .string, .selector, .rangeSelector: text += indent + line
    case .aggregation(let node):
      text += indent + node.head + "(\n"
      if let parameter = node.parameter {
        parameter.write(to: &text, level + 1, width)
        text += ",\n"
      }
      node.operand.write(to: &text, level + 1, width)
      text += "\n" + indent + ")"
    case .call(let node):
      guard !node.arguments.isEmpty else {
        text += indent + line
        return
      }
      text += indent + node.function.name + "("
      for (index, argument) in node.arguments.enumerated() {
        text += index == 0 ? "\n" : ",\n"
        argument.write(to: &text, level + 1, width)
      }
      text += "\n" + indent + ")"
    case .binary(let node):
      // The sign of "+Inf" would take the whole power for its operand.
      let isInfinity = if case .number(let number) = node.lhs, number.value == .infinity { true } else { false }
      if isInfinity && node.op == .power {
        text += indent + "  Inf"
      } else {
        node.lhs.write(to: &text, level + 1, width)
      }
      text += "\n" + indent + node.head + "\n"
      node.rhs.write(to: &text, level + 1, width)
    case .parenthesized(let node):
      text += indent + "(\n"
      node.inner.write(to: &text, level + 1, width)
      text += "\n" + indent + ")"
    case .subquery(let node):
      node.operand.write(to: &text, level, width)
      text += node.suffix
    case .unary(let node):
      var operand = ""
      node.operand.write(to: &operand, level, width)
      text += indent + (node.isNegation ? "-" : "+") + operand.drop { $0 == " " }
    }
  }
}
