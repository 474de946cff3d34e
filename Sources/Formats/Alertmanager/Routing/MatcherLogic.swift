import RE2

/// What follows from conditions alone, whatever alerts there are.
package enum MatcherLogic {
  /// Whether every alert that fulfils some conditions fulfils others too. False where it cannot be proved.
  package static func implies(_ conditions: [AlertMatcher], _ others: [AlertMatcher]) -> Bool {
    let conditions = Dictionary(grouping: conditions, by: \.name)
    return others.allSatisfy { implies(conditions[$0.name] ?? [], $0) }
  }

  /// The same of one other condition.
  static func implies(_ conditions: some Sequence<AlertMatcher>, _ other: AlertMatcher) -> Bool {
    if other.takesAnyText && other.matchesEmpty { return true }
    return conditions.contains { condition in
      guard condition.name == other.name else { return false }
      if condition.isSame(as: other) { return true }
      if let values = condition.values { return !values.isEmpty && values.allSatisfy(other.matches) }
      // Whatever refuses the missing label leaves some text, which may be all that is asked for.
      return other.takesAnyText && !condition.matchesEmpty
    }
  }

  /// Two of some conditions that no alert can fulfil at once, or one that none can alone; nil where none can be proved.
  package static func contradiction(_ conditions: [AlertMatcher]) -> (first: Int, second: Int)? {
    ConditionPath(conditions).contradiction
  }
}
