import Documents

/// A scalar of a file with its place.
///
/// Rules and languages read the value; `range(of:in:)` carries any part of it back to the bytes that a person typed, through
/// quotes, escapes, block styles and indentation.
package struct Text: Sendable {
  /// The scalar that it was read from.
  package let scalar: Scalar
  /// UTF-8 bytes of the whole scalar in the source, quotes included.
  package let range: Range<Int>

  /// - Returns: nil for a collection, and for nothing.
  package init?(_ node: Node?) {
    guard let node, let scalar = node.scalar else { return nil }
    self.scalar = scalar
    range = node.range
  }

  /// The scalar as a node.
  package var node: Node { Node(.scalar(scalar), range: range) }

  /// The decoded text, whatever type its owner makes of it.
  package var value: String { scalar.text }

  /// The place of a range of the value's UTF-8 bytes.
  package func range(of part: Range<Int>, in source: SourceFile) -> Range<Int> {
    map(in: source).range(of: part)
  }

  /// The places of all its parts, for who asks for several.
  package func map(in source: SourceFile) -> ScalarMap { ScalarMap(of: scalar, at: range, in: source) }

  /// The place of the whole value: without quotes, and without the header of a block scalar.
  package func contentRange(in source: SourceFile) -> Range<Int> {
    value.isEmpty ? range : range(of: 0..<value.utf8.count, in: source)
  }
}
