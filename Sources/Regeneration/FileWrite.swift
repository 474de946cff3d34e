/// A file to write or to remove.
package struct FileWrite: Sendable {
  package var path: String
  /// Of what lies there now, nil for nothing: it is replaced only as long as it is that.
  package var before: Digest?
  /// Nil to remove the file.
  package var contents: [UInt8]?
  /// Of `contents`.
  package var after: Digest?
  package var isExecutable: Bool

  package init(
    _ path: String, before: Digest?, contents: [UInt8]?, after: Digest?, isExecutable: Bool = false
  ) {
    self.path = path
    self.before = before
    self.contents = contents
    self.after = after
    self.isExecutable = isExecutable
  }

  /// Where hashing once is enough.
  init(_ path: String, before: Digest?, contents: [UInt8]) {
    self.init(path, before: before, contents: contents, after: Digest(of: contents))
  }
}
