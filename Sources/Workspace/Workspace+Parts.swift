import Regeneration

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Workspace {
  func existingTree() throws -> Tree? {
    do throws(SystemError) {
      return Tree(root: try fileSystem.openFolder(root), fileSystem: fileSystem)
    } catch  where error.code == ENOENT {
      return nil
    }
  }

  static func plan(
    _ artifacts: [Artifact], _ specDigest: Digest, _ version: String, _ force: Bool, in tree: Tree?,
    isGenerated: @escaping IsGenerated
  ) throws -> Plan {
    let manifest = try tree?.readOwn(ArtifactPath.manifest).map { (try Manifest(parsing: $0), Digest(of: $0)) }
    // Paths that cannot be an artifact's are reported by the plan; they are not even looked at here.
    let paths = Set(artifacts.map(\.path)).union(manifest?.0.entries.keys.map { $0 } ?? [])
    let generated = Dictionary(artifacts.map { ($0.path, $0.contents) }) { first, _ in first }
    let disk = try tree?.read(paths.filter { ArtifactPath.problem(with: $0) == nil }, expecting: generated)
    let snapshot = Snapshot(
      manifest: manifest, files: disk?.others ?? [:], unchanged: disk?.expected ?? [:],
      bases: try tree?.readOwn(ArtifactPath.bases),
      isGenerated: isGenerated, look: { try tree?.read($0) ?? .absent })
    return try Plan(artifacts, in: snapshot, specDigest: specDigest, version: version, force: force)
  }

  /// Opens or makes the folder and locks it.
  func lockedFolder(_ made: inout [Place]) throws -> (Folder, Lock) {
    // Another process that finds nothing to generate removes the files between two calls of ours: again, a few times.
    for _ in 0..<20 {
      let folder = try openOrMake(root, &made)
      let own = folder(ArtifactPath.ownFolder)
      do {
        if try fileSystem.status(own) == nil { try makeFolder(own, &made) }
        if let kind = try fileSystem.status(own)?.kind, kind != .folder {
          throw SystemError(.open, own.path, kind == .symbolicLink ? ELOOP : ENOTDIR)
        }
        let lock = try fileSystem.openFolder(own)("lock")
        switch try Lock.attempt(lock, fileSystem) {
        case .taken(let lock): return (folder, lock)
        case .gone: continue
        case .held(let pid): throw busy(pid)
        }
      } catch let error as SystemError where error.code == ENOENT {}
    }
    throw busy(nil)
  }

  private func busy(_ pid: Int32?) -> WorkspaceError {
    WorkspaceError(
      .locked(pid: pid), "another pharos\(pid.map { " (process \($0))" } ?? "") is writing to \(root)",
      help: "wait until it is done, and run the command again")
  }

  /// Opens a folder, making it and those above it where they are missing.
  private func openOrMake(_ path: String, _ made: inout [Place]) throws -> Folder {
    do { return try fileSystem.openFolder(path) } catch  where error.code == ENOENT {}
    let (parent, name) = Self.split(path)
    try makeFolder(openOrMake(parent, &made)(name), &made)
    return try fileSystem.openFolder(path)
  }

  private func makeFolder(_ place: Place, _ made: inout [Place]) throws(SystemError) {
    do throws(SystemError) {
      try fileSystem.makeFolder(place)
      made.append(place)
    } catch  where error.code == EEXIST {}
  }

  /// Removes the lock's file, with the lock still held, where no run has left a manifest.
  func clearIfUnused(_ folder: Folder) {
    let tree = Tree(root: folder, fileSystem: fileSystem)
    guard (try? tree.read(ArtifactPath.manifest)) == .absent,
      let own = try? tree.place(of: "\(ArtifactPath.ownFolder)/lock")
    else { return }
    try? fileSystem.delete(own)
    try? fileSystem.removeFolder(folder(ArtifactPath.ownFolder))
  }

  /// The folder and the name of a path.
  static func split(_ path: String) -> (folder: String, name: String) {
    let folder = ArtifactPath.folder(of: path)
    return (folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder, ArtifactPath.name(of: path))
  }
}

/// Runs `body` with the errors of single system calls as errors of the whole.
func translating<Result>(_ body: () throws -> Result) throws -> Result {
  do { return try body() } catch let error as SystemError { throw WorkspaceError(error) }
}
