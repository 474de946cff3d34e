import Regeneration

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a run that was interrupted leaves, and how the next one ends it.
///
/// What lies in the staging folder may have come with a repository that anyone has written. So nothing that is staged there is ever
/// put in place: the steps that were taken are taken back, and the run that follows writes what it generates itself.
extension Transaction {
  /// Whether a run stopped between its first rename and its last.
  static func isInterrupted(in tree: Tree) throws -> Bool {
    guard case .place(let place) = try tree.way(to: "\(stagingPath)/\(journalName)") else { return false }
    return try tree.fileSystem.status(place) != nil
  }

  /// Takes back what an interrupted run left, or clears it away when that run had not come to its first rename. A file that
  /// has been edited since stays as it is.
  static func recover(in tree: Tree) throws -> Recovery? {
    let fileSystem = tree.fileSystem
    switch try tree.way(to: stagingPath + "/.") {
    case .missing: return nil
    case .obstacle(let path, let obstacle): throw Tree.refusal(tree.display(path), obstacle)
    case .place(let place):
      let transaction = Transaction(tree, staging: place.folder)
      guard try fileSystem.status(transaction.journalPlace) != nil else {
        try transaction.discard()
        return .cleared
      }
      let bytes = try fileSystem.read(transaction.journalPlace, limit: TextFile.maximumSize)
      guard let journal = bytes.flatMap(Journal.init(parsing:)) else {
        throw WorkspaceError(
          .damaged, "\(transaction.journalPlace.path) is damaged, or of another version of pharos",
          help:
            "run the pharos that was interrupted; or delete \(transaction.staging.path), and check in version control "
            + "what changed in the output folder")
      }
      if let stranger = try transaction.stranger(in: journal) {
        return .setAside(path: stranger, folder: try transaction.setAside())
      }
      try transaction.undo(journal.steps)
      try transaction.discard()
      let files = journal.steps.filter {
        if case .file(let path, _, _, _) = $0 { !ArtifactPath.isOwn(path) } else { false }
      }
      return .undone(files: files.count)
    }
  }

  /// A path that no run of pharos can have changed: no artifact may lie there, or neither the manifest from before the run nor the
  /// one from after it knows it.
  private func stranger(in journal: Journal) throws -> String? {
    var manifests = [try tree.readOwn(ArtifactPath.manifest)]
    for case .file(ArtifactPath.manifest, let slot, _, _) in journal.steps {
      let slot = staging(String(slot))
      // An exchange by three renames may have stopped between two of them.
      for place in [slot, spare(for: slot)] where try fileSystem.status(place)?.kind == .file {
        manifests.append(try fileSystem.read(place, limit: TextFile.maximumSize))
      }
    }
    let known = manifests.compactMap { $0 }.compactMap { try? Manifest(parsing: $0) }.flatMap(\.entries.keys)
    let files = Set(known).union(known.map(ArtifactPath.conflictFile))
    let folders = Set(files.flatMap(Self.folders(above:)))
    return journal.steps.lazy.map { step -> (String, Bool) in
      switch step {
      case .makeFolder(let path), .removeFolder(let path): (path, folders.contains(path))
      case .file(let path, _, _, _): (path, files.contains(path))
      }
    }
    .first { path, isKnown in
      !ArtifactPath.isOwn(path) && path != ArtifactPath.ownFolder
        && (!isKnown || ArtifactPath.problem(with: path) != nil)
    }?.0
  }

  /// Moves the staging folder out of the way, as it is.
  private func setAside() throws -> String {
    let own = try tree.place(of: Self.stagingPath)
    var number = 1
    while true {
      let path = "\(ArtifactPath.ownFolder)/set-aside-\(number)"
      do {
        try fileSystem.renameToFreeName(own, to: tree.place(of: path))
        tree.forget(Self.stagingPath)
        return path
      } catch let error as SystemError where [EEXIST, ENOTEMPTY].contains(error.code) {
        number += 1
      }
    }
  }
}

/// How an interrupted run was ended.
package enum Recovery: Sendable, Equatable {
  /// It had changed nothing, or everything, and only its leftovers were removed.
  case cleared
  /// It was taken back: so many files, besides pharos's own, are as they were before it, or as somebody left them since.
  case undone(files: Int)
  /// It was not pharos's, as it names this path: nothing was changed, and what there was of it lies in a folder of this name now.
  case setAside(path: String, folder: String)
}
