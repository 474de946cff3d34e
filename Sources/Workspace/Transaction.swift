import Regeneration

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Changes many files as if at once.
///
/// 1. Every new file is written into `.pharos/staging/`, on the output folder's own file system, and synced.
/// 2. The journal appears there by a rename: from here on the next run takes back what this one leaves half done.
/// 3. Each file changes by one rename. A replaced or removed file moves into the staging folder and is compared with
///    what the plan saw, so that an edit saved a moment before is noticed, and put back.
/// 4. The folders are synced, the journal is deleted, then the rest of the staging folder.
///
/// A failure in 1 or 2 leaves nothing behind; a failure in 3 or 4 takes the steps back.
struct Transaction {
  static let stagingPath = "\(ArtifactPath.ownFolder)/staging"
  static let journalName = "journal"
  static let ignoreName = ".gitignore"
  /// Containers read what is generated, as users of their own: a umask that keeps others out would keep them from starting. No
  /// secret is in it, and the output folder itself stays as private as the umask makes it, since only its subfolders are mounted.
  /// pharos's own files, which nothing else reads, stay so too.
  static let readable: mode_t = 0o444
  static let searchable: mode_t = 0o555
  /// Up to so many files are synced one by one; beyond, one `syncfs` is faster, though it waits for strangers' data too.
  private static let syncedOneByOne = 16

  let tree: Tree
  let staging: Folder
  var fileSystem: FileSystem { tree.fileSystem }
  var journalPlace: Place { staging(Self.journalName) }

  init(_ tree: Tree, staging: Folder) {
    self.tree = tree
    self.staging = staging
  }

  // MARK: Writing

  /// How long the parts took.
  struct Times {
    var write = Duration.zero
    var sync = Duration.zero
  }

  /// - Throws: `WorkspaceError`, whose outcome says whether everything is as before or the next run has to complete it.
  static func commit(_ changes: [FileWrite], in tree: Tree) throws -> Times {
    var times = Times()
    let transaction: Transaction
    let steps: [Step]
    do {
      steps = try self.steps(for: changes, in: tree)
      let place = try tree.place(of: stagingPath)
      try tree.fileSystem.makeFolder(place)
      transaction = try Transaction(tree, staging: tree.fileSystem.openFolder(place))
    } catch {
      throw WorkspaceError(error, outcome: .nothingChanged)
    }
    do {
      try transaction.stage(changes, steps, &times)
    } catch {
      throw transaction.abandon(because: error)
    }
    try transaction.run(steps, &times)
    return times
  }

  /// The steps in the order they are taken: what is removed makes room, folders are made before what lies in them and
  /// removed after, and the manifest, which says that all the others happened, comes last.
  private static func steps(for changes: [FileWrite], in tree: Tree) throws -> [Step] {
    let device = try tree.fileSystem.status(tree.root).device
    var folders: Set<String> = [], checked: Set<String> = []
    for change in changes {
      var folder = ArtifactPath.folder(of: change.path)
      // Every folder that will be changed, checked before anything is; those that do not exist yet are noted.
      while true {
        switch try tree.way(to: folder.isEmpty ? "." : folder + "/.") {
        case .obstacle(let path, let obstacle): throw Tree.refusal(tree.display(path), obstacle)
        case .missing:
          folders.insert(folder)
          folder = ArtifactPath.folder(of: folder)
          continue
        case .place(let place):
          guard checked.insert(folder).inserted else { break }
          try tree.fileSystem.checkWritable(place.folder)
          if try tree.fileSystem.status(place.folder).device != device {
            throw SystemError(.write, place.folder.path + "/", EXDEV)
          }
        }
        break
      }
    }
    let files = changes.enumerated().map { Step.file($1.path, slot: $0, before: $1.before, after: $1.after) }
    func steps(_ isIncluded: (FileWrite) -> Bool) -> [Step] {
      changes.indices.filter { isIncluded(changes[$0]) }.map { files[$0] }
    }
    let emptied = Set(changes.filter { $0.after == nil }.flatMap { Self.folders(above: $0.path) })
      .subtracting([ArtifactPath.ownFolder])
    // A name sorts before those that continue it: the outer folder is made first, and removed last.
    return steps { $0.after == nil } + folders.sorted().map(Step.makeFolder)
      + steps { $0.after != nil && $0.path != ArtifactPath.manifest }
      + emptied.sorted().reversed().map(Step.removeFolder) + steps { $0.path == ArtifactPath.manifest }
  }

  static func folders(above path: String) -> [String] {
    let names = ArtifactPath.names(of: path)
    return (1..<names.count).map { names[..<$0].joined(separator: "/") }
  }

  private func stage(_ changes: [FileWrite], _ steps: [Step], _ times: inout Times) throws {
    try times.write.measure {
      // A run that is killed here must not end in a commit, from where it would come to other machines.
      try fileSystem.create(staging(Self.ignoreName), Array("*\n".utf8), permissions: 0o666)
      for (slot, change) in changes.enumerated() {
        guard let contents = change.contents else { continue }
        let old = change.before == nil ? nil : try fileSystem.status(tree.place(of: change.path))?.permissions
        let minimum = change.isExecutable ? Self.searchable : Self.readable
        try fileSystem.create(
          staging(String(slot)), contents, permissions: change.isExecutable ? 0o777 : 0o666,
          minimum: ArtifactPath.isOwn(change.path) ? 0 : minimum,
          replacing: old.map { change.isExecutable ? $0 | 0o100 : $0 })
      }
      let journal = Journal(mark: try mark() ?? "", steps: steps)
      try fileSystem.create(staging("journal.new"), journal.encoded(), permissions: 0o666)
    }
    try times.sync.measure {
      if try changes.count <= Self.syncedOneByOne || !fileSystem.syncFileSystem(of: staging) {
        for slot in changes.indices where changes[slot].contents != nil { try fileSystem.sync(staging(String(slot))) }
        for name in [Self.ignoreName, "journal.new"] { try fileSystem.sync(staging(name)) }
      }
      try fileSystem.rename(staging("journal.new"), to: journalPlace)
      try fileSystem.sync(staging)
    }
  }

  /// The mark of the run that made the staging folder; nil where the file that it is taken from is gone.
  func mark() throws -> String? {
    try fileSystem.status(staging(Self.ignoreName)).map { "\($0.inode) \($0.changed)" }
  }

  // MARK: Ending

  /// Clears up when everything is as before. Should that fail with the journal in place, the next run would take the
  /// steps after all.
  func abandon(because error: any Error) -> WorkspaceError {
    let isCleared = (try? discard()) != nil || (try? fileSystem.status(journalPlace) == nil) == true
    return WorkspaceError(error, outcome: isCleared ? .nothingChanged : .unfinished)
  }

  /// Removes the staging folder, the journal first: without it the rest means nothing.
  func discard() throws {
    let names = try fileSystem.list(staging)
    for name in names.filter({ $0 == Self.journalName }) + names.filter({ $0 != Self.journalName }) {
      try fileSystem.delete(staging(name))
    }
    try fileSystem.removeFolder(tree.place(of: Self.stagingPath))
  }

  func syncFolders(of steps: [Step]) throws {
    var folders: Set<String> = [Self.stagingPath]
    for step in steps {
      switch step {
      case .makeFolder(let path), .removeFolder(let path), .file(let path, _, _, _):
        folders.insert(ArtifactPath.folder(of: path))
      }
    }
    if steps.count > Self.syncedOneByOne, try fileSystem.syncFileSystem(of: staging) { return }
    for folder in folders.sorted() {
      if case .place(let place) = try tree.way(to: folder.isEmpty ? "." : folder + "/.") {
        try fileSystem.sync(place.folder)
      }
    }
  }
}

extension Duration {
  /// Adds how long `body` takes, whether or not it throws.
  mutating func measure<Result>(_ body: () throws -> Result) rethrows -> Result {
    let start = ContinuousClock.now
    defer { self += ContinuousClock.now - start }
    return try body()
  }
}
