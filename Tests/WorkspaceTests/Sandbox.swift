import Foundation
import Regeneration
import Testing

@testable import Workspace

/// An output folder of a test's own, beside which nothing may change.
final class Sandbox: Sendable {
  let base: URL
  let root: URL

  /// In memory where the system has such a place: thousands of syncs are slow on a disk.
  init() throws {
    let memory = "/dev/shm"
    let parent =
      FileManager.default.isWritableFile(atPath: memory)
      ? URL(fileURLWithPath: memory) : FileManager.default.temporaryDirectory
    base = parent.appendingPathComponent("pharos-test-\(UUID().uuidString)").resolvingSymlinksInPath()
    root = base.appendingPathComponent("monitoring")
    try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: base) }

  func workspace(_ fileSystem: FileSystem = FileSystem()) -> Workspace {
    Workspace(root: root.path, fileSystem: fileSystem)
  }

  @discardableResult
  func generate(
    _ artifacts: [Artifact], spec: String = "", force: Bool = false, _ fileSystem: FileSystem = FileSystem()
  ) throws
    -> Recovery?
  {
    try workspace(fileSystem).withLock { session in
      try session.apply(session.plan(artifacts, specDigest: Digest(of: Array(spec.utf8)), version: "1", force: force))
      return session.recovery
    }
  }

  func plan(_ artifacts: [Artifact], force: Bool = false) throws -> Plan {
    try workspace().plan(artifacts, specDigest: Digest(of: []), version: "1", force: force)
  }

  /// Saves as an editor does: a whole new file takes the name.
  func write(_ path: String, _ text: String) throws {
    let url = root.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url, options: .atomic)
  }

  func remove(_ path: String) throws { try FileManager.default.removeItem(at: root.appendingPathComponent(path)) }

  func read(_ path: String) -> String? {
    (try? Data(contentsOf: root.appendingPathComponent(path))).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Every file and folder below `base`, but for the lock, with its contents.
  func contents() -> [String: String] {
    var found: [String: String] = [:]
    let names = FileManager.default.enumerator(atPath: base.path)
    while let name = names?.nextObject() as? String {
      let url = base.appendingPathComponent(name)
      if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: url.path) {
        found[name] = "-> \(target)"
      } else if !name.hasSuffix(".pharos/lock") {
        found[name] = (try? Data(contentsOf: url)).map { String(decoding: $0, as: UTF8.self) } ?? "folder"
      }
    }
    return found
  }

  /// Of the versions that are kept for merging.
  var baseDigests: [Digest] {
    (read(ArtifactPath.bases) ?? "").split(separator: "\n").compactMap { Digest(hex: $0.prefix(64)) }
  }

  /// The time of the last change, to the nanosecond, of every file and folder.
  func times() -> [String: String] {
    var times: [String: String] = [:]
    for name in [""] + (FileManager.default.subpaths(atPath: base.path) ?? []) {
      var status = stat()
      lstat(base.appendingPathComponent(name).path, &status)
      #if canImport(Darwin)
        times[name] = "\(status.st_mtimespec)"
      #else
        times[name] = "\(status.st_mtim)"
      #endif
    }
    return times
  }
}

/// What `body` throws, as ours.
func workspaceError(_ body: () throws -> Void) -> WorkspaceError? {
  do { try body() } catch { return error as? WorkspaceError }
  return nil
}
