import RE2

/// `job="api"`, `code=~"5.."`, or a quoted metric name inside braces.
public final class LabelMatcher: Sendable {
  /// How a matcher compares.
  public enum Operation: String, Sendable, CaseIterable {
    case equal = "="
    case notEqual = "!="
    case regexMatch = "=~"
    case regexNotMatch = "!~"

    /// Whether the value is a pattern.
    public var isRegex: Bool { self == .regexMatch || self == .regexNotMatch }
    /// Whether it selects what does not compare.
    public var isNegative: Bool { self == .notEqual || self == .regexNotMatch }
  }

  /// The label, its escapes resolved; `__name__` for a quoted metric name.
  public let name: String
  /// How the label is compared with the value.
  public let operation: Operation
  /// The text between the quotes, escapes resolved; U+FFFD where they make bytes that are no UTF-8.
  public let value: String
  /// The bytes of the name and of the value where they are no UTF-8, for the printer.
  let brokenName: [UInt8]?
  let brokenValue: [UInt8]?
  /// The name as written; empty where a bare quoted metric name implies `__name__`.
  public let nameRange: Range<Int>
  /// The value as written, quotes included.
  public let valueRange: Range<Int>

  /// A matcher that was not parsed from a text: its ranges are empty.
  public convenience init(_ name: String, _ operation: Operation, _ value: String) {
    self.init(name: name, operation: operation, value: value, nameRange: 0..<0, valueRange: 0..<0)
  }

  init(
    name: String, operation: Operation, value: String, brokenName: [UInt8]? = nil, brokenValue: [UInt8]? = nil,
    nameRange: Range<Int>, valueRange: Range<Int>
  ) {
    self.name = name
    self.operation = operation
    self.value = value
    self.brokenName = brokenName
    self.brokenValue = brokenValue
    self.nameRange = nameRange
    self.valueRange = valueRange
  }

  /// The whole matcher.
  public var range: Range<Int> { min(nameRange.lowerBound, valueRange.lowerBound)..<valueRange.upperBound }

  private static func matchesEmpty(_ pattern: String) -> Bool { KnownPattern.of(pattern)?.matchesEmpty ?? true }

  /// Whether a series without the label matches.
  public var matchesEmpty: Bool {
    switch operation {
    case .equal: value.isEmpty
    case .notEqual: !value.isEmpty
    case .regexMatch: Self.matchesEmpty(value)
    case .regexNotMatch: !Self.matchesEmpty(value)
    }
  }
}
