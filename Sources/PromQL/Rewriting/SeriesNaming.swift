/// What series are called where they are exposed: by the name that an expression has for one, its name there, the names of its labels, and
/// what makes one unit of the other.
public struct SeriesNaming: Sendable, Hashable {
  /// One series under its name where it is exposed.
  public struct Series: Sendable, Hashable {
    public var name: String
    /// By the label that expressions name, where it is called otherwise.
    public var labels: [String: String]
    /// What the exposed value is multiplied with.
    public var value: UnitScale
    /// What the exposed bounds of its buckets are multiplied with.
    public var bounds: UnitScale

    /// A series of another name, with what else differs.
    public init(
      _ name: String, labels: [String: String] = [:], value: UnitScale = .none, bounds: UnitScale = .none
    ) {
      self.name = name
      self.labels = labels
      self.value = value
      self.bounds = bounds
    }
  }

  private var series: [String: Series]

  /// - Parameter series: by the name that expressions have for each.
  public init(_ series: [String: Series]) { self.series = series }

  public subscript(name: String) -> Series? { series[name] }

  /// Whether everything is called as expressions have it.
  public var isEmpty: Bool { series.isEmpty }

  /// A series with its labels, as tests write it, under its name where it is exposed; nil for one that has no other name.
  public func exposed(_ text: String) -> (text: String, naming: Series)? {
    guard case .selector(let selector)? = Expr.parse(text).expression, let range = selector.nameRange,
      let series = selector.name.flatMap({ self[$0] })
    else { return nil }
    var result = Array(text.utf8)
    for matcher in selector.matchers.reversed() {
      if matcher.name == "le", let bound = Double(matcher.value), bound.isFinite, series.bounds != .none {
        result.replaceSubrange(matcher.valueRange, with: "\"\(GoFormat.number(series.bounds.exposed(bound)))\"".utf8)
      }
      if let label = series.labels[matcher.name] { result.replaceSubrange(matcher.nameRange, with: label.utf8) }
    }
    result.replaceSubrange(range, with: series.name.utf8)
    return (String(decoding: result, as: UTF8.self), series)
  }
}

/// A factor between two units, as people write it: `/ 1000` and not `* 0.001`.
public struct UnitScale: Sendable, Hashable {
  public let factor: Double

  /// What the exposed value is multiplied with.
  public init(_ factor: Double) { self.factor = factor }

  /// Both are the same unit.
  public static let none = UnitScale(1)

  /// The way back.
  public var inverse: UnitScale { UnitScale(Self.tidy(1 / factor)) }

  /// As it stands behind an operand.
  public var suffix: String {
    let inverse = Self.tidy(1 / factor)
    return factor < 1 && inverse == inverse.rounded()
      ? " / \(GoFormat.number(inverse))" : " * \(GoFormat.number(Self.tidy(factor)))"
  }

  /// A number of the expression's unit in the exposed one.
  public func exposed(_ value: Double) -> Double { Self.tidy(value / factor) }

  /// Without the last digits of binary fractions, which nobody wrote.
  private static func tidy(_ value: Double) -> Double {
    guard value.isFinite else { return value }
    var power = 1.0
    for _ in 0..<12 {
      let rounded = (value * power).rounded() / power
      if abs(rounded - value) <= abs(value) * 1e-12 { return rounded }
      power *= 10
    }
    return value
  }
}
