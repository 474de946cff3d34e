/// Artifacts that cannot be written side by side or at all: every problem at once.
package struct PlanError: Error, Equatable, CustomStringConvertible {
  /// One sentence each, without a full stop, in the order of the paths; never empty.
  package var problems: [String]

  package var description: String { problems.joined(separator: "\n") }
}

extension Plan {
  /// Compares what was generated with what was generated last time and with what lies there now.
  ///
  /// A file is replaced or removed only when the manifest proves that it is as pharos left it. `force` gives up that
  /// proof for owned files, never for those that people are meant to edit, nor for links and folders.
  ///
  /// - Parameters:
  ///   - manifest: of the last run, with the digest of its bytes; nil on the first.
  ///   - disk: an entry for each path of the artifacts and the manifest; a missing one counts as absent.
  /// - Throws: when a path is not one that may be written, or two cannot exist together.
  package init(
    _ artifacts: [Artifact], manifest: (Manifest, Digest)?, disk: [String: DiskEntry],
    specDigest: Digest, version: String, force: Bool = false
  ) throws(PlanError) {
    try Self.check(artifacts)
    var changes = artifacts.map { artifact in
      let last = manifest?.0.entries[artifact.path]
      return Self.change(to: artifact, last: last, disk: disk[artifact.path] ?? .absent, force: force)
    }
    let wanted = Set(artifacts.map(\.path))
    for (path, entry) in manifest?.0.entries ?? [:] where !wanted.contains(path) {
      if let change = Self.removal(of: path, last: entry, disk: disk[path] ?? .absent) { changes.append(change) }
    }
    self.changes = changes.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    previous = manifest?.0
    manifestDigestBefore = manifest?.1
    self.specDigest = specDigest
    self.version = version
  }

  private static func change(to artifact: Artifact, last: Manifest.Entry?, disk: DiskEntry, force: Bool) -> Change {
    var change = Change(
      path: artifact.path, action: .create, kind: artifact.kind, after: artifact.contents,
      isExecutable: artifact.isExecutable, overlay: artifact.overlay)
    switch disk {
    case .absent: break
    case .obstacle(let place, let obstacle):
      // A link in place of a runbook is somebody's edit; a folder that is a link would hide every file behind it.
      change.action = artifact.kind == .merged && place == artifact.path ? .keep : .conflict
      change.reason = .obstacle(path: place, obstacle)
    case .file(let bytes):
      change.before = bytes
      if bytes.isSame(as: artifact.contents) {
        change.action = .unchanged
        break
      }
      change.beforeDigest = Digest(of: bytes)
      if change.beforeDigest == last?.digest || (force && artifact.kind == .owned) {
        change.action = .update
        break
      }
      change.action = artifact.kind == .merged ? .keep : .conflict
      change.reason = last.map { .edited(isOutdated: $0.digest != change.afterDigest) } ?? .foreign
    }
    return change
  }

  private static func removal(of path: String, last: Manifest.Entry, disk: DiskEntry) -> Change? {
    var change = Change(path: path, action: .keep, kind: last.kind, isExecutable: false)
    switch disk {
    case .absent: return nil
    case .obstacle(let place, let obstacle):
      // Behind a folder that turned into something else there is no file of ours.
      guard place == path else { return nil }
      change.reason = .obstacle(path: place, obstacle)
    case .file(let bytes):
      change.before = bytes
      change.beforeDigest = Digest(of: bytes)
      if change.beforeDigest == last.digest { change.action = .remove } else { change.reason = .abandoned }
    }
    return change
  }

  private static func check(_ artifacts: [Artifact]) throws(PlanError) {
    var problems: [String] = []
    var paths: [String: String] = [:]
    let sorted = artifacts.map(\.path).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for path in sorted {
      if let problem = ArtifactPath.problem(with: path) { problems.append("the path `\(path)` \(problem)") }
      // Folded, so that a stack generated on Linux also lands whole on a Mac.
      if let other = paths.updateValue(path, forKey: ArtifactPath.folded(path)) {
        problems.append(
          other == path
            ? "two artifacts are named `\(path)`" : "`\(other)` and `\(path)` are one file where case does not count")
      }
    }
    for path in sorted {
      var folder = ArtifactPath.folder(of: path)
      while !folder.isEmpty {
        if let other = paths[ArtifactPath.folded(folder)] {
          problems.append("`\(other)` is a file and the folder of `\(path)`")
        }
        folder = ArtifactPath.folder(of: folder)
      }
    }
    if !problems.isEmpty { throw PlanError(problems: problems) }
  }
}
