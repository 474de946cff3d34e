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
/// 1. Every new file is made and written into `.pharos/staging/`, on the output folder's own file system, and synced: what cannot be
///    made is found here. Those of pharos come last, as they note what the others hold.
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

  /// - Parameter own: pharos's own files, by what was written.
  /// - Throws: `WorkspaceError`, whose outcome says whether everything is as before or the next run has to complete it.
  static func commit(
    _ files: [FileWrite], then own: (WrittenFiles) throws -> [FileWrite], in tree: Tree
  ) throws -> Times {
    var times = Times()
    if files.isEmpty, try own(.none).isEmpty { return times }
    let transaction: Transaction
    let folders: Set<String>
    do {
      folders = try newFolders(for: files.map(\.path) + [ArtifactPath.manifest], in: tree)
      let place = try tree.place(of: stagingPath)
      try tree.fileSystem.makeFolder(place)
      transaction = try Transaction(tree, staging: tree.fileSystem.openFolder(place))
    } catch {
      throw WorkspaceError(error, outcome: .nothingChanged)
    }
    let steps: [Step]
    do {
      steps = try transaction.stage(files, then: own, folders, &times)
    } catch {
      throw transaction.abandon(because: error)
    }
    try transaction.run(steps, &times)
    return times
  }

  /// The folders that do not exist yet. Those that do and will be changed are checked before anything is.
  private static func newFolders(for paths: [String], in tree: Tree) throws -> Set<String> {
    let device = try tree.fileSystem.status(tree.root).device
    var folders: Set<String> = [], checked: Set<String> = []
    for path in paths {
      var folder = ArtifactPath.folder(of: path)
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
    return folders
  }

  /// The steps in the order they are taken: what is removed makes room, folders are made before what lies in them and
  /// removed after, and the manifest, which says that all the others happened, comes last.
  private static func steps(for changes: [FileWrite], becoming digests: [Digest?], _ folders: Set<String>) -> [Step] {
    func steps(_ isIncluded: (FileWrite) -> Bool) -> [Step] {
      changes.indices.filter { isIncluded(changes[$0]) }.map { slot in
        .file(changes[slot].path, slot: slot, before: changes[slot].before, after: digests[slot])
      }
    }
    let emptied = Set(changes.filter { $0.contents == nil }.flatMap { Self.folders(above: $0.path) })
      .subtracting([ArtifactPath.ownFolder])
    // A name sorts before those that continue it: the outer folder is made first, and removed last.
    return steps { $0.contents == nil } + folders.sorted().map(Step.makeFolder)
      + steps { $0.contents != nil && $0.path != ArtifactPath.manifest }
      + emptied.sorted().reversed().map(Step.removeFolder) + steps { $0.path == ArtifactPath.manifest }
  }

  static func folders(above path: String) -> [String] {
    let names = ArtifactPath.names(of: path)
    return (1..<names.count).map { names[..<$0].joined(separator: "/") }
  }

  /// Writes every new file into the staging folder, under its number, and the journal beside them.
  private func stage(
    _ files: [FileWrite], then own: (WrittenFiles) throws -> [FileWrite], _ folders: Set<String>,
    _ times: inout Times
  ) throws -> [Step] {
    var changes = files
    let steps = try times.write.measure {
      // A run that is killed here must not end in a commit, from where it would come to other machines.
      try fileSystem.create(staging(Self.ignoreName), Array("*\n".utf8), permissions: 0o666)
      var digests = try write(files, from: 0)
      let written = WrittenFiles(files.map(\.path), digests) { [fileSystem, staging] slot in
        try fileSystem.read(staging(String(slot)), limit: Tree.maximumSize) ?? []
      }
      changes += try own(written)
      digests += try write(Array(changes[files.count...]), from: files.count)
      let steps = Self.steps(for: changes, becoming: digests, folders)
      let journal = Journal(mark: try mark() ?? "", steps: steps)
      try fileSystem.create(staging("journal.new"), journal.encoded(), permissions: 0o666)
      return steps
    }
    try times.sync.measure {
      if try changes.count <= Self.syncedOneByOne || !fileSystem.syncFileSystem(of: staging) {
        for slot in changes.indices where changes[slot].contents != nil { try fileSystem.sync(staging(String(slot))) }
        for name in [Self.ignoreName, "journal.new"] { try fileSystem.sync(staging(name)) }
      }
      try fileSystem.rename(staging("journal.new"), to: journalPlace)
      try fileSystem.sync(staging)
    }
    return steps
  }

  /// So many files are made side by side, and held until they are written. One that says something of each of thousands of services is
  /// megabytes.
  private static let madeAtOnce = 16

  /// - Returns: the digests of the files; nil for what is removed.
  private func write(_ changes: [FileWrite], from first: Int) throws -> [Digest?] {
    var digests: [Digest?] = []
    while digests.count < changes.count {
      let made = Array(changes[digests.count...].prefix(Self.madeAtOnce)).concurrentMap { change in
        Result { try change.contents?.bytes }.map { bytes in bytes.map { (bytes: $0, digest: Digest(of: $0)) } }
      }
      for file in made {
        let file = try file.get()
        if let file { try write(file.bytes, to: staging(String(first + digests.count)), for: changes[digests.count]) }
        digests.append(file?.digest)
      }
    }
    return digests
  }

  private func write(_ bytes: [UInt8], to slot: Place, for change: FileWrite) throws {
    let old = change.before == nil ? nil : try fileSystem.status(tree.place(of: change.path))?.permissions
    let minimum = change.isExecutable ? Self.searchable : Self.readable
    try fileSystem.create(
      slot, bytes, permissions: change.isExecutable ? 0o777 : 0o666,
      minimum: ArtifactPath.isOwn(change.path) ? 0 : minimum,
      replacing: old.map { change.isExecutable ? $0 | 0o100 : $0 })
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
