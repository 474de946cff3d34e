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
  /// The key, where it is an unknown one that holds more than a text and is like none that is known: another program's, perhaps.
  package var foreignKey: String?

  package init(
    _ message: String, help: String? = nil, at range: Range<Int>, since: Int? = nil, isOfCase: Bool = false,
    foreignKey: String? = nil
  ) {
    self.message = message
    self.help = help
    self.range = range
    self.since = since
    self.isOfCase = isOfCase
    self.foreignKey = foreignKey
  }
}
