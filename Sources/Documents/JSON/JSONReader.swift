/// A JSON file read into a positioned tree.
///
/// Of its own, as libyaml refuses the surrogate escapes that JSON spells characters beyond the basic plane with, and as YAML takes
/// what the readers of JSON do not: comments, trailing commas, words without quotes.
public struct JSONDocument: Sendable {
  public var source: SourceFile
  /// What was read; after a mistake in the syntax, what came before it.
  public var root: Node?
  public var findings: [Finding]
  /// The syntax holds to the end.
  public var isComplete: Bool

  /// Reads strictly by RFC 8259; what is wrong becomes findings with rule ids `json/…`.
  public static func read(_ source: SourceFile, limits: ReadingLimits = .standard) -> JSONDocument {
    var document = JSONDocument(source: source, root: nil, findings: [], isComplete: false)
    func refuse(_ kind: JSONFinding, _ message: String, _ help: String, _ range: Range<Int>) {
      document.findings = [Finding(kind, message, help: help, in: source, at: range)]
    }
    guard source.bytes.count <= SourceFile.maximumSize else {
      refuse(.tooLarge, "the file is larger than 16 MiB", "split it", 0..<0)
      return document
    }
    if let offset = ByteEncoding.firstInvalidOffset(in: source.bytes) {
      refuse(.encoding, "the bytes here are not valid UTF-8", "save the file as UTF-8", offset..<offset + 1)
      return document
    }
    source.bytes.withUnsafeBufferPointer { bytes in
      var parser = JSONParser(bytes, source, limits)
      document.root = parser.document()
      document.findings = parser.findings
      document.isComplete = !parser.hasFailed
    }
    SecretPlaces.note(in: document.root.map { [$0] } ?? [], of: source)
    return document
  }

  /// Whether a file looks like JSON: what comes first is a brace or a bracket.
  public static func begins(_ bytes: [UInt8]) -> Bool {
    let start = bytes.starts(with: ByteEncoding.byteOrderMark) ? ByteEncoding.byteOrderMark.count : 0
    let first = bytes[start...].first { !JSONParser.isSpace($0) }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }
}
