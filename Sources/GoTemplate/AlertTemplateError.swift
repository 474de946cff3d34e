/// Something wrong with an alert or notification template, and where.
public struct AlertTemplateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of mistake it is.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The text is no template.
    case syntax
    /// `{{` without its `}}`, or a block without its `{{ end }}`.
    case unclosed
    /// A name that the dialect does not have, or that nothing has declared.
    case unknownFunction, unknownVariable
    /// A field or method that the data does not have.
    case unknownField
    /// `{{ template "x" }}` without a definition of `x`.
    case unknownTemplate
    /// Too few or too many arguments.
    case wrongArity
    /// An argument of a type that the function refuses.
    case wrongType
    /// Valid, but beyond what `AlertTemplate.render` computes.
    case unsupported
    /// Rendering failed as Prometheus itself would.
    case evaluation
    /// It renders, and to something else than what was meant.
    case misuse

    /// Whether the software refuses to load the template; the other mistakes show only when an alert fires.
    public var failsAtLoad: Bool {
      switch self {
      case .syntax, .unclosed, .unknownFunction, .unknownVariable: true
      case .unknownField, .unknownTemplate, .wrongArity, .wrongType, .unsupported, .evaluation, .misuse: false
      }
    }
  }

  /// What kind of mistake it is.
  public var kind: Kind
  /// What is wrong, one sentence without a full stop.
  public var message: String
  /// What to do about it, where that is not obvious.
  public var help: String?
  /// UTF-8 byte offsets in the template's text.
  public var range: Range<Int>

  /// An error at a place.
  public init(_ kind: Kind, _ message: String, help: String? = nil, at range: Range<Int>) {
    self.kind = kind
    self.message = message
    self.help = help
    self.range = range
  }

  /// The place, the message and the help.
  public var description: String {
    "\(range.lowerBound)..<\(range.upperBound): \(message)" + (help.map { " (\($0))" } ?? "")
  }
}
