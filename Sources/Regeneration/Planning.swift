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
  /// - Throws: `PlanError` when a path is not one that may be written, or two cannot exist together; whatever looking
  ///   at the folder throws.
  package init(
    _ artifacts: [Artifact], in snapshot: Snapshot, specDigest: Digest, version: String, force: Bool = false
  ) throws {
    try Self.check(artifacts)
    var planner = Planner(snapshot, specDigest: specDigest, version: version, force: force)
    try planner.plan(artifacts)
    changes = planner.changes.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    previous = snapshot.manifest?.0
    conflictWrites = planner.conflictWrites
    basesBefore = snapshot.bases
    manifestDigestBefore = snapshot.manifest?.1
    self.specDigest = specDigest
    self.version = version
  }

  private static func check(_ artifacts: [Artifact]) throws(PlanError) {
    var problems: [String] = []
    var paths: [String: String] = [:]
    let sorted = artifacts.map(\.path).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for path in sorted {
      if let problem = ArtifactPath.problem(with: path) { problems.append("the path `\(path)` \(problem)") }
      if path.hasSuffix(ArtifactPath.conflictSuffix) {
        problems.append("the path `\(path)` ends as the file of a conflict does")
      }
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

/// Decides file by file.
struct Planner {
  let snapshot: Snapshot
  /// Read when the first edited file asks for one.
  lazy var bases = BaseStore(snapshot.bases ?? [])
  let force: Bool
  /// By whom generated contents can differ from those of the last run; by nobody if there was none.
  private let movers: [Plan.Side]
  var changes: [Plan.Change] = []
  var conflictWrites: [FileWrite] = []

  init(_ snapshot: Snapshot, specDigest: Digest, version: String, force: Bool) {
    self.snapshot = snapshot
    self.force = force
    guard let last = snapshot.manifest?.0 else {
      movers = []
      return
    }
    var movers: [Plan.Side] = last.specDigest == specDigest ? [] : [.spec]
    if last.version != version { movers.append(.tool) }
    // The same spec and the same version, but other files: another build of the tool.
    self.movers = movers.isEmpty ? [.tool] : movers
  }

  func entry(_ path: String) -> Manifest.Entry? { snapshot.manifest?.0.entries[path] }

  func disk(_ path: String) -> DiskEntry { snapshot.files[path] ?? .absent }

  mutating func plan(_ artifacts: [Artifact]) throws {
    let wanted = Set(artifacts.map(\.path))
    // Whoever wrote the manifest may know what others keep in the folder: what does not say that it is generated stays.
    let gone = (snapshot.manifest?.0.entries ?? [:]).filter { path, _ in
      if wanted.contains(path) { return false }
      guard case .file(let contents) = disk(path) else { return true }
      return snapshot.isGenerated(contents)
    }
    let moves = try moves(from: gone, to: artifacts)
    for artifact in artifacts {
      if let from = moves[artifact.path], let last = gone[from] {
        try move(from, last, to: artifact)
      } else {
        try change(to: artifact)
      }
    }
    let moved = Set(moves.values)
    for (path, last) in gone where !moved.contains(path) { try remove(path, last) }
  }

  private mutating func change(to artifact: Artifact) throws {
    let last = entry(artifact.path)
    var change = Plan.Change(
      path: artifact.path, action: .create, kind: artifact.kind, after: artifact.contents,
      isExecutable: artifact.isExecutable, overlay: artifact.overlay)
    if let digest = snapshot.unchanged[artifact.path] { return try leave(&change, digest, last) }
    switch disk(artifact.path) {
    case .absent:
      change.sides = try sides(last, disk: nil, of: change)
      try closeConflict(of: artifact.path, last)
    case .obstacle(let place, let obstacle):
      // A link in place of a runbook is somebody's edit; a folder that is a link would hide every file behind it.
      change.action = artifact.kind == .merged && place == artifact.path ? .keep : .refuse
      change.reason = .obstacle(path: place, obstacle)
      change.record = .entry(last)
    case .file(let bytes):
      let digest = Digest(of: bytes), generated = try artifact.contents.digest
      if digest == generated { return try leave(&change, digest, last) }
      change.before = Contents(bytes)
      (change.beforeDigest, change.knownDigest) = (digest, generated)
      change.sides = try sides(last, disk: digest, of: change)
      if last?.digests.contains(digest) == true || (force && artifact.kind == .owned) {
        change.action = .update
        try closeConflict(of: artifact.path, last)
      } else if artifact.kind == .owned {
        change.action = .refuse
        change.reason = last == nil ? .foreign : .edited
        change.record = .entry(last)
      } else if let last {
        try merge(&change, bytes, last)
      } else {
        change.action = .keep
        change.reason = .foreign
        change.record = .entry(nil)
      }
    }
    changes.append(change)
  }

  /// The file holds what is generated.
  private mutating func leave(_ change: inout Plan.Change, _ digest: Digest, _ last: Manifest.Entry?) throws {
    change.action = .unchanged
    change.before = change.after
    (change.beforeDigest, change.knownDigest) = (digest, digest)
    try closeConflict(of: change.path, last)
    changes.append(change)
  }

  private mutating func remove(_ path: String, _ last: Manifest.Entry) throws {
    var change = Plan.Change(path: path, action: .keep, kind: last.kind, isExecutable: false)
    change.record = .entry(nil)
    try closeConflict(of: path, last)
    switch disk(path) {
    case .absent: return
    case .obstacle(let place, let obstacle):
      // Behind a folder that turned into something else there is no file of ours.
      guard place == path else { return }
      change.reason = .obstacle(path: place, obstacle)
    case .file(let bytes):
      let digest = Digest(of: bytes)
      change.before = Contents(bytes)
      change.beforeDigest = digest
      change.sides = movers
      if last.digests.contains(digest) {
        change.action = .remove
      } else {
        change.reason = .abandoned
        change.sides.append(.hand)
      }
    }
    changes.append(change)
  }

  /// What has changed: `disk` is nil for a file that is not there.
  func sides(_ last: Manifest.Entry?, disk: Digest?, of change: Plan.Change) throws -> [Plan.Side] {
    guard let last else { return disk == nil ? movers : [.hand] }
    var sides: [Plan.Side] = []
    if try change.afterDigest != (last.pending?.generated ?? last.digest) { sides += movers }
    if disk.map({ !last.digests.contains($0) }) ?? true { sides.append(.hand) }
    return sides
  }
}
