/// What a plan comes to on the disk.
extension Plan {
  /// Artifacts and files of conflicts to write and to remove.
  package var fileWrites: [FileWrite] { fileChanges.flatMap(Self.writes) + conflictWrites }

  private static func writes(_ change: Change) -> [FileWrite] {
    let write = FileWrite(
      change.path, before: change.from == nil ? change.beforeDigest : nil,
      contents: change.merged.map { Contents($0) } ?? change.after, isExecutable: change.isExecutable)
    guard let from = change.from else { return [write] }
    return [FileWrite(from, before: change.beforeDigest, contents: nil), write]
  }

  /// What pharos notes of all that: the bases, and the manifest at the end.
  ///
  /// - Parameter written: what was written, so that it need not be made once more.
  package func ownWrites(_ written: WrittenFiles) throws -> [FileWrite] {
    let digests = try digests(written)
    let manifest = manifest(digests)
    let bases = try baseWrite(manifest, digests, written)
    let bytes = manifest.encoded()
    return [bases, Self.write(ArtifactPath.manifest, manifestDigestBefore, bytes)].compactMap { $0 }
  }

  /// A file of pharos's own; nil where it is what it was.
  private static func write(_ path: String, _ before: Digest?, _ bytes: [UInt8]) -> FileWrite? {
    let after = bytes.isEmpty ? nil : Digest(of: bytes)
    return after == before ? nil : FileWrite(path, before: before, contents: after.map { _ in Contents(bytes) })
  }

  /// Digests of everything that is generated, by path.
  private func digests(_ written: WrittenFiles) throws -> [String: Digest] {
    let generated = changes.filter { $0.after != nil }
    let digests = generated.concurrentMap { change in
      Result {
        try change.knownDigest ?? (change.merged == nil ? written.digest(change.path) : nil) ?? change.afterDigest!
      }
    }
    return Dictionary(uniqueKeysWithValues: zip(generated.map(\.path), try digests.map { try $0.get() }))
  }

  /// What the manifest will say.
  package var manifest: Manifest { get throws { manifest(try digests(.none)) } }

  private func manifest(_ digests: [String: Digest]) -> Manifest {
    var entries: [String: Manifest.Entry] = [:]
    for change in changes {
      switch change.record {
      case .generated: entries[change.path] = digests[change.path].map { .init(digest: $0, kind: change.kind) }
      case .entry(let entry): entries[change.path] = entry
      }
    }
    return Manifest(version: version, specDigest: specDigest, entries: entries)
  }

  /// What edits can begin from, once the manifest says what it will say; nothing else is kept.
  private func baseWrite(
    _ manifest: Manifest, _ digests: [String: Digest], _ written: WrittenFiles
  ) throws -> FileWrite? {
    let generated = changes.filter { $0.kind == .merged && $0.after != nil }
    let fresh = Dictionary(
      generated.map { (digests[$0.path]!, ($0.merged == nil ? written.contents($0.path) : nil) ?? $0.after!) }
    ) { first, _ in first }
    let after = try BaseStore(basesBefore ?? []).bytes(of: manifest.bases, fresh: fresh)
    return Self.write(ArtifactPath.bases, basesBefore.map { Digest(of: $0) }, after)
  }

  /// Whether a run would leave everything as it is, the manifest too.
  package var isUpToDate: Bool {
    get throws { try refusals.isEmpty && fileWrites.isEmpty && ownWrites(.none).isEmpty }
  }
}
