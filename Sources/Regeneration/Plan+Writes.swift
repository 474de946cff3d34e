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
  ///
  /// - Parameter look: reads a base that nothing refers to any more.
  package func writes(_ look: (_ path: String) throws -> DiskEntry) rethrows -> [FileWrite] {
    let digests = digests()
    let manifest = manifest(digests)
    var writes = fileChanges.flatMap { Self.writes($0, digests[$0.path]) } + conflictWrites
    writes += newBases(manifest.bases, digests) + (try unusedBases(manifest.bases, look))
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

  /// Bases that are not there yet. Their bytes are at hand: only what was just generated becomes one.
  private func newBases(_ bases: Set<Digest>, _ digests: [String: Digest]) -> [FileWrite] {
    var stored = storedBases
    return changes.compactMap { change in
      guard change.kind == .merged, let digest = digests[change.path], bases.contains(digest),
        stored.insert(ArtifactPath.name(of: ArtifactPath.base(digest))).inserted
      else { return nil }
      return FileWrite(ArtifactPath.base(digest), before: nil, contents: change.after, after: digest)
    }
  }

  private func unusedBases(
    _ bases: Set<Digest>, _ look: (_ path: String) throws -> DiskEntry
  ) rethrows -> [FileWrite] {
    let used = Set(bases.map { ArtifactPath.name(of: ArtifactPath.base($0)) })
    return try storedBases.subtracting(used).sorted().compactMap { name in
      let path = "\(ArtifactPath.basesFolder)/\(name)"
      guard ArtifactPath.isBaseName(name), case .file(let bytes) = try look(path) else { return nil }
      return FileWrite(path, before: Digest(of: bytes), contents: nil, after: nil)
    }
  }

  /// Whether a run would leave everything as it is, the manifest too.
  package var isUpToDate: Bool {
    guard fileChanges.isEmpty, refusals.isEmpty, conflictWrites.isEmpty else { return false }
    let manifest = manifest
    let used = Set(manifest.bases.map { ArtifactPath.name(of: ArtifactPath.base($0)) })
    return Digest(of: manifest.encoded()) == manifestDigestBefore
      && newBases(manifest.bases, digests()).isEmpty && storedBases.filter(ArtifactPath.isBaseName).isSubset(of: used)
  }
}
