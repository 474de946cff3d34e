/// A release of Prometheus, `2.42` or `3.14`; patch releases bring no new language.
public struct PrometheusVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The 3 of `3.14`.
  public var major: Int
  /// The 14 of `3.14`.
  public var minor: Int

  /// The release `major.minor`.
  public init(_ major: Int, _ minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// Reads `3.14`, `v3.14.1`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.drop { $0 == "v" }.split(separator: ".", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(ASCII.isDigit) }),
      let major = Int(parts[0]), let minor = Int(parts[1])
    else { return nil }
    self.init(major, minor)
  }

  /// The newest language that this module knows.
  public static let newest = PrometheusVersion(3, 14)

  /// The older one first.
  public static func < (a: Self, b: Self) -> Bool { (a.major, a.minor) < (b.major, b.minor) }

  /// `3.14`.
  public var description: String { "\(major).\(minor)" }
}

/// A construct that a Prometheus older than `version` refuses.
public struct VersionNeed: Sendable, Equatable {
  /// The first release that takes the construct.
  public var version: PrometheusVersion
  /// What needs it, such as "the function histogram_avg".
  public var construct: String
  /// Where it is written, as UTF-8 byte offsets.
  public var range: Range<Int>
}

/// The release that brought each part of the language, where that was 2.16 or later.
///
/// Source: <https://github.com/prometheus/prometheus/blob/v3.14.0/CHANGELOG.md>; what came with a feature flag counts
/// from there on.
enum Releases {
  static let functions: [String: PrometheusVersion] = {
    var table: [String: PrometheusVersion] = [:]
    for (major, minor, names) in functionsByRelease {
      for name in names.split(separator: " ") { table[String(name)] = PrometheusVersion(major, minor) }
    }
    return table
  }()

  private static let functionsByRelease: [(Int, Int, String)] = [
    (2, 16, "absent_over_time"),
    (2, 26, "last_over_time sgn clamp"),
    (2, 29, "present_over_time"),
    (2, 31, "acos acosh asin asinh atan atanh cos cosh sin sinh tan tanh deg rad pi"),
    (2, 40, "histogram_count histogram_sum histogram_fraction"),
    (2, 47, "histogram_stddev histogram_stdvar"),
    (2, 49, "mad_over_time sort_by_label sort_by_label_desc"),
    (2, 51, "histogram_avg"),
    (2, 55, "info"),
    (3, 0, "double_exponential_smoothing"),
    (3, 5, "ts_of_min_over_time ts_of_max_over_time ts_of_last_over_time"),
    (3, 7, "first_over_time ts_of_first_over_time"),
    (3, 11, "histogram_quantiles"),
    (3, 12, "start end range step"),
    (3, 13, "min_of max_of"),
    (3, 14, "start_timestamp"),
  ]

  static let aggregators: [Aggregator: PrometheusVersion] = [
    .group: .init(2, 20), .limitk: .init(2, 54), .limitRatio: .init(2, 54),
  ]

  static let operators: [BinaryOperator: PrometheusVersion] = [
    .atan2: .init(2, 31), .trimUpper: .init(3, 11), .trimLower: .init(3, 11),
  ]

  /// Stable, after two years behind flags.
  static let atModifier = PrometheusVersion(2, 33)
  static let negativeOffset = PrometheusVersion(2, 33)
  /// `[300]` and `time() - x > 5m`.
  static let durationsAsNumbers = PrometheusVersion(2, 54)
  /// Names in quotes, without a flag.
  static let quotedNames = PrometheusVersion(3, 0)
  static let durationArithmetic = PrometheusVersion(3, 4)
  static let durationFunctions = PrometheusVersion(3, 6)
  /// They were `min` and `max` before.
  static let durationBounds = PrometheusVersion(3, 13)
  static let extendedRanges = PrometheusVersion(3, 7)
  static let fill = PrometheusVersion(3, 10)
}
