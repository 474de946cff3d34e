import Documents

/// The silencing comments of a file: `# pharos disable RULE[, RULE] [until YYYY-MM-DD]: reason`.
struct Silencing: Sendable {
  let source: SourceFile

  /// - Returns: nil for a file without any.
  init?(_ source: SourceFile) { return nil }

  /// Leaves out what is silenced, and adds what silences nothing.
  static func apply(_ comments: [String: Silencing], to findings: [Finding], _ today: String) -> [Finding] { findings }
}
