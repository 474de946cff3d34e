/// The canonical text on one line, exactly as Prometheus' own printer writes it: matchers sorted, double quotes, no
/// comments. Parsing the text gives the same tree again.
extension Expr: CustomStringConvertible {
  /// The canonical text on one line; `formatted` breaks lines.
  public var description: String {
    var text = ""
    write(to: &text)
    return text
  }

  func write(to text: inout String) {
    switch self {
    case .number(let node): text += node.description
    case .string(let node): text += node.brokenBytes.map(GoFormat.quoted) ?? GoFormat.quoted(node.value)
    case .selector(let node): text += node.description
    case .rangeSelector(let node):
      text += node.selector.series + "[" + node.duration.printedLength + "]"
      if let word = node.selector.timing.rangeExtension { text += " " + word.rawValue }
      text += node.selector.timing.suffix
    case .subquery(let node):
      node.operand.write(to: &text)
      text += node.suffix
    case .aggregation(let node):
      text += node.head + "("
      if let parameter = node.parameter {
        parameter.write(to: &text)
        text += ", "
      }
      node.operand.write(to: &text)
      text += ")"
    case .call(let node):
      text += node.function.name + "("
      for (index, argument) in node.arguments.enumerated() {
        if index > 0 { text += ", " }
        argument.write(to: &text)
      }
      text += ")"
    case .binary(let node):
      // The sign of "+Inf" would take the whole power for its operand.
      if node.op == .power, case .number(let number) = node.lhs, number.value == .infinity {
        text += "Inf"
      } else {
        node.lhs.write(to: &text)
      }
      text += " " + node.head + " "
      node.rhs.write(to: &text)
    case .unary(let node):
      text += node.isNegation ? "-" : "+"
      node.operand.write(to: &text)
    case .parenthesized(let node):
      text += "("
      node.inner.write(to: &text)
      text += ")"
    }
  }
}

extension NumberLiteral: CustomStringConvertible {
  /// A duration as `1h30m`, other numbers without an exponent, a placeholder as it was written.
  public var description: String {
    placeholder ?? (isDuration ? GoFormat.duration(seconds: value) : GoFormat.number(value))
  }
}

extension LabelMatcher: CustomStringConvertible {
  /// `name="value"`, the name quoted where it must be.
  public var description: String {
    (ASCII.isPlainLabelName(name) ? name : brokenName.map(GoFormat.quoted) ?? GoFormat.quoted(name))
      + operation.rawValue + (brokenValue.map(GoFormat.quoted) ?? GoFormat.quoted(value))
  }
}

extension VectorSelector: CustomStringConvertible {
  public var description: String {
    let word = timing.rangeExtension.map { " " + $0.rawValue } ?? ""
    return series + timing.atSuffix + word + timing.offsetSuffix
  }

  /// Without its modifiers.
  var series: String {
    let list = matchers.map(\.description).sorted(by: bytewise) + placeholders.map(\.name)
    return (name ?? "") + (list.isEmpty && name != nil ? "" : "{" + list.joined(separator: ",") + "}")
  }

  /// Go sorts strings by their bytes.
  private func bytewise(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
}

extension Timing {
  var suffix: String { atSuffix + offsetSuffix }

  var atSuffix: String {
    switch at {
    case nil: ""
    case .timestamp(let seconds): " @ " + GoFormat.timestamp(seconds.value)
    case .start: " @ start()"
    case .end: " @ end()"
    }
  }

  /// Arithmetic stands in parentheses, unless it begins with one or with two signs: without them, what follows the first
  /// operand would belong to the expression.
  var offsetSuffix: String {
    guard isShifted, let offset else { return "" }
    let text = offset.printedLength
    if case .binary = offset.kind, text.first != "(", !text.hasPrefix("--") { return " offset (\(text))" }
    return " offset " + text
  }
}

extension DurationExpr: CustomStringConvertible {
  /// Name, sorted matchers and modifiers.
  public var description: String {
    switch kind {
    case .literal(let number): number.description
    case .step: "step()"
    case .range: "range()"
    case .negated(let inner): "-" + inner.description
    case .binary(let op, let a, let b): "\(a) \(op.rawValue) \(b)"
    case .minOf(let a, let b): "min_of(\(a), \(b))"
    case .maxOf(let a, let b): "max_of(\(a), \(b))"
    case .parenthesized(let inner):
      if case .parenthesized = inner.kind { inner.description } else { "(\(inner))" }
    }
  }

  /// A literal alone prints as a duration even where it was written as a number of seconds.
  /// One below a millisecond, which would read back as nothing, stays a number.
  var printedLength: String {
    guard let literal else { return description }
    if let placeholder = literal.placeholder { return placeholder }
    let text = GoFormat.duration(seconds: literal.value)
    return text == "0s" && literal.value != 0 ? GoFormat.number(literal.value) : text
  }
}

extension Subquery {
  var suffix: String { "[" + duration.printedLength + ":" + (step?.printedLength ?? "") + "]" + timing.suffix }
}

extension Aggregation {
  /// The operator and its grouping, up to the parenthesis.
  var head: String {
    guard let grouping, grouping.isWithout || !grouping.labels.isEmpty else { return aggregator.rawValue }
    return aggregator.rawValue + (grouping.isWithout ? " without " : " by ") + grouping.labels.list + " "
  }
}

extension BinaryOperation {
  /// The operator and its modifiers.
  var head: String {
    let text = op.rawValue + (returnsBool ? " bool" : "")
    guard let matching, lhs.type != .scalar, rhs.type != .scalar else { return text }
    return text + matching.suffix
  }
}

extension VectorMatching {
  fileprivate var suffix: String {
    var text = ""
    if isOn || !labels.isEmpty || cardinality != .oneToOne { text += (isOn ? " on " : " ignoring ") + labels.list }
    switch cardinality {
    case .oneToOne: break
    case .manyToOne: text += " group_left " + include.list
    case .oneToMany: text += " group_right " + include.list
    }
    if let fillLeft, fillLeft == fillRight { return text + " fill (" + GoFormat.shortest(fillLeft) + ")" }
    if let fillLeft { text += " fill_left (" + GoFormat.shortest(fillLeft) + ")" }
    if let fillRight { text += " fill_right (" + GoFormat.shortest(fillRight) + ")" }
    return text
  }
}

extension [LabelReference] {
  fileprivate var list: String {
    let names = map { label in
      label.isPlaceholder || ASCII.isPlainLabelName(label.name) ? label.name : GoFormat.quoted(label.name)
    }
    return "(" + names.joined(separator: ", ") + ")"
  }
}
