import RE2

/// `{matchers} | stage | stage`: which lines are looked at.
public struct LogSelection: Sendable {
  /// What is done with each line, in order.
  var stages: [Stage] = []
  public internal(set) var range: Range<Int>

  enum Stage: Sendable {
    /// Texts of which the line must have one, or with `isNegated` none.
    case contains([String], isNegated: Bool)
    case matches([Pattern], isNegated: Bool)
    /// A comparison of a label, or several.
    case labels(LabelFilter)
    /// Labels out of named groups.
    case groups(Pattern, names: [String])
    /// The label whose value is counted.
    case unwrap(String)
    /// Neither drops a line nor makes a label that is known here.
    case other(String)
  }

  enum LabelFilter: Sendable {
    case text(String, Pattern, isNegated: Bool)
    /// Something that is not played.
    case other(String)
    indirect case both(LabelFilter, LabelFilter)
    indirect case either(LabelFilter, LabelFilter)
  }

  /// Whether a line is looked at.
  ///
  /// - Parameter labels: what is known of the line besides its text.
  /// - Throws: the word of the stage that is not played here, such as `json`.
  public func takes(_ line: String, labels: [String: String]) throws(UnplayedStage) -> Bool {
    var found: Set<String> = []
    for stage in stages {
      switch stage {
      case .contains(let texts, let isNegated):
        if texts.contains(where: line.contains) == isNegated { return false }
      case .matches(let patterns, let isNegated):
        if patterns.contains(where: { $0.matches(line) }) == isNegated { return false }
      case .labels(let filter):
        if try !filter.holds(labels, found) { return false }
      case .groups(let pattern, let names):
        if pattern.matches(line) { found.formUnion(names) }
      case .unwrap(let label):
        if !found.contains(label), labels[label] == nil { return false }
      case .other(let word): throw UnplayedStage(word: word)
      }
    }
    return true
  }
}

/// What lines are not played through.
public struct UnplayedStage: Error, Sendable {
  public var word: String
}

extension LogSelection.LabelFilter {
  /// - Parameter found: labels that the line gave, with values that are not known.
  func holds(_ labels: [String: String], _ found: Set<String>) throws(UnplayedStage) -> Bool {
    switch self {
    case .text(let label, let pattern, let isNegated):
      if found.contains(label) { throw UnplayedStage(word: label) }
      return pattern.matches(labels[label] ?? "") != isNegated
    case .other(let word): throw UnplayedStage(word: word)
    case .both(let left, let right):
      if try !left.holds(labels, found) { return false }
      return try right.holds(labels, found)
    case .either(let left, let right):
      if try left.holds(labels, found) { return true }
      return try right.holds(labels, found)
    }
  }
}
