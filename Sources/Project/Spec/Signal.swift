import Documents

/// A metric, or a label of one, as the spec names it where it is not exposed: `model_tokens_total`, `http_requests_total{status}`.
package struct Signal: Sendable, Hashable, CustomStringConvertible {
  package let metric: String
  package let label: String?

  package init(_ metric: String, label: String? = nil) {
    self.metric = metric
    self.label = label
  }

  /// Nil for what names neither.
  init?(parsing text: String) {
    guard let brace = text.firstIndex(of: "{") else {
      guard Name.isLabel(text) else { return nil }
      self.init(text)
      return
    }
    let name = String(text[..<brace]), rest = text[text.index(after: brace)...]
    guard rest.last == "}", Name.isLabel(name), Name.isLabel(String(rest.dropLast())) else { return nil }
    self.init(name, label: String(rest.dropLast()))
  }

  package var description: String { metric + (label.map { "{\($0)}" } ?? "") }

  /// The same as it is written.
  static let text = Codec.name(
    "metric", pattern: #"^[a-zA-Z_][a-zA-Z0-9_]*(\{[a-zA-Z_][a-zA-Z0-9_]*\})?$"#, example: "model_tokens_total",
    rule: "letters, digits and `_`, not beginning with a digit, and behind it at most one label in braces",
    isValid: { Signal(parsing: $0) != nil })

  static let codec = text.map(to: { Signal(parsing: $0) }, from: { $0?.description }).unwrapped()
}

extension Field {
  /// The key of a service and of a component.
  static func notExposed(_ path: @autoclosure @escaping @Sendable () -> WritableKeyPath<Root, [Signal]>) -> Field {
    .init(
      "not_exposed", path(), .list(of: Signal.codec),
      "Metrics of its packs that it does not expose, or `METRIC{LABEL}`; what needs them is left out.")
  }
}
