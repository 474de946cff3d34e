/// A query of Loki, read: what Loki would refuse of it, and the lines that it looks at. Its values are not worked out.
public struct LogQuery: Sendable {
  /// What it gives.
  public enum Kind: String, Sendable { case lines, numbers, number }

  public let kind: Kind
  /// In the order of the text.
  public let selections: [LogSelection]
  /// What is filled in before it is asked, without the `$`.
  public let variables: [(text: String, range: Range<Int>)]

  /// - Throws: the first thing that Loki would refuse.
  public init(_ text: String) throws(LogQLError) {
    var parser = try LogQLParser(text)
    kind = try parser.query()
    selections = parser.selections
    variables = parser.variables
  }
}
