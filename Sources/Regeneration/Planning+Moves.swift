/// Renamed services and alerts: their runbooks get other names, and take along what people wrote into them.
extension Planner {
  /// From how much on two files are taken for the same, as git does when it looks for renames.
  private static let leastSimilarity = 0.5

  /// Pairs files that are no longer generated with new ones that were generated much like them: the new path with the
  /// old one.
  ///
  /// Only for files that people edit; for others, removing one and creating the other comes to the same.
  mutating func moves(from gone: [String: Manifest.Entry], to artifacts: [Artifact]) throws -> [String: String] {
    let fresh = artifacts.filter {
      $0.kind == .merged && entry($0.path) == nil && disk($0.path) == .absent && snapshot.unchanged[$0.path] == nil
    }
    guard !fresh.isEmpty else { return [:] }
    var candidates: [(from: String, to: String, similarity: Double)] = []
    for (path, last) in gone where last.kind == .merged {
      guard case .file(let bytes) = disk(path), let base = try generated(path, bytes, last) else { continue }
      for artifact in fresh {
        let similarity = Lines.similarity(base, try artifact.contents.bytes)
        if similarity >= Self.leastSimilarity { candidates.append((path, artifact.path, similarity)) }
      }
    }
    candidates.sort { ($1.similarity, $0.from, $0.to) < ($0.similarity, $1.from, $1.to) }
    var moves: [String: String] = [:]
    var taken: Set<String> = []
    for (from, to, _) in candidates where moves[to] == nil && taken.insert(from).inserted { moves[to] = from }
    return moves
  }

  /// What pharos last generated at a path; nil where that is not known, or its conflict is being settled.
  private mutating func generated(_ path: String, _ bytes: [UInt8], _ last: Manifest.Entry) throws -> [UInt8]? {
    if last.digests.contains(Digest(of: bytes)) { return bytes }
    if last.pending != nil, try snapshot.look(ArtifactPath.conflictFile(of: path)) != .absent { return nil }
    return bases[last.pending?.generated ?? last.digest]
  }

  /// A file under its new path, with its edits.
  mutating func move(_ from: String, _ last: Manifest.Entry, to artifact: Artifact) throws {
    guard case .file(let bytes) = disk(from) else { return }
    var change = Plan.Change(
      path: artifact.path, from: from, action: .move, kind: artifact.kind, before: Contents(bytes),
      after: artifact.contents,
      isExecutable: artifact.isExecutable, overlay: artifact.overlay, beforeDigest: Digest(of: bytes))
    change.sides = try sides(nil, disk: nil, of: change)
    if last.digests.contains(change.beforeDigest!) {
      try closeConflict(of: from, last)
    } else {
      change.sides.append(.hand)
      try merge(&change, bytes, last)
      if change.action == .conflict { change.merged = bytes }
    }
    changes.append(change)
  }
}
