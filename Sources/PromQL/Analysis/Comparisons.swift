extension BinaryOperation {
  /// A comparison with zero: whether there is any at all.
  public var comparesWithZero: Bool {
    guard op.isComparison, case .number(let bound) = rhs.unwrapped else { return false }
    return bound.value == 0
  }
}

extension Expr {
  /// Whether what stands at a part of the text is compared with a bound that only a fall meets, or its sign is taken away:
  /// who does that knows that it falls.
  public func asksForFall(of part: Range<Int>) -> Bool {
    var found = false
    visit { node in
      switch node {
      case .call(let outer) where outer.function.name == "abs":
        found = found || outer.arguments.first?.range.contains(part.lowerBound) == true
      case .binary(let comparison) where comparison.op.isAbove == false:
        guard comparison.lhs.range.contains(part.lowerBound), let bound = comparison.rhs.constant else { return }
        found = found || bound < 0 || bound == 0 && comparison.op == .less
      default: break
      }
    }
    return found
  }
}

extension BinaryOperator {
  /// Whether a comparison asks for what is above its right side, or for what is below; nil for any other operator.
  public var isAbove: Bool? {
    switch self {
    case .greater, .greaterOrEqual: true
    case .less, .lessOrEqual: false
    default: nil
    }
  }

  /// The comparison with its sides exchanged.
  var flipped: BinaryOperator {
    switch self {
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    default: self
    }
  }

  /// Whether a comparison holds between two numbers; nil for any other operator.
  func holds(_ a: Double, _ b: Double) -> Bool? {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    case .less: a < b
    case .lessOrEqual: a <= b
    default: nil
    }
  }
}
