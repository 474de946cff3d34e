/// What the last run generated, and from what: `.pharos/manifest.json`. It tells an edit by hand from an old version,
/// and a file of ours from everybody else's. One sorted line an artifact, so that it merges and reviews like code.
package struct Manifest: Sendable, Equatable {
  /// One artifact as it was last generated.
  package struct Entry: Sendable, Equatable {
    /// Of the generated contents; for an edited file of kind `merged`, of the version that the edit began from or has
    /// caught up with.
    package var digest: Digest
    package var kind: Artifact.Kind
    /// The conflict that waits for a person.
    package var pending: Pending?
    /// Of what other branches generated, when git has put their lines beside ours; in order.
    package var others: [Digest] = []

    package init(digest: Digest, kind: Artifact.Kind, pending: Pending? = nil) {
      self.digest = digest
      self.kind = kind
      self.pending = pending
    }

    /// Of everything that pharos can have left at the path.
    var digests: [Digest] { [digest] + others }
  }

  /// A new version that could not be merged into an edited file.
  package struct Pending: Sendable, Equatable {
    /// Of the new version. It is what the edited file is based on once the conflict is settled.
    package var generated: Digest
    /// Of the file that shows the conflict, as pharos wrote it.
    package var file: Digest

    package init(generated: Digest, file: Digest) {
      self.generated = generated
      self.file = file
    }
  }

  /// The layout that this pharos writes; it reads those before it too. 1 knew no conflicts and kept no bases.
  package static let format = 2

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
    var output = Array(
      """
      {
        "format": \(Self.format),
        "pharos": "\(version)",
        "spec": "\(specDigest)",
        "artifacts": [
      """.utf8)
    var separator = "\n"
    for (path, entry) in entries.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      for line in Self.lines(path, entry) {
        output += separator.utf8
        output += line.utf8
        separator = ",\n"
      }
    }
    output += (entries.isEmpty ? "]\n}\n" : "\n  ]\n}\n").utf8
    return output
  }

  private static func lines(_ path: String, _ entry: Entry) -> [String] {
    func line(_ digest: Digest, _ pending: Pending?) -> String {
      let more = pending.map { #", "pending": "\#($0.generated)", "conflict": "\#($0.file)""# } ?? ""
      return #"    {"path": "\#(path)", "sha256": "\#(digest)", "kind": "\#(entry.kind.rawValue)"\#(more)}"#
    }
    return [line(entry.digest, entry.pending)] + entry.others.map { line($0, nil) }
  }
}

extension Manifest {
  /// Digests of the versions that have to be kept for merging.
  var bases: Set<Digest> {
    Set(entries.values.filter { $0.kind == .merged }.flatMap { $0.digests + [$0.pending?.generated].compactMap { $0 } })
  }
}
