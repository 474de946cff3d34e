/// What a plan comes to on the disk.
extension Plan {
  /// Digests of everything that was generated, by path. Only writing asks for them: a check compares bytes.
  package func digests() -> [String: Digest] {
    let generated = changes.filter { $0.after != nil }
    let digests = generated.concurrentMap { Digest(of: $0.after!) }
    return Dictionary(uniqueKeysWithValues: zip(generated.map(\.path), digests))
  }

  /// What the manifest will say.
  package var manifest: Manifest { manifest(digests()) }

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

  /// Every file to write and to remove: artifacts, files of conflicts, bases, and the manifest at the end.
  package func writes() -> [FileWrite] {
    let digests = digests()
    let manifest = manifest(digests)
    var writes = fileChanges.flatMap { Self.writes($0, digests[$0.path]) } + conflictWrites
    if let bases = baseWrite(manifest, digests) { writes.append(bases) }
    let bytes = manifest.encoded(), digest = Digest(of: bytes)
    if digest != manifestDigestBefore {
      writes.append(FileWrite(ArtifactPath.manifest, before: manifestDigestBefore, contents: bytes, after: digest))
    }
    return writes
  }

  private static func writes(_ change: Change, _ digest: Digest?) -> [FileWrite] {
    let contents = change.merged ?? change.after
    let after = change.merged.map { Digest(of: $0) } ?? digest
    let write = FileWrite(
      change.path, before: change.from == nil ? change.beforeDigest : nil, contents: contents, after: after,
      isExecutable: change.isExecutable)
    guard let from = change.from else { return [write] }
    return [FileWrite(from, before: change.beforeDigest, contents: nil, after: nil), write]
  }

  /// What edits can begin from, once the manifest says what it will say; nothing else is kept.
  private func baseWrite(_ manifest: Manifest, _ digests: [String: Digest]) -> FileWrite? {
    let generated = changes.filter { $0.kind == .merged && $0.after != nil }
    let fresh = Dictionary(generated.map { (digests[$0.path]!, $0.after!) }) { first, _ in first }
    let after = BaseStore(basesBefore ?? []).bytes(of: manifest.bases, fresh: fresh)
    guard !after.isSame(as: basesBefore ?? []) else { return nil }
    let before = basesBefore.map { Digest(of: $0) }
    if after.isEmpty { return FileWrite(ArtifactPath.bases, before: before, contents: nil, after: nil) }
    return FileWrite(ArtifactPath.bases, before: before, contents: after)
  }

  /// Whether a run would leave everything as it is, the manifest too.
  package var isUpToDate: Bool { refusals.isEmpty && writes().isEmpty }
}
