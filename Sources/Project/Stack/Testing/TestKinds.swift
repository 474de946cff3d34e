import Arithmetic
import Documents
import PromQL
import Synchronization

/// Kinds of tests, each with what all of it have in common, found out once: thousands of services have the same.
final class TestKinds: Sendable {
  /// Tests that agree in this differ in whom they are about, and in nothing else.
  enum Key: Hashable, Sendable {
    case rule(pack: String, Numbers)
    case objective(alert: String, Objective, SeriesNaming?)
  }

  /// What the numbers of a rule's tests are made of.
  struct Numbers: Hashable {
    var rule: String
    var thresholds: [Decimal?] = []
    var duration = PrometheusDuration.seconds(0)
    var parameters: [String: Double] = [:]
    var replicas = 1
    /// What the owner calls its series.
    var names: SeriesNaming?
  }

  private let known = Mutex<[Key: TestKind]>([:])

  /// The kind of a key.
  ///
  /// - Throws: for numbers that turn out to be none: what divides may be zero.
  func kind(_ key: Key, _ make: () throws(ArithmeticError) -> TestKind) throws(ArithmeticError) -> TestKind {
    if let known = known.withLock({ $0[key] }) { return known }
    let kind = try make()
    return known.withLock { all in
      let first = all[key] ?? kind
      all[key] = first
      return first
    }
  }
}

/// What the tests of rules have in common that differ in whom they are about, and in nothing else.
final class TestKind: Sendable {
  private let make: @Sendable (TestExtent) throws(ArithmeticError) -> [CaseOutline]
  private let knownSteps: [TestExtent: [PrometheusDuration]]
  /// How far back a rule looks, in seconds.
  let reach: Double
  /// Those that hold an owner, once somebody has asked: thousands of owners may.
  private let ofOwner = Mutex<[CaseOutline]?>(nil)

  /// - Throws: for numbers that turn out to be none.
  init(
    reach: Double, _ make: @escaping @Sendable (TestExtent) throws(ArithmeticError) -> [CaseOutline]
  ) throws(ArithmeticError) {
    self.reach = reach
    self.make = make
    knownSteps = [.all: try make(.all).map(\.evaluationInterval).uniqued()]
  }

  /// One whose rules write their cases themselves, with an example of these.
  init(writing cases: (TestExtent) -> [TestCase]) {
    make = { _ in [] }
    reach = 0
    knownSteps = [.all: RuleTests.steps(of: cases(.all)), .owner: RuleTests.steps(of: cases(.owner))]
  }

  func outlines(_ extent: TestExtent) -> [CaseOutline] {
    // Its numbers are known to be some.
    if extent == .all { return (try? make(.all)) ?? [] }
    return ofOwner.withLock { known in
      let cases = known ?? (try? make(.owner)) ?? []
      known = cases
      return cases
    }
  }

  /// Between two evaluations of the rules in a case, each once.
  func steps(_ extent: TestExtent) -> [PrometheusDuration] {
    knownSteps[extent] ?? outlines(extent).map(\.evaluationInterval).uniqued()
  }
}
