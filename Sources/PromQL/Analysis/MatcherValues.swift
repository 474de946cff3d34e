import RE2

/// Which values of its label a matcher accepts.
extension LabelMatcher {
  /// Whether a series whose label has this value satisfies the matcher; nil where its pattern is none.
  public func accepts(_ text: String) -> Bool? {
    switch operation {
    case .equal: text == value
    case .notEqual: text != value
    case .regexMatch: KnownPattern.of(value)?.pattern.matches(text)
    case .regexNotMatch: KnownPattern.of(value).map { !$0.pattern.matches(text) }
    }
  }

  /// Whether no value suits both. Two patterns without end that differ are taken for that, as they mostly are.
  public func excludes(_ other: LabelMatcher) -> Bool {
    if values != nil || other.values != nil { return certainlyExcludes(other) }
    if operation.isNegative, other.operation.isNegative { return false }
    return value != other.value || operation != other.operation
  }

  /// Whether the two say the same.
  func isSame(as other: LabelMatcher) -> Bool {
    name == other.name && operation == other.operation && value == other.value
  }

  /// Whether no value suits both, where one of them accepts so few that each can be tried.
  func certainlyExcludes(_ other: LabelMatcher) -> Bool {
    if let values { return !values.contains { other.accepts($0) ?? true } }
    return other.values.map { values in !values.contains { accepts($0) ?? true } } ?? false
  }

  /// All values that it accepts, where those are few.
  package var values: [String]? {
    switch operation {
    case .equal: [value]
    case .regexMatch: KnownPattern.of(value)?.pattern.literals(limit: 64)
    case .notEqual, .regexNotMatch: nil
    }
  }
}
