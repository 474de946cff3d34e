/// Between which bounds a value has to be.
public struct ValueWindow: Sendable {
  private struct Bound {
    var value: Double
    /// The bound itself is not within.
    var isOpen: Bool
  }

  private let expression: Expr
  private var lower = Bound(value: -.infinity, isOpen: false)
  private var upper = Bound(value: .infinity, isOpen: false)

  fileprivate init(_ expression: Expr) { self.expression = expression }

  /// What is compared, as it prints: written only where bounds say that it matters.
  public var value: String { expression.unwrapped.description }

  /// The one value that is within; nil where there are several, or none.
  package var single: Double? { lower.value == upper.value && !lower.isOpen && !upper.isOpen ? lower.value : nil }

  /// Whether no value is within.
  public var isEmpty: Bool { lies(below: self) }

  /// Whether the other is about the same value, and nothing is within both.
  public func excludes(_ other: ValueWindow) -> Bool {
    isApart(from: other) && value == other.value
  }

  /// Whether nothing is within the bounds of both, whatever they are about.
  fileprivate func isApart(from other: ValueWindow) -> Bool { lies(below: other) || other.lies(below: self) }

  private func lies(below other: ValueWindow) -> Bool {
    upper.value < other.lower.value || upper.value == other.lower.value && (upper.isOpen || other.lower.isOpen)
  }

  fileprivate mutating func narrow(_ op: BinaryOperator, _ bound: Double) {
    switch op {
    case .greater, .greaterOrEqual: raise(Bound(value: bound, isOpen: op == .greater))
    case .less, .lessOrEqual: cut(Bound(value: bound, isOpen: op == .less))
    case .equal:
      raise(Bound(value: bound, isOpen: false))
      cut(Bound(value: bound, isOpen: false))
    default: break
    }
  }

  fileprivate mutating func narrow(_ other: ValueWindow) {
    raise(other.lower)
    cut(other.upper)
  }

  /// What is outside, where that is in one piece.
  fileprivate var complement: ValueWindow? {
    var result = self
    switch (lower.value, upper.value) {
    case (-.infinity, .infinity): return nil
    case (_, .infinity):
      result.lower = Bound(value: -.infinity, isOpen: false)
      result.upper = Bound(value: lower.value, isOpen: !lower.isOpen)
    case (-.infinity, _):
      result.lower = Bound(value: upper.value, isOpen: !upper.isOpen)
      result.upper = Bound(value: .infinity, isOpen: false)
    default: return nil
    }
    return result
  }

  private mutating func raise(_ bound: Bound) {
    if bound.value > lower.value || bound.value == lower.value && bound.isOpen { lower = bound }
  }

  private mutating func cut(_ bound: Bound) {
    if bound.value < upper.value || bound.value == upper.value && bound.isOpen { upper = bound }
  }
}

extension Expr {
  /// What holds for every series of the result, as far as comparisons with numbers tell; first of its own value.
  public var valueWindows: [ValueWindow] {
    guard case .binary(let node) = unwrapped else { return [ValueWindow(self)] }
    switch node.op {
    case .and: return node.lhs.valueWindows.narrowed(by: node.rhs.valueWindows)
    case .unless:
      let taken = node.rhs.valueWindows
      // What is left misses one of several windows, and it is not known which.
      return taken.count == 1
        ? node.lhs.valueWindows.narrowed(by: taken.compactMap(\.complement)) : node.lhs.valueWindows
    default:
      guard node.isFilter else { return [ValueWindow(self)] }
      let isFlipped = node.lhs.type == .scalar
      var windows = (isFlipped ? node.rhs : node.lhs).valueWindows
      if let bound = (isFlipped ? node.lhs : node.rhs).constant {
        windows[0].narrow(isFlipped ? node.op.flipped : node.op, bound)
      }
      return windows
    }
  }
}

extension Expr {
  /// Whether a comparison decides what it returns, here or in what `and` and `unless` join.
  fileprivate var hasWindow: Bool {
    guard case .binary(let node) = unwrapped else { return false }
    return node.isFilter || (node.op == .and || node.op == .unless) && (node.lhs.hasWindow || node.rhs.hasWindow)
  }
}

extension BinaryOperation {
  /// A value that would have to be within bounds which exclude each other, as it prints: `a > 5 and a < 3`. Nil where there is none,
  /// or where it is one of the operands that asks for it.
  ///
  /// On either side stands the same series only where all labels have to be equal.
  public var contradiction: String? {
    guard !isPlaceholder, !(matching.map { $0.isOn || !$0.labels.isEmpty } ?? false) else { return nil }
    switch op {
    case .and, .unless:
      guard lhs.hasWindow, rhs.hasWindow,
        !Set(lhs.metricNames.map(\.name)).isDisjoint(with: rhs.metricNames.map(\.name))
      else { return nil }
    default: guard isFilter, lhs.type == .scalar ? rhs.hasWindow : lhs.hasWindow else { return nil }
    }
    let left = lhs.valueWindows, right = rhs.valueWindows
    guard !left.contains(where: \.isEmpty), !right.contains(where: \.isEmpty),
      op != .and || left.contains(where: { mine in right.contains { mine.isApart(from: $0) } })
    else { return nil }
    return Expr.binary(self).valueWindows.first(where: \.isEmpty)?.value
  }
}

extension [ValueWindow] {
  fileprivate func narrowed(by others: [ValueWindow]) -> [ValueWindow] {
    var result = self
    for other in others {
      let value = other.value
      if let index = result.firstIndex(where: { $0.value == value }) {
        result[index].narrow(other)
      } else {
        result.append(other)
      }
    }
    return result
  }
}
