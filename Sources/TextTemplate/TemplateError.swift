/// One thing that is wrong with a template, and where.
public struct TemplateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One sentence without a full stop.
  public var message: String
  /// UTF-8 byte offsets in the template's text.
  public var range: Range<Int>

  /// An error at a place.
  public init(_ message: String, at range: Range<Int>) {
    self.message = message
    self.range = range
  }

  /// The place and the message.
  public var description: String { "\(range.lowerBound)..<\(range.upperBound): \(message)" }
}

/// Everything that is wrong with a template, in the order of its text; never empty.
public struct TemplateErrors: Error, Hashable, Sendable, CustomStringConvertible {
  /// The errors.
  public var errors: [TemplateError]

  /// Sorts the errors and drops repetitions: a loop's body fails once for each of its passes.
  init(_ errors: some Collection<TemplateError>) {
    var seen: Set<TemplateError> = []
    self.errors = errors.filter { seen.insert($0).inserted }
      .sorted { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
  }

  /// One error a line.
  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
