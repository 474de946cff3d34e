import PromQL
import Testing

/// What tells two expressions apart where it is numbers and durations.
struct LiteralChangeTests {
  @Test(arguments: [
    ("a > 1", "a > 2", "threshold 1 2"), ("a > bool -1", "a > bool -2", "threshold 1 2"),
    ("a > (1)", "a > (1.5)", "threshold 1 1.5"), ("a == 0", "a == 5m", "threshold 0 5m"),
    ("rate(a[5m]) * 2", "rate(a[10m]) * 3", "duration 5m 10m; other 2 3"),
    ("a offset 1h", "a offset 2h", "duration 1h 2h"), ("a\n  > 1 # one", "a > 1", ""),
    ("quantile(0.9, a)", "quantile(0.99, a)", "other 0.9 0.99"),
    ("sum_over_time(a[1h:5m])", "sum_over_time(a[1h:1m])", "duration 5m 1m"),
  ])
  func numbersAreFound(old: String, new: String, expected: String) {
    let changes = LiteralChange.between(old, new)?.map { "\($0.role) \($0.old) \($0.new)" }
    #expect(changes?.joined(separator: "; ") == expected)
  }

  @Test(arguments: [
    ("a > 1", "a >= 1"), ("a > 1", "b > 1"), ("a > 1", "(a > 1)"), ("a{b=\"1\"}", "a{b=\"2\"}"), ("a > 1", "a > b"),
    ("a > 1", "a > 'x"), ("", "a"),
  ])
  func anythingElseIsAnotherExpression(old: String, new: String) {
    #expect(LiteralChange.between(old, new) == nil)
  }
}
