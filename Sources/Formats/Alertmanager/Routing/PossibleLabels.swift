import Documents
import RE2

/// Whether something holds, as far as can be told.
package enum Certainty: Sendable, Comparable {
  case no, maybe, yes

  package static func && (a: Certainty, b: Certainty) -> Certainty { min(a, b) }
}

/// What is known of an alert's labels before it fires.
package struct PossibleLabels: Sendable, Hashable {
  package enum Value: Sendable, Hashable {
    case exactly(String)
    case absent
    /// It is there, with a value that is not known.
    case present
    /// It may be missing too.
    case anything
  }

  /// Labels of which something is known.
  package var known: [String: Value]
  /// All others.
  package var others: Value

  package init(_ known: [String: Value] = [:], others: Value) {
    self.known = known
    self.others = others
  }

  package subscript(name: String) -> Value { known[name] ?? others }

  package func fulfils(_ matcher: AlertMatcher) -> Certainty { self[matcher.name].fulfils(matcher) }

  package func fulfils(_ matchers: MatcherList) -> Certainty {
    matchers.placed.reduce(.yes) { $0 && fulfils($1.matcher) }
  }
}

extension PossibleLabels.Value {
  /// Whether a label with this value fulfils a condition on it.
  package func fulfils(_ matcher: AlertMatcher) -> Certainty {
    switch self {
    case .exactly(let value): matcher.matches(value) ? .yes : .no
    case .absent: matcher.matchesEmpty ? .yes : .no
    case .present: matcher.takesAnyText ? .yes : matcher.takesOnlyEmpty ? .no : .maybe
    case .anything: matcher.takesAnyText && matcher.matchesEmpty ? .yes : matcher.takesNothing ? .no : .maybe
    }
  }
}

extension AlertMatcher {
  /// Whether every value that is not empty matches.
  var takesAnyText: Bool {
    switch operation {
    case .equal: false
    case .notEqual: value.isEmpty
    case .regexMatch: value == ".+" || value == ".*" || pattern?.matchesEveryLine == true
    case .regexNotMatch: value.isEmpty || pattern?.matchesNothing == true
    }
  }

  /// Whether an existing label never matches.
  var takesOnlyEmpty: Bool {
    switch operation {
    case .equal, .regexMatch: value.isEmpty
    case .notEqual: false
    case .regexNotMatch: value == ".+" || value == ".*" || pattern?.matchesEveryLine == true
    }
  }

  /// Whether no value at all matches.
  var takesNothing: Bool {
    switch operation {
    case .equal, .notEqual: false
    case .regexMatch: pattern?.matchesNothing == true
    case .regexNotMatch: value == ".*" || pattern?.matchesEveryLine == true
    }
  }
}
