/// A function: its name, what it takes and what it gives.
public final class Function: Sendable {
  /// As it is written.
  public let name: String
  /// Types by position; the last one holds for all arguments beyond.
  public let argumentTypes: [ValueType]
  /// How many arguments it takes at least.
  public let minimumArguments: Int
  /// nil: any number.
  public let maximumArguments: Int?
  /// What a call of it gives.
  public let resultType: ValueType
  /// Needs `promql-experimental-functions`.
  public let isExperimental: Bool

  private init(
    _ name: String, _ argumentTypes: [ValueType], _ counts: ClosedRange<Int>, _ resultType: ValueType,
    experimental: Bool
  ) {
    self.name = name
    self.argumentTypes = argumentTypes
    minimumArguments = counts.lowerBound
    maximumArguments = counts.upperBound == Int.max ? nil : counts.upperBound
    self.resultType = resultType
    isExperimental = experimental
  }

  /// Names that functions had, and the release that gave them another: <https://prometheus.io/docs/prometheus/3.0/migration/>.
  static let renamed: [String: (name: String, version: PrometheusVersion)] = [
    "holt_winters": ("double_exponential_smoothing", PrometheusVersion(3, 0))
  ]

  /// The function called `name`. Names are case-sensitive.
  public static func named(_ name: String) -> Function? {
    var name = name
    return name.withUTF8 { FunctionTable.shared.named($0) }
  }

  /// The type that the argument at `index` must have.
  public func argumentType(at index: Int) -> ValueType? {
    index < argumentTypes.count ? argumentTypes[index] : argumentTypes.last
  }

  /// A function that does not exist, so that the tree around a mistyped name can still be built.
  static func unknown(_ name: String) -> Function {
    Function(name, [], 0...Int.max, .none, experimental: false)
  }

  // https://github.com/prometheus/prometheus/blob/d15adb9ad7e5/promql/parser/functions.go
  /// Every function of Prometheus 3.14 (development head), in no particular order.
  public static let all: [Function] = [
    of(
      [.vector], .vector,
      "abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count",
      "histogram_stddev histogram_stdvar histogram_sum ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh",
      "timestamp"),
    of(
      [.matrix], .vector,
      "absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate",
      "last_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time",
      "sum_over_time"),
    of(
      [.matrix], .vector, experimental: true,
      "mad_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time"),
    of([.vector], .vector, counts: 0...1, "day_of_month day_of_week day_of_year days_in_month hour minute month year"),
    of([], .scalar, "pi time"),
    of([], .scalar, experimental: true, "end range start step"),
    of([.scalar, .scalar], .scalar, experimental: true, "max_of min_of"),
    of([.vector], .scalar, "scalar"),
    of([.scalar], .vector, "vector"),
    of([.vector, .scalar], .vector, "clamp_max clamp_min"),
    of([.vector, .scalar], .vector, counts: 1...2, "round"),
    of([.vector, .scalar, .scalar], .vector, "clamp"),
    of([.scalar, .vector], .vector, "histogram_quantile"),
    of([.scalar, .scalar, .vector], .vector, "histogram_fraction"),
    of([.matrix, .scalar], .vector, "predict_linear"),
    of([.scalar, .matrix], .vector, "quantile_over_time"),
    of([.vector, .string, .string, .string, .string], .vector, "label_replace"),
    of([.vector, .string, .string, .string], .vector, counts: 3...Int.max, "label_join"),
    of([.vector, .string], .vector, counts: 1...Int.max, experimental: true, "sort_by_label sort_by_label_desc"),
    of([.vector], .vector, experimental: true, "start_timestamp"),
    of([.vector, .vector], .vector, counts: 1...2, experimental: true, "info"),
    of([.matrix, .scalar, .scalar], .vector, experimental: true, "double_exponential_smoothing"),
    of([.vector, .string, .scalar, .scalar], .vector, counts: 3...12, experimental: true, "histogram_quantiles"),
  ].flatMap { $0 }

  private static func of(
    _ types: [ValueType], _ result: ValueType, counts: ClosedRange<Int>? = nil, experimental: Bool = false,
    _ names: String...
  ) -> [Function] {
    let counts = counts ?? types.count...types.count
    return names.flatMap { $0.split(separator: " ") }.map { name in
      Function(String(name), types, counts, result, experimental: experimental)
    }
  }
}
