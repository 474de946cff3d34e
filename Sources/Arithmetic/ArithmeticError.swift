/// Why an expression could not be read or evaluated, and where.
public struct ArithmeticError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One sentence without a full stop.
  public var message: String
  /// UTF-8 byte offsets in the expression.
  public var range: Range<Int>

  /// An error at a place.
  public init(_ message: String, at range: Range<Int>) {
    self.message = message
    self.range = range
  }

  /// The place and the message.
  public var description: String { "\(range.lowerBound)..<\(range.upperBound): \(message)" }
}
