import Arithmetic
import Documents

/// The numbers of which the series of a test are made, by name.
struct TestNumbers {
  private(set) var base: [String: Double]
  /// Those of `amply`; empty where there is no guard to satisfy.
  private(set) var ample: [String: Double] = [:]
  /// The value when all is well.
  let healthy: Double

  /// - Parameter thresholds: the one that is crossed first in front.
  init(
    _ test: PackTest, _ subject: AlertTimeline.Subject, _ thresholds: [Double], parameters: [String: Double],
    replicas: Int
  ) throws(ArithmeticError) {
    base = parameters
    base["for"] = subject.duration.approximateSeconds
    base["replicas"] = Double(replicas)
    (base["early"], base["lately"]) = (0, 0)
    base["threshold"] = thresholds.first
    if let limit = test.limit { base["limit"] = try Self.evaluate(limit, base) }
    healthy =
      if let text = test.healthy { try Self.evaluate(text, base) } else {
        subject.isBelow ? 2 * (thresholds.first ?? 0) : 0
      }
    base["healthy"] = healthy
    for (name, text) in test.with { base[name] = try Self.evaluate(text, base) }
    ample = try all(test.amply)
    // A minimum of nothing is no guard.
    for (name, value) in ample where value == 0 { (ample[name], base[name]) = (1, 1) }
  }

  /// Whether there is a guard that the numbers of `with` satisfy by a hair.
  var isGuarded: Bool { !ample.isEmpty && ample.allSatisfy { base[$0.key] != $0.value } }

  /// The seconds between two evaluations, and until `for` is over at one of them.
  mutating func take(step: Int, wait: Int) {
    (base["step"], base["wait"]) = (Double(step) / 1000, Double(wait) / 1000)
  }

  func evaluate(_ text: String, value: Double? = nil) throws(ArithmeticError) -> Double {
    try ArithmeticExpression(text).evaluate { $0 == "value" ? value : base[$0] }
  }

  func all(_ texts: OrderedMap<String>) throws(ArithmeticError) -> [String: Double] {
    var numbers: [String: Double] = [:]
    for (name, text) in texts { numbers[name] = try evaluate(text) }
    return numbers
  }

  private static func evaluate(_ text: String, _ numbers: [String: Double]) throws(ArithmeticError) -> Double {
    try ArithmeticExpression(text).evaluate { numbers[$0] }
  }
}
