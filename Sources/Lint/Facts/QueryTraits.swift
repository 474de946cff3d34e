import Formats
import PromQL

/// What tells queries apart: where two have a trait, and no value of it in common, no series can come of both.
enum QueryTrait: Hashable {
  /// The values of a label that are selected, where they are listed.
  case selected(String)
  /// The pattern by which a label is selected.
  case pattern(String)
  /// The one value of a label that the result has.
  case value(String)
  /// The labels of the result, where all are known.
  case labels
  /// The programs whose metrics are read.
  case programs
  /// The one value of what is compared.
  case compared(String)
}

extension Query {
  /// The traits by which `isTold` tells it apart from others.
  ///
  /// - Parameter written: labels that the rules give to what comes out, whatever it had.
  func traits(besides written: Set<String>) -> [QueryTrait: Set<String>] {
    var traits: [QueryTrait: Set<String>] = [:]
    let known = labels.all
    for label in known ?? labels.guaranteed where !written.contains(label) {
      if let value = labels.value(of: label) { traits[.value(label)] = [value] }
    }
    if let known { traits[.labels] = [known.filter { !written.contains($0) }.joined(separator: ",")] }
    if let programs { traits[.programs] = programs }
    for window in expression?.valueWindows ?? [] where window.single != nil {
      // No negative zero.
      traits[.compared(window.value)] = ["\(window.single! + 0)"]
    }
    for matcher in selectors.lazy.flatMap(\.matchers)
    where matcher.name != "__name__" && labels.presence(of: matcher.name) != .never {
      let value = labels.value(of: matcher.name)
      if let values = matcher.values {
        // What the result has may be another value than what was selected, and the same for both queries.
        guard !values.isEmpty, value.map(values.contains) ?? true else { continue }
        if traits[.selected(matcher.name)] == nil { traits[.selected(matcher.name)] = Set(values) }
      } else if matcher.operation == .regexMatch, value == nil {
        if traits[.pattern(matcher.name)] == nil { traits[.pattern(matcher.name)] = [matcher.value] }
      }
    }
    return traits
  }
}

/// Queries of rules that have all else in common, among which the first one is looked for that is not told apart from a later one.
struct QueriesAlike {
  let queries: [Query]
  private let written: [String]
  private let traits: [[QueryTrait: Set<String>]]
  private let filing: RarestFiling<QueryTrait>

  /// - Parameter written: labels that the rules give to what comes out, whatever it had.
  init(_ queries: [Query], besides written: [String]) {
    self.queries = queries
    self.written = written
    let names = Set(written)
    traits = queries.map { $0.traits(besides: names) }
    filing = RarestFiling(traits)
  }

  /// The first query from which one is not told apart.
  ///
  /// - Parameters:
  ///   - end: only those before it are looked at…
  ///   - isAsked: …and only those for which this says so.
  func first(like index: Int, before end: Int, where isAsked: (Int) -> Bool) -> Int? {
    var first = end
    for list in filing.candidates({ traits[index][$0] }) {
      for other in list {
        if other >= first { break }
        if isAsked(other), !queries[other].isTold(apart: queries[index], besides: written) { first = other }
      }
    }
    return first < end ? first : nil
  }
}
