import Regeneration

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The output folder, and the way from it to the place of each artifact: name by name through open folders, so that a
/// symbolic link anywhere below it is met as a link and never followed.
final class Tree {
  /// What pharos reads at most, in bytes, of a file that it writes: the guide of thousands of services, and what is kept of it, are
  /// many megabytes.
  static let maximumSize = 256 << 20

  let root: Folder
  let fileSystem: FileSystem
  private var folders: [String: Folder] = [:]

  init(root: Folder, fileSystem: FileSystem) {
    self.root = root
    self.fileSystem = fileSystem
  }

  /// Where a path leads.
  enum Way: Sendable {
    case place(Place)
    /// A folder on the way does not exist.
    case missing
    case obstacle(path: String, DiskEntry.Obstacle)
  }

  func way(to path: String) throws(SystemError) -> Way {
    let parent = ArtifactPath.folder(of: path)
    var folder = root
    var walked = ""
    for next in ArtifactPath.names(of: parent) where !parent.isEmpty {
      walked += (walked.isEmpty ? "" : "/") + next
      if let open = folders[walked] {
        folder = open
        continue
      }
      switch try fileSystem.status(folder(next))?.kind {
      case nil: return .missing
      case .folder: break
      case .symbolicLink: return .obstacle(path: walked, .symbolicLink)
      case .file: return .obstacle(path: walked, .file)
      case .special: return .obstacle(path: walked, .special)
      }
      folder = try fileSystem.openFolder(folder(next))
      folders[walked] = folder
    }
    return .place(folder(ArtifactPath.name(of: path)))
  }

  /// Looks anew for a folder that was removed.
  func forget(_ path: String) { folders[path] = nil }

  /// The place of a path whose folders must exist.
  func place(of path: String) throws -> Place {
    switch try way(to: path) {
    case .place(let place): return place
    case .missing: throw SystemError(.open, display(path), ENOENT)
    case .obstacle(let place, let obstacle): throw Self.refusal(display(place), obstacle)
    }
  }

  /// Many paths at once: the folders on the way one by one, then the files side by side.
  /// - Parameter expected: what may lie there. Of what does, only the digest is held, as of a large stack most files are as they were.
  func read(_ paths: Set<String>, expecting expected: [String: Contents] = [:]) throws -> (
    others: [String: DiskEntry], expected: [String: Digest]
  ) {
    let ways = try paths.map { (path: $0, way: try way(to: $0)) }
    let entries = ways.concurrentMap { [fileSystem] path, way in
      Result { () -> (DiskEntry, Digest?) in
        let entry = try Self.read(path, way, fileSystem)
        guard case .file(let bytes) = entry, try expected[path]?.bytes.isSame(as: bytes) == true else {
          return (entry, nil)
        }
        return (.absent, Digest(of: bytes))
      }
    }
    var others: [String: DiskEntry] = [:], same: [String: Digest] = [:]
    for (path, entry) in zip(ways.map(\.path), entries) {
      let (entry, digest) = try entry.get()
      if let digest { same[path] = digest } else { others[path] = entry }
    }
    return (others, same)
  }

  /// A file that only pharos writes; nil where there is none.
  func readOwn(_ path: String) throws -> [UInt8]? {
    switch try read(path) {
    case .absent: nil
    case .file(let bytes): bytes
    case .obstacle(let place, let obstacle): throw Self.refusal(display(place), obstacle)
    }
  }

  func read(_ path: String) throws -> DiskEntry { try Self.read(path, way(to: path), fileSystem) }

  private static func read(_ path: String, _ way: Way, _ fileSystem: FileSystem) throws -> DiskEntry {
    switch way {
    case .missing: return .absent
    case .obstacle(let place, let obstacle): return .obstacle(path: place, obstacle)
    case .place(let place):
      switch try fileSystem.status(place)?.kind {
      case nil: return .absent
      case .folder: return .obstacle(path: path, .folder)
      case .symbolicLink: return .obstacle(path: path, .symbolicLink)
      case .special: return .obstacle(path: path, .special)
      case .file:
        return try fileSystem.read(place, limit: Self.maximumSize).map(DiskEntry.file)
          ?? .obstacle(path: path, .oversized)
      }
    }
  }

  /// The digest of the file at a place; nil when there is none, or none that pharos could have written.
  func digest(_ place: Place) throws -> Digest? {
    guard try fileSystem.status(place)?.kind == .file else { return nil }
    return try fileSystem.read(place, limit: Self.maximumSize).map { Digest(of: $0) }
  }

  /// A path for messages.
  func display(_ path: String) -> String { root(path).path }

  static func refusal(_ path: String, _ obstacle: DiskEntry.Obstacle) -> WorkspaceError {
    WorkspaceError(
      .obstacle, "\(path) is \(obstacle.rawValue)",
      help: obstacle == .symbolicLink
        ? "pharos does not write through links: put a real file or folder in its place" : "move it elsewhere")
  }
}
