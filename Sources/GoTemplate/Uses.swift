extension AlertTemplate {
  /// A query that the template asks when it is rendered.
  public struct QueryUse: Hashable, Sendable {
    /// The expression.
    public var text: String
    /// UTF-8 byte offsets of the literal in the template, with its quotes.
    public var range: Range<Int>

    /// The place of a part of the expression; of the whole literal where escapes move it.
    public func range(of part: Range<Int>) -> Range<Int> {
      guard range.count == text.utf8.count + 2 else { return range }
      let start = range.lowerBound + 1
      return start + part.lowerBound..<start + part.upperBound
    }
  }

  /// A label that is read by name from what a query gives.
  public struct QueryLabelUse: Hashable, Sendable {
    /// The label.
    public var name: String
    /// The query's index in `queries`.
    public var query: Int
    /// UTF-8 byte offsets of the name; with its quotes where it is an argument.
    public var range: Range<Int>
  }

  /// A place where the alert's value is shown: `{{ $value }}`, `{{ .Value | humanize }}`.
  public struct ValueUse: Hashable, Sendable {
    /// The functions that it passes through, the first first.
    public var functions: [String]
    /// UTF-8 byte offsets of what is between the braces.
    public var range: Range<Int>

    /// - Returns: nil for what shows something else, or makes something else of it before it is shown.
    init?(_ pipeline: Pipeline, dotIsData: Bool) {
      functions = []
      range = pipeline.range
      for (index, command) in pipeline.commands.enumerated() {
        let operands = command.operands
        if let called = command.called, index > 0 || operands.last?.isValue(dotIsData) == true {
          functions.append(called)
        } else if index > 0 || operands.count != 1 || !operands[0].isValue(dotIsData) {
          return nil
        }
      }
    }
  }
}

extension Operand {
  /// `$value`, and `.Value` and `$.Value` of the data.
  func isValue(_ dotIsData: Bool) -> Bool {
    switch term {
    case .variable("$value"): fields.isEmpty
    case .variable("$"): fields.map(\.name) == ["Value"]
    case .dot: dotIsData && fields.map(\.name) == ["Value"]
    default: false
    }
  }

  /// The label of the alert that it reads.
  var label: String? {
    let names = fields.map(\.name)
    switch term {
    case .variable("$labels") where names.count == 1: return names[0]
    case .dot, .variable("$"): return names.count == 2 && names[0] == "Labels" ? names[1] : nil
    default: return nil
    }
  }

  /// The text, where it is one that is written out.
  var string: String? { if case .string(let text) = term, fields.isEmpty { text } else { nil } }
}
