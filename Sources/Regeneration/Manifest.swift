/// What the last run generated, and from what: `.pharos/manifest.json`. It tells an edit by hand from an old version,
/// and a file of ours from everybody else's. One sorted line an artifact, so that it merges and reviews like code.
package struct Manifest: Sendable, Equatable {
  /// One artifact as it was last generated.
  package struct Entry: Sendable, Equatable {
    /// Of the generated contents; for an edited file of kind `merged`, of the version that the edit began from.
    package var digest: Digest
    package var kind: Artifact.Kind

    package init(digest: Digest, kind: Artifact.Kind) {
      self.digest = digest
      self.kind = kind
    }
  }

  /// The layout that this pharos reads and writes.
  package static let format = 1

  /// The pharos that generated the artifacts.
  package var version: String
  /// Of the spec that they were generated from.
  package var specDigest: Digest
  /// By path.
  package var entries: [String: Entry]

  package init(version: String, specDigest: Digest, entries: [String: Entry] = [:]) {
    self.version = version
    self.specDigest = specDigest
    self.entries = entries
  }

  /// The file's bytes: valid JSON, whose strings need no escapes because no path has a character that does.
  package func encoded() -> [UInt8] {
    let lines = entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { path, entry in
      #"    {"path": "\#(path)", "sha256": "\#(entry.digest)", "kind": "\#(entry.kind.rawValue)"}"#
    }
    let list = lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "\n  ]"
    return Array(
      """
      {
        "format": \(Self.format),
        "pharos": "\(version)",
        "spec": "\(specDigest)",
        "artifacts": \(list)
      }

      """.utf8)
  }
}

/// A manifest that cannot be read.
package struct ManifestError: Error, Equatable, CustomStringConvertible {
  /// Counted from 1.
  package var line: Int
  /// One sentence without a full stop.
  package var message: String
  package var help: String

  package var description: String { "\(ArtifactPath.manifest):\(line): \(message)" }
}

extension Manifest {
  /// Reads what `encoded()` writes, line by line, and nothing else.
  ///
  /// Strict, because a guess about a damaged manifest could take an edit for an old version and overwrite it.
  package init(parsing bytes: [UInt8]) throws(ManifestError) {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw Self.damage(1, "is not UTF-8") }
    // Bytes, not characters: an accent that combines with a quote would hide it.
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
      line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }
    func value(_ line: Int, _ before: String, _ after: String) throws(ManifestError) -> ArraySlice<UInt8> {
      guard line <= lines.count, lines[line - 1].starts(with: before.utf8),
        lines[line - 1].reversed().starts(with: after.utf8.reversed()),
        lines[line - 1].count >= before.utf8.count + after.utf8.count
      else { throw Self.damage(line, "is not `\(before)…\(after)`") }
      return lines[line - 1].dropFirst(before.utf8.count).dropLast(after.utf8.count)
    }
    func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
    _ = try value(1, "{", "")
    guard let format = Int(text(try value(2, #"  "format": "#, ","))) else { throw Self.damage(2, "has no number") }
    guard format <= Self.format else {
      throw ManifestError(
        line: 2, message: "format \(format) is newer than this pharos knows (\(Self.format))",
        help: "use the pharos that generated these files, or a newer one")
    }
    version = text(try value(3, #"  "pharos": ""#, #"","#))
    guard let spec = Digest(hex: text(try value(4, #"  "spec": ""#, #"","#))) else {
      throw Self.damage(4, "has no SHA-256")
    }
    specDigest = spec
    entries = [:]
    var number = 5
    if try text(value(5, #"  "artifacts": ["#, "")) != "]" {
      number += 1
      while number <= lines.count, text(lines[number - 1]) != "  ]" {
        let isLast = number < lines.count && text(lines[number]) == "  ]"
        try add(value(number, "    {", isLast ? "}" : "},"), line: number)
        number += 1
      }
    }
    guard lines[min(number, lines.count)...].map(text) == ["}", ""] else {
      throw Self.damage(number + 1, "is not the end of the file")
    }
  }

  private mutating func add(_ text: ArraySlice<UInt8>, line: Int) throws(ManifestError) {
    // `"path": "…", "sha256": "…", "kind": "…"`: every second piece between quotes is a key or a value.
    let pieces = text.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
    func value(_ piece: Int) -> String { String(decoding: pieces[piece], as: UTF8.self) }
    guard pieces.count == Self.frame.count,
      zip(pieces, Self.frame).allSatisfy({ piece, fixed in fixed.map { piece.elementsEqual($0.utf8) } ?? true }),
      let digest = Digest(hex: value(7)), let kind = Artifact.Kind(rawValue: value(11))
    else { throw Self.damage(line, "is not an artifact's line") }
    let path = value(3)
    if let problem = ArtifactPath.problem(with: path) { throw Self.damage(line, "has a path that \(problem)") }
    guard entries.updateValue(Entry(digest: digest, kind: kind), forKey: path) == nil else {
      throw Self.damage(line, "repeats `\(path)`")
    }
  }

  /// What stands between the quotes of an artifact's line; nil for its values.
  private static let frame: [String?] = [
    "", "path", ": ", nil, ", ", "sha256", ": ", nil, ", ", "kind", ": ", nil, "",
  ]

  private static func damage(_ line: Int, _ message: String) -> ManifestError {
    ManifestError(
      line: line, message: "the line \(message)",
      help: "restore the file from version control (after a merge, take either side whole) and generate again")
  }
}
