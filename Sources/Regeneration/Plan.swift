/// What lies at an artifact's path in the output folder before a run.
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

/// What a run would do to each file, decided before anything is written.
package struct Plan: Sendable {
  package enum Action: String, Sendable, CaseIterable {
    case create, update, unchanged
    /// Left as it is, and the run goes on.
    case keep
    case remove
    /// Left as it is, and nothing at all is written.
    case conflict
  }

  /// Why a file is kept, or in conflict.
  package enum Reason: Sendable, Equatable {
    /// Edited since it was generated. `isOutdated`: pharos has a newer version that the edit lacks.
    case edited(isOutdated: Bool)
    /// It was there before pharos, which has never written it.
    case foreign
    /// Edited since it was generated, and the spec asks for it no longer.
    case abandoned
    case obstacle(path: String, DiskEntry.Obstacle)

    /// Stable, for machines.
    package var id: String {
      switch self {
      case .edited: "edited"
      case .foreign: "foreign"
      case .abandoned: "abandoned"
      case .obstacle: "obstacle"
      }
    }
  }

  package struct Change: Sendable {
    package var path: String
    package var action: Action
    package var kind: Artifact.Kind
    package var reason: Reason?
    /// What lies there now, as far as it is a file.
    package var before: [UInt8]?
    /// What the generators made of it; nil when the spec asks for it no longer.
    package var after: [UInt8]?
    package var isExecutable: Bool
    /// Of the artifact: what was laid over it.
    package var overlay: String?
    /// Of `before`; nil where that is known without it, as it equals `after`.
    package var beforeDigest: Digest?
    /// Of `after`, worked out anew each time.
    package var afterDigest: Digest? { after.map { Digest(of: $0) } }

    /// Whether the file is written or removed.
    package var isWrite: Bool { [.create, .update, .remove].contains(action) }

    /// How the file changes, as a unified diff; empty when it does not. For a file that is kept or in conflict it shows
    /// what the generated version would change.
    package var diff: String { UnifiedDiff.text(from: before, to: after, path: path) }
  }

  /// By path, in the order of its bytes.
  package let changes: [Change]
  /// The manifest as it lies on the disk, if there is one.
  package let previous: Manifest?
  let specDigest: Digest
  let version: String
  /// Of the manifest as it lies on the disk, if there is one.
  package let manifestDigestBefore: Digest?
}

extension Plan {
  package var conflicts: [Change] { changes.filter { $0.action == .conflict } }

  /// Files to create, update or remove.
  package var writes: [Change] { changes.filter(\.isWrite) }

  /// Digests of everything that was generated, by path. Only writing asks for them: a check compares bytes.
  package func digests() -> [String: Digest] {
    let generated = changes.filter { $0.after != nil }
    let digests = generated.concurrentMap { Digest(of: $0.after!) }
    return Dictionary(uniqueKeysWithValues: zip(generated.map(\.path), digests))
  }

  /// What the manifest will say.
  package var manifest: Manifest { manifest(digests()) }

  package func manifest(_ digests: [String: Digest]) -> Manifest {
    var entries: [String: Manifest.Entry] = [:]
    for change in changes {
      // An edited file keeps the digest that its edit began from: only the person knows when it has caught up.
      if change.action == .keep {
        if change.after != nil { entries[change.path] = previous?.entries[change.path] }
      } else if let digest = digests[change.path] {
        entries[change.path] = Manifest.Entry(digest: digest, kind: change.kind)
      }
    }
    return Manifest(version: version, specDigest: specDigest, entries: entries)
  }

  /// Whether the manifest's own bytes change: the spec's digest or the version may, with every artifact the same.
  package var changesManifest: Bool { Digest(of: manifest.encoded()) != manifestDigestBefore }

  /// Whether a run would leave everything as it is. A file that is kept is no drift: running again would not change it.
  package var isUpToDate: Bool { writes.isEmpty && conflicts.isEmpty && !changesManifest }

  /// How many files meet each action.
  package var counts: [Action: Int] { changes.reduce(into: [:]) { $0[$1.action, default: 0] += 1 } }
}

extension Plan.Change {
  /// What is in the way or was kept, one sentence without a full stop; nil for what simply happens.
  package var message: String? {
    switch reason {
    case nil: nil
    case .edited(let isOutdated) where action == .keep:
      isOutdated ? "edited by hand, kept; the generated version has changed since" : "edited by hand, kept"
    case .edited: "edited by hand"
    case .foreign: action == .keep ? "was there before pharos, kept" : "is there already, and pharos did not write it"
    case .abandoned: "edited by hand, kept; the spec no longer asks for it"
    case .obstacle(let place, let obstacle):
      place == path ? "is \(obstacle.rawValue)" : "`\(place)` is \(obstacle.rawValue)"
    }
  }

  /// What to do about it; nil when nothing is to be done.
  package var help: String? {
    switch (action, reason) {
    case (.conflict, .edited): "put the change into the spec, or discard it with --force"
    case (.conflict, .foreign): "move it elsewhere, or replace it with --force"
    case (.conflict, .obstacle(_, .symbolicLink)):
      "pharos does not write through links: put a real file or folder in its place"
    case (.conflict, .obstacle): "move it elsewhere"
    case (.keep, .edited(isOutdated: true)): "see what is new with --diff"
    case (.keep, .abandoned): "delete it if it is of no use; pharos will not mention it again"
    default: nil
    }
  }
}
