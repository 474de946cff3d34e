extension Expr {
  /// Each change per second or over a range that is read off a selector, with that range; in the order of the text.
  public var slopes: [(call: Call, range: DurationExpr)] {
    var found: [(call: Call, range: DurationExpr)] = []
    visit { node in
      guard case .call(let call) = node, call.function.isRise || call.function.name == "deriv",
        case .rangeSelector(let selector)? = call.arguments.first?.unwrapped
      else { return }
      found.append((call, selector.duration))
    }
    return found
  }

  /// Whether the rise of something is a part of it.
  public var hasRise: Bool {
    var found = false
    visit { node in
      if case .call(let call) = node, call.function.isRise { found = true }
    }
    return found
  }
}

extension Function {
  /// `rate`, `irate` and `increase`, which say how counters rise.
  public var isRise: Bool { name == "rate" || name == "irate" || name == "increase" }
}
