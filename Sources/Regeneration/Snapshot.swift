/// What lies at a path in the output folder before a run.
package enum DiskEntry: Sendable, Equatable {
  case absent
  case file([UInt8])
  /// Something that is not ours to replace: at the path itself, or at a folder on the way to it.
  case obstacle(path: String, Obstacle)

  /// What a path can hold besides a file of readable size.
  package enum Obstacle: String, Sendable {
    case symbolicLink = "a symbolic link"
    case folder = "a folder"
    case file = "a file"
    case special = "a device, pipe or socket"
    case oversized = "a file larger than any that pharos writes"
  }
}

/// The output folder as a plan finds it.
package struct Snapshot {
  /// Of the last run, with the digest of its bytes; nil on the first.
  package var manifest: (Manifest, Digest)?
  /// An entry for each path of the artifacts and of the manifest; a missing one counts as absent.
  package var files: [String: DiskEntry]
  /// Artifacts whose files hold what is generated, with the digests of that. They have no entry.
  package var unchanged: [String: Digest]
  /// What the file of bases holds, if there is one.
  package var bases: [UInt8]?
  /// Looks at a path that few plans ask for: the file of a conflict.
  package var look: (_ path: String) throws -> DiskEntry

  /// Whether contents may be those of a file that was generated: what are not is never removed.
  package var isGenerated: ([UInt8]) -> Bool

  package init(
    manifest: (Manifest, Digest)? = nil, files: [String: DiskEntry] = [:], unchanged: [String: Digest] = [:],
    bases: [UInt8]? = nil,
    isGenerated: @escaping ([UInt8]) -> Bool = { _ in true },
    look: @escaping (_ path: String) throws -> DiskEntry = { _ in .absent }
  ) {
    self.manifest = manifest
    self.files = files
    self.unchanged = unchanged
    self.bases = bases
    self.isGenerated = isGenerated
    self.look = look
  }
}
