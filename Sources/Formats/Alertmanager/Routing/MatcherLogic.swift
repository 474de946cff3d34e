import RE2

/// What follows from conditions alone, whatever alerts there are.
package enum MatcherLogic {
  /// Whether every alert that fulfils some conditions fulfils another one too. False where it cannot be proved.
  package static func implies(_ conditions: [AlertMatcher], _ other: AlertMatcher) -> Bool {
    if other.takesAnyText && other.matchesEmpty { return true }
    return conditions.contains { condition in
      guard condition.name == other.name else { return false }
      if condition.isSame(as: other) { return true }
      if let values = condition.values { return !values.isEmpty && values.allSatisfy(other.matches) }
      // Whatever refuses the missing label leaves some text, which may be all that is asked for.
      return other.takesAnyText && !condition.matchesEmpty
    }
  }

  package static func implies(_ conditions: [AlertMatcher], _ others: [AlertMatcher]) -> Bool {
    others.allSatisfy { implies(conditions, $0) }
  }

  /// Two of some conditions that no alert can fulfil at once, or one that none can alone; nil where none can be proved.
  package static func contradiction(_ conditions: [AlertMatcher]) -> (first: Int, second: Int)? {
    for (index, condition) in conditions.enumerated() {
      if condition.takesNothing { return (index, index) }
      for earlier in 0..<index where conditions[earlier].name == condition.name {
        if excludes(conditions[earlier], condition) || excludes(condition, conditions[earlier]) {
          return (earlier, index)
        }
      }
    }
    return nil
  }

  private static func excludes(_ a: AlertMatcher, _ b: AlertMatcher) -> Bool {
    guard let values = a.values else { return false }
    return !values.contains(where: b.matches)
  }
}
