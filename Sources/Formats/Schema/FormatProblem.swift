import Documents

/// Why the owner of a file refuses it, and where.
package struct FormatProblem: Sendable {
  /// One sentence without a full stop.
  package var message: String
  /// What to do about it.
  package var help: String?
  /// UTF-8 byte offsets in the file.
  package var range: Range<Int>
  /// The major release of the owner from which on it is one; nil where every release that is known refuses it.
  package var since: Int?
  /// Whether it is a key that only capitals tell from a known one.
  package var isOfCase: Bool

  package init(
    _ message: String, help: String? = nil, at range: Range<Int>, since: Int? = nil, isOfCase: Bool = false
  ) {
    self.message = message
    self.help = help
    self.range = range
    self.since = since
    self.isOfCase = isOfCase
  }
}
