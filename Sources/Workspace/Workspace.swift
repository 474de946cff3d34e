import Regeneration

/// The output folder of `generate`: what lies in it, and the only way to change it.
///
///     let workspace = Workspace(root: "monitoring")
///     let preview = try workspace.plan(artifacts, specDigest: digest, version: version)   // writes nothing
///     try workspace.withLock { session in
///       let plan = try session.plan(artifacts, specDigest: digest, version: version)
///       let report = try session.apply(plan)
///     }
///
/// Everything throws `WorkspaceError`, but for `PlanError` and `ManifestError` out of planning.
package struct Workspace: Sendable {
  /// The folder as a person named it; need not exist yet.
  package let root: String
  let fileSystem: FileSystem
  private let isGenerated: IsGenerated

  /// Whether contents may be those of a file that was generated.
  package typealias IsGenerated = @Sendable ([UInt8]) -> Bool

  /// - Parameter isGenerated: of what it denies, nothing is removed, whatever the manifest says.
  package init(
    root: String, fileSystem: FileSystem = FileSystem(), isGenerated: @escaping IsGenerated = { _ in true }
  ) {
    self.isGenerated = isGenerated
    // Without the slash at the end that a shell's completion leaves.
    self.root = root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root
    self.fileSystem = fileSystem
  }

  /// What `generate` would do, without a lock and without writing anything: for `--check`, `--diff` and `--dry-run`.
  package func plan(_ artifacts: [Artifact], specDigest: Digest, version: String, force: Bool = false) throws -> Plan {
    try translating {
      try Self.plan(artifacts, specDigest, version, force, in: existingTree(), isGenerated: isGenerated)
    }
  }

  /// What an earlier run left that stopped halfway, so that a plan compares with a mixture of two runs; the next `withLock`
  /// ends it.
  package var remains: Remains? {
    get throws { try translating { try existingTree().flatMap(Transaction.remains) } }
  }

  /// Makes the folder where it is missing, keeps every other pharos out of it, ends what an interrupted run left there,
  /// and runs `body`. A folder in which nothing is generated in the end is left as it was found.
  ///
  /// - Throws: `WorkspaceError.Kind.locked` when another process is at work there; whatever `body` throws.
  package func withLock<Result>(_ body: (Session) throws -> Result) throws -> Result {
    var made: [Place] = []
    defer { for place in made.reversed() { try? fileSystem.removeFolder(place) } }
    let (folder, lock) = try translating { try lockedFolder(&made) }
    let session = try translating {
      do {
        return Session(
          folder: folder, fileSystem: fileSystem, isGenerated: isGenerated,
          recovery: try Transaction.recover(in: Tree(root: folder, fileSystem: fileSystem)))
      } catch {
        clearIfUnused(folder)
        throw error
      }
    }
    defer {
      clearIfUnused(folder)
      withExtendedLifetime(lock) {}
    }
    return try body(session)
  }

  /// The right to write: exists only inside `withLock`.
  package struct Session {
    let folder: Folder
    let fileSystem: FileSystem
    fileprivate let isGenerated: IsGenerated
    /// What an interrupted run had left, if anything.
    package let recovery: Recovery?

    /// Compares what was generated with the folder as it is now.
    package func plan(_ artifacts: [Artifact], specDigest: Digest, version: String, force: Bool = false) throws -> Plan
    {
      try translating {
        try Workspace.plan(
          artifacts, specDigest, version, force, in: Tree(root: folder, fileSystem: fileSystem),
          isGenerated: isGenerated)
      }
    }

    /// Makes the folder what the plan says, all of it or nothing; touches nothing when there is nothing to change.
    ///
    /// - Throws: `.refused` for a plan that has refusals, `.changedMeanwhile` when a file is no longer what the plan saw,
    ///   `.system` for a full disk and the like. `outcome` says whether the next run has something to complete.
    @discardableResult
    package func apply(_ plan: Plan) throws -> Report {
      let refusals = plan.refusals
      guard refusals.isEmpty else {
        throw WorkspaceError(
          .refused,
          "\(refusals.count == 1 ? "one file is" : "\(refusals.count) files are") not pharos's to replace: "
            + refusals.map(\.path).joined(separator: ", "))
      }
      let tree = Tree(root: folder, fileSystem: fileSystem)
      let times = try Transaction.commit(plan.fileWrites, then: plan.ownWrites, in: tree)
      return Report(counts: plan.counts, writeTime: times.write, syncTime: times.sync)
    }
  }

  /// What was done.
  package struct Report: Sendable {
    fileprivate let counts: [Plan.Action: Int]
    package var written: Int { [.create, .update, .merge, .move].map { counts[$0, default: 0] }.reduce(0, +) }
    package var removed: Int { counts[.remove, default: 0] }
    package var unchanged: Int { counts[.unchanged, default: 0] }
    package var kept: Int { counts[.keep, default: 0] }
    package var conflicts: Int { counts[.conflict, default: 0] }
    /// Writing and renaming, without waiting for the disk.
    package let writeTime: Duration
    /// Waiting for the disk.
    package let syncTime: Duration
  }
}
