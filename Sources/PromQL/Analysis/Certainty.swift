/// Whether an expression returns something, as far as that is settled before any sample is known.
public enum Certainty: String, Sendable, CaseIterable {
  /// At least one series, whatever is stored: `vector(1)`, `foo or vector(0)`.
  case always
  /// Nothing, whatever is stored: `vector(0) > 1`.
  case never
  /// The samples decide.
  case depends
}

extension Expr {
  /// Whether the result is certain to hold something or nothing; a condition that is always or never met is a mistake.
  public var certainty: Certainty {
    switch self {
    case .number, .string: return .always
    case .selector, .rangeSelector: return .depends
    case .subquery(let node): return node.operand.certainty == .never ? .never : .depends
    case .parenthesized(let node): return node.inner.certainty
    case .unary(let node): return node.operand.certainty
    case .aggregation(let node):
      let certainty = node.operand.certainty
      // `topk(0, …)` and the like select nothing.
      if node.aggregator.selectsSeries, certainty == .always, !(node.parameter?.constant.map { $0 >= 1 } ?? false) {
        return .depends
      }
      return certainty
    case .call(let node): return node.certainty
    case .binary(let node): return node.certainty
    }
  }

  /// The one value that the expression has, where only numbers decide it.
  public var constant: Double? {
    switch self {
    case .number(let number): return number.placeholder == nil ? number.value : nil
    case .parenthesized(let node): return node.inner.constant
    case .unary(let node): return node.operand.constant.map { node.isNegation ? -$0 : $0 }
    case .call(let node):
      return ["vector", "scalar"].contains(node.function.name) ? node.arguments.first?.constant : nil
    case .binary(let node): return node.constant
    default: return nil
    }
  }
}

extension BinaryOperator {
  /// What comes of two numbers; nil where that is nothing, or not known.
  func result(_ a: Double?, _ b: Double?, returnsBool: Bool) -> Double? {
    guard let a, let b else { return nil }
    switch self {
    case .add: return a + b
    case .subtract: return a - b
    case .multiply: return a * b
    case .divide: return a / b
    default:
      guard let holds = holds(a, b) else { return nil }
      return returnsBool ? (holds ? 1 : 0) : holds ? a : nil
    }
  }
}

extension Call {
  fileprivate var certainty: Certainty {
    switch function.name {
    case "vector", "scalar": return .always
    case "absent", "absent_over_time":
      switch arguments.first?.certainty ?? .depends {
      case .always: return .never
      case .never: return .always
      case .depends: return .depends
      }
    default:
      if function.resultType == .scalar { return .always }
      let vectors = arguments.filter { $0.type == .vector || $0.type == .matrix }
      // Without an argument, as in `hour()`, they look at the time.
      guard let first = vectors.first else { return .always }
      // `info` may drop series; histograms may be missing.
      let keepsSeries = vectors.count == 1 && function.name != "info" && !function.name.hasPrefix("histogram")
      let certainty = first.certainty
      return keepsSeries || certainty == .never ? certainty : .depends
    }
  }
}

extension BinaryOperation {
  fileprivate var certainty: Certainty {
    if isPlaceholder { return .depends }
    let left = lhs.certainty, right = rhs.certainty
    switch op {
    case .or: return left == .always || right == .always ? .always : left == right ? left : .depends
    case .unless: return left == .never || right == .never ? left : .depends
    default: break
    }
    if left == .never || right == .never {
      return matching?.fillLeft == nil && matching?.fillRight == nil ? .never : .depends
    }
    if isFilter, let a = lhs.constant, let b = rhs.constant, let holds = op.holds(a, b) {
      return holds ? .always : .never
    }
    if isFilter, lhs.type == .scalar || rhs.type == .scalar,
      let holds = lhs.valueBounds.settles(op, rhs.valueBounds)
    {
      return !holds ? .never : left == .always && right == .always ? .always : .depends
    }
    guard !isFilter else { return .depends }
    // Between a vector and a scalar no series is lost.
    if lhs.type == .scalar { return right }
    if rhs.type == .scalar { return left }
    // Two vectors meet only where labels agree, as those of two without any do.
    return left == .always && right == .always && areWithoutLabels ? .always : .depends
  }

  private var areWithoutLabels: Bool { lhs.labels().all == [] && rhs.labels().all == [] }
}
