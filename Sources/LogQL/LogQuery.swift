/// A query of Loki, read: what Loki would refuse of it, and the lines that it looks at. Its values are not worked out.
public struct LogQuery: Sendable {
  public let text: String
  /// What it gives.
  public enum Kind: String, Sendable { case lines, numbers, number }

  public let kind: Kind
  /// In the order of the text.
  public let selections: [LogSelection]
  /// What is filled in before it is asked, without the `$`.
  public let variables: [(text: String, range: Range<Int>)]
  /// The operator that is applied last; nil where that is no operator.
  private let root: String?

  /// - Throws: the first thing that Loki would refuse.
  public init(_ text: String) throws(LogQLError) {
    var parser = try LogQLParser(text)
    kind = try parser.query()
    selections = parser.selections
    variables = parser.variables
    root = parser.root
    self.text = text
  }

  /// With every variable replaced by what it stands for; one that `values` lacks stays as it is.
  public func filled(_ values: [String: String]) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = [], end = 0
    for variable in variables {
      guard let value = values[variable.text] else { continue }
      result += bytes[end..<variable.range.lowerBound] + Array(value.utf8)
      end = variable.range.upperBound
    }
    return String(decoding: result + bytes[end...], as: UTF8.self)
  }

  /// As the left side of an operator: in parentheses where its own binds looser.
  public func operand(of op: String) -> String {
    guard let root, LogQLParser.binds(root, looserThan: op) else { return text }
    return "(\(text))"
  }
}
