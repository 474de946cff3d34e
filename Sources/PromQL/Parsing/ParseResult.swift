/// Something wrong in an expression.
public struct PromQLError: Error, Sendable, Equatable {
  /// What was found and what was expected, one sentence without a full stop.
  public var message: String
  /// UTF-8 byte offsets in the text.
  public var range: Range<Int>

  /// An error at a place, given in UTF-8 byte offsets.
  public init(_ message: String, _ range: Range<Int>) {
    self.message = message
    self.range = range
  }
}

/// A feature that Prometheus has only with `--enable-feature=<name>`.
public enum FeatureFlag: String, Sendable, CaseIterable, Comparable {
  case experimentalFunctions = "promql-experimental-functions"
  case durationExpressions = "promql-duration-expr"
  case extendedRangeSelectors = "promql-extended-range-selectors"
  case fillModifiers = "promql-binop-fill-modifiers"

  /// Whether a release has the feature only with the flag. Durations are calculated without one since 3.14.
  /// <https://github.com/prometheus/prometheus/blob/v3.14.0/CHANGELOG.md>
  public func isNeeded(by release: PrometheusVersion) -> Bool {
    self != .durationExpressions || release < PrometheusVersion(3, 14)
  }

  /// By name, so that lists of features are the same everywhere.
  public static func < (a: FeatureFlag, b: FeatureFlag) -> Bool { a.rawValue < b.rawValue }
}

/// A construct beyond the features that are enabled.
public struct FeatureNeed: Sendable, Equatable {
  /// The feature that is missing.
  public var feature: FeatureFlag
  /// What needs it, such as `limitk` or `step()`.
  public var construct: String
  /// Where the construct is written, as UTF-8 byte offsets.
  public var range: Range<Int>
}

/// What the Prometheus that will run the expression offers.
public struct ParseOptions: Sendable {
  /// The features that are switched on. Constructs beyond them parse all the same and are reported as `needs`.
  public var features: Set<FeatureFlag>
  /// Whether `$name` and `${name}` may stand for numbers, durations, matchers and labels, as in templates and in
  /// dashboards with variables.
  public var allowsPlaceholders: Bool

  /// A Prometheus with these features; none, if nothing is said.
  public init(features: Set<FeatureFlag> = [], allowsPlaceholders: Bool = false) {
    self.features = features
    self.allowsPlaceholders = allowsPlaceholders
  }
}

/// What parsing gave.
public struct ParseResult: Sendable {
  /// The tree; nil where the syntax is broken beyond repair. Where there are errors, some of its parts make no sense.
  public let expression: Expr?
  /// Everything that Prometheus would refuse, by position.
  public let errors: [PromQLError]
  /// What the expression needs beyond the enabled features, in the order of the text.
  public let needs: [FeatureNeed]

  /// Prometheus would take the expression once the needed features are on.
  public var isValid: Bool { errors.isEmpty && expression != nil }

  /// The flags for `--enable-feature` that are missing, each once, sorted.
  public var neededFeatures: [FeatureFlag] { Set(needs.map(\.feature)).sorted() }
}

extension Expr {
  /// Parses `text` and checks its types.
  public static func parse(_ text: String, options: ParseOptions = ParseOptions()) -> ParseResult {
    var text = text
    return text.withUTF8 { parse($0, options: options) }
  }

  /// Parses UTF-8 bytes, as they stand in a file. Bytes that are no UTF-8 are an error where they stand.
  public static func parse(utf8 bytes: [UInt8], options: ParseOptions = ParseOptions()) -> ParseResult {
    bytes.withUnsafeBufferPointer { parse($0, options: options) }
  }

  /// Parses UTF-8 bytes without copying them.
  public static func parse(_ bytes: UnsafeBufferPointer<UInt8>, options: ParseOptions = ParseOptions()) -> ParseResult {
    var parser = Parser(bytes, options)
    let expression = parser.parse()
    var errors = parser.errors
    // Types say little about what is not even in order.
    if errors.isEmpty { errors = parser.checker.errors }
    if errors.count > 1 {
      errors.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    }
    return ParseResult(expression: expression, errors: errors, needs: parser.needs)
  }
}
