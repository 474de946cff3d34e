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
/// What lies in the staging folder may have come with a repository that anyone has written. So a journal counts only where it was
/// written, which its mark tells, and the steps that were taken are only taken back: the run that follows writes what it generates itself.
extension Transaction {
  /// What lies in the staging folder, where it has a journal.
  static func remains(in tree: Tree) throws -> Remains? {
    guard case .place(let place) = try tree.way(to: "\(stagingPath)/\(journalName)"),
      try tree.fileSystem.status(place) != nil
    else { return nil }
    return try Transaction(tree, staging: place.folder).journal() == nil ? .foreign : .run
  }

  /// The journal; nil where no run of this pharos has written it here.
  private func journal() throws -> Journal? {
    let bytes = try fileSystem.read(journalPlace, limit: TextFile.maximumSize)
    guard let journal = bytes.flatMap(Journal.init(parsing:)), try journal.mark == mark() else { return nil }
    return journal
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
      guard let journal = try transaction.journal() else { return .setAside(try transaction.setAside()) }
      try transaction.undo(journal.steps)
      try transaction.discard()
      let files = journal.steps.filter {
        if case .file(let path, _, _, _) = $0 { !ArtifactPath.isOwn(path) } else { false }
      }
      return .undone(files: files.count)
    }
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
  /// No run of this pharos left it here: nothing was changed, and what there was of it lies in a folder of this name now.
  case setAside(String)
}

/// What lies in the staging folder while no pharos is at work.
package enum Remains: Sendable, Equatable {
  /// A run that stopped between its first rename and its last.
  case run
  /// What no run of this pharos left here.
  case foreign
}
