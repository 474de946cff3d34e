/// How the value of an expression follows a change of its series: what a test must know to look at the right time.
public struct Reaction: Sendable {
  /// Seconds until a change has reached the value wholly: the longest range, those of subqueries and what is in them added up.
  public var window = 0.0
  /// Seconds of the shortest range; nil where only the last samples count.
  public var shortestRange: Double?
  /// Seconds of the longest `offset`, how far back the value compares.
  public var offset = 0.0
  /// The power of their age with which the value grows while series are younger than their ranges: 1 for `increase`, 0 for a ratio of two.
  public var ageDegree = 0
  /// Whether a series can be made to have a certain value to the last bit: nothing is divided or extrapolated.
  public var isExact = true
  /// Whether the value counts, and so is whole.
  public var isWhole = false
}

extension Expr {
  /// How its value follows a change of its series.
  public var reaction: Reaction {
    var reaction = Reaction()
    reaction.window = window
    reaction.ageDegree = ageDegree
    reaction.isWhole = countsEvents
    visit { node in
      switch node {
      case .rangeSelector(let range):
        if let seconds = range.duration.seconds {
          reaction.shortestRange = Swift.min(reaction.shortestRange ?? seconds, seconds)
        }
        reaction.note(range.selector.timing)
      case .selector(let selector): reaction.note(selector.timing)
      case .subquery(let subquery): reaction.note(subquery.timing)
      case .binary(let operation) where operation.op == .divide: reaction.isExact = false
      case .call(let call) where Self.inexactFunctions.contains(call.function.name): reaction.isExact = false
      case .aggregation(let aggregation) where aggregation.aggregator == .avg: reaction.isExact = false
      default: break
      }
    }
    return reaction
  }

  private static let inexactFunctions: Set<String> = [
    "rate", "increase", "irate", "delta", "deriv", "predict_linear", "histogram_quantile", "avg_over_time",
    "sum_over_time",
    "quantile_over_time", "stddev_over_time", "holt_winters", "double_exponential_smoothing",
  ]

  private var window: Double {
    switch self {
    case .rangeSelector(let range): return range.duration.seconds ?? 0
    case .subquery(let subquery): return (subquery.duration.seconds ?? 0) + subquery.operand.window
    default:
      var longest = 0.0
      forEachChild { longest = Swift.max(longest, $0.window) }
      return longest
    }
  }

  /// The power of its series' age that the value grows with while they are younger than its ranges.
  private var ageDegree: Int {
    switch self {
    case .number, .string, .selector, .rangeSelector: return 0
    case .subquery(let subquery): return subquery.operand.ageDegree
    case .parenthesized(let node): return node.inner.ageDegree
    case .unary(let node): return node.operand.ageDegree
    case .aggregation(let aggregation): return aggregation.operand.ageDegree
    case .call(let call):
      switch call.function.name {
      case "rate", "increase", "delta", "sum_over_time", "count_over_time", "changes", "resets": return 1
      case "histogram_quantile": return 0
      default: return call.arguments.map(\.ageDegree).max() ?? 0
      }
    case .binary(let operation):
      let (left, right) = (operation.lhs.ageDegree, operation.rhs.ageDegree)
      switch operation.op {
      case .divide: return left - right
      case .multiply: return left + right
      case .add, .subtract, .or: return Swift.max(left, right)
      default: return operation.lhs.constant == nil ? left : right
      }
    }
  }

  private var countsEvents: Bool {
    switch unwrapped {
    case .aggregation(let aggregation):
      return aggregation.aggregator == .count
        || [.sum, .max, .min].contains(aggregation.aggregator) && aggregation.operand.countsEvents
    case .call(let call): return ["changes", "resets", "count_over_time"].contains(call.function.name)
    default: return false
    }
  }
}

extension Reaction {
  /// Of a condition that both expressions must meet: as slow as the slower of them, with the value of this one.
  public func together(with other: Reaction) -> Reaction {
    var both = self
    both.window = Swift.max(window, other.window)
    both.offset = Swift.max(offset, other.offset)
    both.shortestRange = [shortestRange, other.shortestRange].compactMap { $0 }.min()
    return both
  }

  fileprivate mutating func note(_ timing: Timing) {
    if let seconds = timing.offset?.seconds { offset = Swift.max(offset, seconds) }
  }
}
