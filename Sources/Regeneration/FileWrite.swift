/// A file to write or to remove.
package struct FileWrite: Sendable {
  package var path: String
  /// Of what lies there now, nil for nothing: it is replaced only as long as it is that.
  package var before: Digest?
  /// Nil to remove the file.
  package var contents: Contents?
  package var isExecutable: Bool

  package init(
    _ path: String, before: Digest?, contents: Contents?, isExecutable: Bool = false
  ) {
    self.path = path
    self.before = before
    self.contents = contents
    self.isExecutable = isExecutable
  }
}
