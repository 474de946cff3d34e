/// What a run would do to each file, decided before anything is written.
package struct Plan: Sendable {
  /// What becomes of a file. The names are those of the JSON report.
  package enum Action: String, Sendable, CaseIterable {
    case create, update, unchanged
    /// An edit by hand and a new version, brought together.
    case merge
    /// The file of another path that the spec no longer asks for, with its edits.
    case move
    /// Left as it is, and the run goes on.
    case keep
    case remove
    /// Left as it is, with what a person has to decide in a file beside it; the run goes on.
    case conflict
    /// Left as it is, and nothing at all is written.
    case refuse
  }

  /// Why a file is not simply what was generated.
  package enum Reason: Sendable, Equatable {
    /// Edited since it was generated.
    case edited
    /// It was there before pharos, which has never written it.
    case foreign
    /// Edited since it was generated, and the spec asks for it no longer.
    case abandoned
    case obstacle(path: String, DiskEntry.Obstacle)

    // Of conflicts:

    /// The edit and the new version change the same lines.
    case overlap
    /// The version that the edit began from is not known, so that nothing tells who changed what.
    case unknownBase
    /// Not text, so that there are no lines to merge.
    case binary
    /// The file of the conflict has been edited, and is waited for.
    case settling
    /// The file still contains conflict markers.
    case markers
    /// Something else has the name that the file of the conflict would have.
    case blocked

    /// Stable, for machines.
    package var id: String {
      switch self {
      case .edited: "edited"
      case .foreign: "foreign"
      case .abandoned: "abandoned"
      case .obstacle: "obstacle"
      case .overlap: "overlap"
      case .unknownBase: "unknown_base"
      case .binary: "binary"
      case .settling: "settling"
      case .markers: "markers"
      case .blocked: "blocked"
      }
    }
  }

  /// What changed since the last run, so that a file is not what is generated now.
  package enum Side: String, Sendable, CaseIterable, Comparable {
    case spec, tool, hand

    package static func < (a: Side, b: Side) -> Bool { a.rank < b.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self)! }
  }

  package struct Change: Sendable {
    package var path: String
    /// Where a file that moves lies now.
    package var from: String?
    package var action: Action
    package var kind: Artifact.Kind
    package var reason: Reason?
    /// In order; empty for what is unchanged or was never generated.
    package var sides: [Side] = []
    /// What lies there now, as far as it is a file.
    package var before: Contents?
    /// What the generators make of it; nil when the spec asks for it no longer.
    package var after: Contents?
    /// What will lie there when it is neither `before` nor `after`: the two merged, or a moved file.
    package var merged: [UInt8]?
    /// The version that an edit began from, where it is known and counts.
    package var base: [UInt8]?
    package var isExecutable: Bool
    /// Of the artifact: what was laid over it.
    package var overlay: String?
    /// Of `before`.
    package var beforeDigest: Digest?
    /// Of `after`, as far as that was made: nobody has asked for what is merely created.
    var knownDigest: Digest?
    /// Of `after`; made for it where nobody has.
    package var afterDigest: Digest? { get throws { try knownDigest ?? after?.digest } }
    /// Where a person finds the conflict to settle.
    package var conflictFile: String?
    /// What the manifest will say of it.
    var record = Record.generated

    /// Whether the file is written or removed. One in conflict is when it moves.
    package var isWrite: Bool {
      [.create, .update, .merge, .move, .remove].contains(action) || (action == .conflict && from != nil)
    }

    /// Whether running again would find something to do, or has something to say no to.
    package var isDrift: Bool { isWrite || action == .conflict || action == .refuse }
  }

  /// An artifact's line in the manifest.
  enum Record: Sendable {
    /// The digest of what was generated.
    case generated
    /// What is not, or not yet, based on what was generated; nil for what pharos never wrote or no longer asks for.
    case entry(Manifest.Entry?)
  }

  /// By path, in the order of its bytes.
  package let changes: [Change]
  /// The manifest as it lies on the disk, if there is one.
  package let previous: Manifest?
  /// Files of conflicts to write and to remove.
  let conflictWrites: [FileWrite]
  /// The file of bases as it lies on the disk, if there is one.
  let basesBefore: [UInt8]?
  let specDigest: Digest
  let version: String
  /// Of the manifest as it lies on the disk, if there is one.
  package let manifestDigestBefore: Digest?
}

extension Plan {
  /// What keeps anything at all from being written.
  package var refusals: [Change] { changes.filter { $0.action == .refuse } }

  /// What waits for a person, and will wait after the run.
  package var conflicts: [Change] { changes.filter { $0.action == .conflict } }

  /// Files whose contents change.
  package var fileChanges: [Change] { changes.filter(\.isWrite) }

  /// Whether some file is not what the spec says; an edit that pharos keeps does not count.
  package var hasDrift: Bool { changes.contains(where: \.isDrift) }

  /// How many files meet each action.
  package var counts: [Action: Int] { changes.reduce(into: [:]) { $0[$1.action, default: 0] += 1 } }
}
