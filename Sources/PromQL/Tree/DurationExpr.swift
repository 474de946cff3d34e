/// A duration in brackets or after `offset`: a literal, or arithmetic where `promql-duration-expr` is enabled.
public struct DurationExpr: Sendable {
  /// How the duration is written.
  public indirect enum Kind: Sendable {
    /// `5m` or a plain number of seconds, signed.
    case literal(NumberLiteral)
    /// `step()`: the resolution of the query.
    case step
    /// `range()`: the time that the query spans.
    case range
    case negated(DurationExpr)
    case binary(BinaryOperator, DurationExpr, DurationExpr)
    case minOf(DurationExpr, DurationExpr)
    case maxOf(DurationExpr, DurationExpr)
    case parenthesized(DurationExpr)
  }

  /// How it is written, with the parts of arithmetic.
  public var kind: Kind
  /// Where it is written, sign and parentheses included, as UTF-8 byte offsets.
  public var range: Range<Int>

  /// The length in seconds, nil where it depends on the query (`step()`, `range()`).
  public var seconds: Double? {
    func both(_ a: DurationExpr, _ b: DurationExpr, _ body: (Double, Double) -> Double?) -> Double? {
      guard let a = a.seconds, let b = b.seconds else { return nil }
      return body(a, b)
    }
    switch kind {
    case .literal(let number): return number.placeholder == nil ? number.value : nil
    case .step, .range: return nil
    case .negated(let inner): return inner.seconds.map { -$0 }
    case .parenthesized(let inner): return inner.seconds
    case .minOf(let a, let b): return both(a, b) { Swift.min($0, $1) }
    case .maxOf(let a, let b): return both(a, b) { Swift.max($0, $1) }
    case .binary(let op, let a, let b):
      return both(a, b) { a, b in
        switch op {
        case .add: a + b
        case .subtract: a - b
        case .multiply: a * b
        case .divide: b == 0 ? nil : a / b
        case .modulo: b == 0 ? nil : a.truncatingRemainder(dividingBy: b)
        case .power: Self.power(a, b)
        default: nil
        }
      }
    }
  }

  /// A literal, which every Prometheus takes.
  public var literal: NumberLiteral? {
    if case .literal(let number) = kind { return number }
    return nil
  }

  /// Whole exponents only: no mathematics library is at hand, and durations have no use for others.
  private static func power(_ base: Double, _ exponent: Double) -> Double? {
    guard let count = Int(exactly: exponent), abs(count) <= 1024 else { return nil }
    var result = 1.0
    for _ in 0..<abs(count) { result *= base }
    return count < 0 ? 1 / result : result
  }
}
