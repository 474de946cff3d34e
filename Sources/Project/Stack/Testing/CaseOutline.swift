import Documents

/// A case that does not name yet whom it is about: all that it has in common with the same case of other rules of its kind.
struct CaseOutline: Sendable {
  /// Without series, and without the labels that come of the target.
  private let test: TestCase
  private let series: [PackSeries]
  /// Of the target's series, in their order; none where it has none.
  private let values: [String]
  /// Of the same series of somebody else, likewise.
  private let others: [String]
  /// Labels of the target that what fires carries.
  private let firingCarries: [String]
  /// Labels of the target that what the queries give carries.
  private let queriesCarry: [String]

  init(
    _ test: TestCase, series: [PackSeries], values: [String], others: [String], firingCarries: [String] = [],
    queriesCarry: [String] = []
  ) {
    self.test = test
    self.series = series
    self.values = values
    self.others = others
    self.firingCarries = firingCarries
    self.queriesCarry = queriesCarry
  }

  var evaluationInterval: PrometheusDuration { test.evaluationInterval }

  /// The case about somebody.
  func about(_ subject: TestSubject) -> TestCase {
    var test = test
    for (series, values) in zip(series, values) {
      if let name = subject.name(series) { test.series.append((name, values)) }
    }
    for (series, values) in zip(series, others) {
      if let name = subject.nameOfOther(series) { test.series.append((name, values)) }
    }
    let carried = subject.labels(firingCarries)
    for check in test.checks.indices {
      for firing in test.checks[check].firing.indices {
        // What a test says of a label goes before what its target says.
        for (name, value) in carried where test.checks[check].firing[firing].labels[name] == nil {
          test.checks[check].firing[firing].labels[name] = value
        }
      }
    }
    let kept = subject.labels(queriesCarry)
    if !kept.isEmpty {
      for query in test.queries.indices { test.queries[query].labels.insert(contentsOf: kept, at: 0) }
    }
    return test
  }
}
