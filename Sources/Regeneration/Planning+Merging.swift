/// Files that people edit, and conflicts: how they arise, wait and end.
///
/// An edit that cannot be merged stays where it is. The merge with its markers is laid down beside it, and the manifest
/// notes which version it was made with. Once that file is gone, the conflict is settled: what the edited file holds by
/// then is based on that version.
extension Planner {
  /// Where a conflict that was noted stands.
  private enum Standing {
    /// There is none, or it is settled; these are the versions that the edit may have begun from.
    case none(bases: [Digest])
    /// Its file is as pharos wrote it.
    case open(bases: [Digest], file: Digest)
    /// Its file has been edited: nothing is touched until it is gone.
    case settling
    /// Its file was moved over the edited one before it was settled.
    case markers
  }

  private func standing(_ path: String, _ edited: [UInt8], _ last: Manifest.Entry) throws -> Standing {
    guard let pending = last.pending else { return .none(bases: last.digests) }
    switch try snapshot.look(ArtifactPath.conflictFile(of: path)) {
    case .absent:
      return ThreeWayMerge.isUnsettled(edited) ? .markers : .none(bases: [pending.generated] + last.others)
    case .file(let bytes) where Digest(of: bytes) == pending.file:
      return .open(bases: last.digests, file: pending.file)
    case .file, .obstacle: return .settling
    }
  }

  /// Removes the file of a conflict that no longer is one, unless somebody has edited it.
  mutating func closeConflict(of path: String, _ last: Manifest.Entry?) throws {
    guard let pending = last?.pending else { return }
    let file = ArtifactPath.conflictFile(of: path)
    guard case .file(let bytes) = try snapshot.look(file), Digest(of: bytes) == pending.file else { return }
    conflictWrites.append(FileWrite(file, before: pending.file, contents: nil))
  }

  /// What becomes of an edited file of a kind that is merged.
  ///
  /// - Parameters:
  ///   - change: with the generated contents; its action and all that follows from it are filled in.
  ///   - edited: the file as a person left it, at `change.from` when it moves.
  mutating func merge(_ change: inout Plan.Change, _ edited: [UInt8], _ last: Manifest.Entry) throws {
    let path = change.from ?? change.path
    let fresh = try change.after?.bytes ?? []
    let generated = Digest(of: fresh)
    change.knownDigest = generated
    let digests: [Digest], file: Digest?
    switch try standing(path, edited, last) {
    case .none(let bases): (digests, file) = (bases, nil)
    case .open(let bases, let digest): (digests, file) = (bases, digest)
    case .settling:
      change.conflictFile = ArtifactPath.conflictFile(of: path)
      return wait(&change, .settling, last)
    case .markers: return wait(&change, .markers, last)
    }
    guard !digests.contains(generated) || change.from != nil else {
      (change.action, change.reason) = (.keep, .edited)
      return try closeConflict(of: path, last)
    }
    let known = digests.compactMap { digest in bases[digest].map { (digest, $0) } }
    let isText = !edited.contains(0) && !fresh.contains(0)
    let merges = known.map { digest, bytes in
      (digest, bytes, isText ? ThreeWayMerge(base: bytes, edited: edited, generated: fresh) : nil)
    }
    if let (_, base, merge) = merges.first(where: { $0.2?.isClean == true }), let merge {
      let bytes = merge.bytes
      (change.base, change.reason) = (base, .edited)
      change.action = change.from != nil ? .move : bytes.isSame(as: edited) ? .keep : .merge
      if change.action != .keep { change.merged = bytes }
      return try closeConflict(of: path, last)
    }
    change.base = merges.first?.1
    let reason: Plan.Reason = !isText ? .binary : merges.isEmpty ? .unknownBase : .overlap
    let contents =
      isText
      ? (merges.first?.2 ?? ThreeWayMerge(base: nil, edited: edited, generated: fresh)).bytes : fresh
    try open(&change, reason, contents, of: generated, base: merges.first?.0 ?? digests[0], was: file)
  }

  private func wait(_ change: inout Plan.Change, _ reason: Plan.Reason, _ last: Manifest.Entry) {
    (change.action, change.reason, change.record) = (.conflict, reason, .entry(last))
  }

  /// Lays down the file of a conflict, or brings the one that lies there up to date.
  private mutating func open(
    _ change: inout Plan.Change, _ reason: Plan.Reason, _ contents: [UInt8], of generated: Digest, base: Digest,
    was file: Digest?
  ) throws {
    let place = ArtifactPath.conflictFile(of: change.path)
    let digest = Digest(of: contents)
    (change.action, change.reason) = (.conflict, reason)
    if file == nil {
      guard ArtifactPath.problem(with: place) == nil, try snapshot.look(place) == .absent else {
        change.reason = .blocked
        change.record = .entry(.init(digest: base, kind: .merged))
        return
      }
    }
    change.conflictFile = place
    change.record = .entry(
      .init(digest: base, kind: .merged, pending: .init(generated: generated, file: digest)))
    if file != digest { conflictWrites.append(FileWrite(place, before: file, contents: Contents(contents))) }
  }
}
