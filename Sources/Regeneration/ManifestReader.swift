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
  /// Reads what `encoded()` writes, line by line, and what git makes of two such files when it keeps the lines of both.
  ///
  /// Strict otherwise, because a guess about a damaged manifest could take an edit for an old version and overwrite it.
  package init(parsing bytes: [UInt8]) throws(ManifestError) {
    var reader = try ManifestReader(bytes)
    self = try reader.read()
  }
}

private struct ManifestReader {
  private let lines: [ArraySlice<UInt8>]
  /// The line that comes next, from 0.
  private var next = 0
  private var entries: [String: Manifest.Entry] = [:]

  init(_ bytes: [UInt8]) throws(ManifestError) {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw Self.damage(1, "is not UTF-8") }
    // Bytes, not characters: an accent that combines with a quote would hide it.
    lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
      line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }
  }

  mutating func read() throws(ManifestError) -> Manifest {
    _ = try expect("{", "")
    guard let format = Int(try expect(#"  "format": "#, ",")) else { throw Self.damage(2, "has no number") }
    guard format <= Manifest.format else { throw newer(format) }
    var versions: [String] = [], specs: [Digest] = []
    // Two branches have a spec each, and the versions of two people may differ: whatever is generated is new then.
    repeat {
      if let version = take(#"  "pharos": ""#, #"","#) {
        versions.append(version)
      } else {
        guard let digest = Digest(hex: try expect(#"  "spec": ""#, #"","#)) else {
          throw Self.damage(next, "has no SHA-256")
        }
        specs.append(digest)
      }
    } while take(#"  "artifacts": ["#, "", isPeek: true) == nil
    guard let version = versions.last, let spec = specs.last else {
      throw Self.damage(next, versions.isEmpty ? #"is not `  "pharos": "…",`"# : #"is not `  "spec": "…",`"#)
    }
    if try expect(#"  "artifacts": ["#, "") != "]" {
      while next < lines.count, take("  ]", "") == nil { try add() }
    }
    guard lines[min(next, lines.count)...].map(Self.text) == ["}", ""] else {
      throw Self.damage(next + 1, "is not the end of the file")
    }
    return Manifest(version: version, specDigest: spec, entries: entries)
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  /// What the next line has between `before` and `after`; nil, and no step further, when it is another line.
  private mutating func take(_ before: String, _ after: String, isPeek: Bool = false) -> String? {
    guard next < lines.count, lines[next].starts(with: before.utf8),
      lines[next].reversed().starts(with: after.utf8.reversed()),
      lines[next].count >= before.utf8.count + after.utf8.count
    else { return nil }
    defer { if !isPeek { next += 1 } }
    return Self.text(lines[next].dropFirst(before.utf8.count).dropLast(after.utf8.count))
  }

  private mutating func expect(_ before: String, _ after: String) throws(ManifestError) -> String {
    guard let value = take(before, after) else { throw Self.damage(next + 1, "is not `\(before)…\(after)`") }
    return value
  }

  private mutating func add() throws(ManifestError) {
    // A comma too many or too few is what merging leaves at the end of a list.
    let line = lines[next].last == UInt8(ascii: ",") ? lines[next].dropLast() : lines[next]
    next += 1
    // `{"path": "…", "sha256": "…", "kind": "…"}`: every second piece between quotes is a key or a value.
    let pieces = line.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
    func value(_ piece: Int) -> String { Self.text(pieces[piece]) }
    guard let frame = Self.frames.first(where: { $0.count == pieces.count }),
      zip(pieces, frame).allSatisfy({ piece, fixed in fixed.map { piece.elementsEqual($0.utf8) } ?? true }),
      let digest = Digest(hex: value(7)), let kind = Artifact.Kind(rawValue: value(11))
    else { throw Self.damage(next, "is not an artifact's line") }
    var pending: Manifest.Pending?
    if pieces.count > 13 {
      guard let generated = Digest(hex: value(15)), let file = Digest(hex: value(19)) else {
        throw Self.damage(next, "is not an artifact's line")
      }
      pending = .init(generated: generated, file: file)
    }
    let path = value(3)
    if let problem = ArtifactPath.problem(with: path) { throw Self.damage(next, "has a path that \(problem)") }
    add(.init(digest: digest, kind: kind, pending: pending), at: path)
  }

  /// The lines of two branches become one entry. A conflict that waits on one of them still waits.
  private mutating func add(_ entry: Manifest.Entry, at path: String) {
    guard var known = entries[path] else {
      entries[path] = entry
      return
    }
    var other = entry
    if known.pending == nil, entry.pending != nil { swap(&known, &other) }
    if other.digest != known.digest, !known.others.contains(other.digest) { known.others.append(other.digest) }
    known.others = (known.others + other.others).sorted { $0.hex < $1.hex }
    entries[path] = known
  }

  /// What stands around the values of a line, without a conflict and with one.
  private static let frames: [[String?]] = {
    let plain: [String?] = ["    {", "path", ": ", nil, ", ", "sha256", ": ", nil, ", ", "kind", ": ", nil]
    return [plain + ["}"], plain + [", ", "pending", ": ", nil, ", ", "conflict", ": ", nil, "}"]]
  }()

  private func newer(_ format: Int) -> ManifestError {
    var rest = self
    let version = rest.take(#"  "pharos": ""#, #"","#)
    return ManifestError(
      line: 2, message: "format \(format) is newer than this pharos knows (\(Manifest.format))",
      help:
        "use pharos \(version.map { "\($0), which generated these files," } ?? "of the version that generated these files") or a newer one"
    )
  }

  private static func damage(_ line: Int, _ message: String) -> ManifestError {
    ManifestError(
      line: line, message: "the line \(message)",
      help: "restore the file from version control and generate again; after a merge, only delete the lines with "
        + "conflict markers, as those of both sides may stay")
  }
}
