import Arithmetic
import Documents
import PromQL
import Synchronization

/// Kinds of tests, each with what all of it have in common, found out once: thousands of services have the same.
final class TestKinds: Sendable {
  /// Tests that agree in this differ in whom they are about, and in nothing else.
  enum Kind: Hashable, Sendable {
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

  private struct Known {
    let number: Int
    let steps: [TestExtent: [PrometheusDuration]]
  }

  private let known = Mutex<[Kind: Known]>([:])

  /// Tests that are made when somebody asks.
  ///
  /// - Throws: for numbers that turn out to be none: what divides may be zero.
  func tests(
    _ kind: Kind, _ make: @escaping @Sendable (TestExtent) throws(ArithmeticError) -> [TestCase]
  ) throws(ArithmeticError) -> RuleTests {
    let known = try known(kind, make)
    return RuleTests(kind: known.number, steps: known.steps) { (try? make($0)) ?? [] }
  }

  private func known(
    _ kind: Kind, _ make: (TestExtent) throws(ArithmeticError) -> [TestCase]
  ) throws(ArithmeticError) -> Known {
    if let known = known.withLock({ $0[kind] }) { return known }
    let steps = [
      TestExtent.all: RuleTests.steps(of: try make(.all)), .owner: RuleTests.steps(of: try make(.owner)),
    ]
    return known.withLock { all in
      let new = all[kind] ?? Known(number: all.count, steps: steps)
      all[kind] = new
      return new
    }
  }
}
