import Documents

/// A scalar of a file with its place.
///
/// Rules and languages read the value; `range(of:in:)` carries any part of it back to the bytes that a person typed, through
/// quotes, escapes, block styles and indentation.
package struct Text: Sendable {
  /// The decoded text, whatever type its owner makes of it.
  package let value: String
  /// The scalar that it was read from.
  package let node: Node

  /// - Returns: nil for a collection, and for nothing.
  package init?(_ node: Node?) {
    guard let node, let value = node.text else { return nil }
    self.value = value
    self.node = node
  }

  /// UTF-8 bytes of the whole scalar in the source, quotes included.
  package var range: Range<Int> { node.range }

  /// The place of a range of the value's UTF-8 bytes.
  package func range(of part: Range<Int>, in source: SourceFile) -> Range<Int> {
    node.scalarMap(in: source)?.range(of: part) ?? node.range
  }

  /// The place of the whole value: without quotes, and without the header of a block scalar.
  package func contentRange(in source: SourceFile) -> Range<Int> {
    value.isEmpty ? range : range(of: 0..<value.utf8.count, in: source)
  }
}
