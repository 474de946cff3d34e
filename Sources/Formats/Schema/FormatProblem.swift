import Documents

/// Why the owner of a file refuses it, and where.
package struct FormatProblem: Sendable {
  /// One sentence without a full stop.
  package var message: String
  /// What to do about it.
  package var help: String?
  /// UTF-8 byte offsets in the file.
  package var range: Range<Int>

  package init(_ message: String, help: String? = nil, at range: Range<Int>) {
    self.message = message
    self.help = help
    self.range = range
  }
}
