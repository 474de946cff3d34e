/// Why Loki would refuse a query.
public struct LogQLError: Error, Sendable, Equatable {
  /// One sentence without a full stop.
  public var message: String
  /// UTF-8 byte offsets in the query; never empty.
  public var range: Range<Int>

  init(_ message: String, _ range: Range<Int>) {
    self.message = message
    self.range = range.isEmpty ? range.lowerBound..<range.lowerBound + 1 : range
  }
}
