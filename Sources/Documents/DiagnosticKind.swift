/// A kind of finding, declared beside whoever reports it: what all findings of the kind have in common.
public protocol DiagnosticKind: Sendable {
  /// Stable, `family/name`.
  var id: String { get }
  /// How much it matters, where nobody says otherwise.
  var severity: Severity { get }
  /// What is found, one sentence without a full stop, and why that matters, in sentences.
  var meaning: (summary: String, why: String) { get }
  /// Whether what it is found at is a secret, which no report shows.
  var isAboutSecret: Bool { get }
}

extension DiagnosticKind where Self: RawRepresentable, RawValue == String {
  public var id: String { rawValue }
}

extension DiagnosticKind {
  public var severity: Severity { .error }
  public var isAboutSecret: Bool { false }
}

/// What can be wrong with any document that has a declared schema, as each family of documents calls it.
public protocol SchemaFinding: DiagnosticKind {
  static var unknownKey: Self { get }
  static var missingKey: Self { get }
  /// A value of another type.
  static var type: Self { get }
  /// A value that is none of those that can stand there.
  static var value: Self { get }
  /// Not exactly one of several keys.
  static var choice: Self { get }
  /// A secret that is written out.
  static var inlineSecret: Self { get }
}
