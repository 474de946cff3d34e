import Documents

/// Where something stands in a file that was imported, as people count.
package struct Place: Sendable, Hashable, CustomStringConvertible {
  /// The file, as it was named.
  package var file: String
  package var position: Position

  package init(_ file: String, line: Int, column: Int) {
    self.file = file
    position = Position(line: line, column: column)
  }

  package init(_ range: Range<Int>, in source: SourceFile) {
    file = source.name
    position = source.position(at: range.lowerBound)
  }

  package var description: String { "\(file):\(position.line):\(position.column)" }
}

/// Something of an imported file that the draft does not hold as it was, and why: nothing is dropped in silence.
package struct Leftover: Sendable, Hashable {
  package enum Kind: Sendable {
    /// The spec has no place for it.
    case leftOut
    /// It runs, and is not watched.
    case unmonitored
    /// It is in the spec in another form: a person has to look.
    case changed
  }

  package var kind: Kind
  package var place: Place
  /// One sentence without a full stop, with a mask for what may be a secret.
  package var message: String

  package init(_ kind: Kind, _ message: String, at place: Place) {
    self.kind = kind
    self.place = place
    self.message = SecretText.masked(message, isProse: true)
  }
}
