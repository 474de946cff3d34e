import Regeneration

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Single files that a person named: a spec, a baseline, something to lint. Links are theirs, and followed.
package enum TextFile {
  /// What pharos reads at most, in bytes: a spec or a rule file beyond this is a mistake.
  package static let maximumSize = 16 << 20

  /// Whether a path is what whoever started pharos opened for it, a file, a pipe or something else: `/dev/stdin`, a shell's `<(…)`.
  /// It may be there to be read once.
  package static func isHandedOver(_ path: String) -> Bool {
    ["/dev/stdin", "/dev/null"].contains(path)
      || ["/dev/fd/", "/proc/self/fd/", "/proc/\(getpid())/fd/"].contains { path.hasPrefix($0) }
  }

  /// The bytes of a file, or of what is handed over.
  ///
  /// - Throws: `WorkspaceError` when it does not exist, is a folder, a pipe or a device, may not be read, or is larger than `limit` bytes.
  package static func read(_ path: String, limit: Int = maximumSize, _ fileSystem: FileSystem = FileSystem()) throws
    -> [UInt8]
  {
    do {
      let descriptor = try fileSystem.openNamed(path)
      defer { close(descriptor) }
      return try bounded(fileSystem.read(descriptor, path: path, limit: limit), path, limit)
    } catch let error as SystemError {
      throw WorkspaceError(error)
    }
  }

  /// Everything on the standard input, within the same limit.
  package static func readStandardInput(_ fileSystem: FileSystem = FileSystem()) throws -> [UInt8] {
    do {
      return try bounded(fileSystem.read(0, path: "<stdin>", limit: maximumSize), "<stdin>", maximumSize)
    } catch let error as SystemError {
      throw WorkspaceError(error)
    }
  }

  private static func bounded(_ bytes: [UInt8]?, _ path: String, _ limit: Int) throws -> [UInt8] {
    guard let bytes else {
      throw WorkspaceError(
        .tooLarge, "\(path) is larger than \(limit >> 20) MiB, which is the most that pharos reads of such a file",
        help: "split it; there is no setting for the limit")
    }
    return bytes
  }

  /// Writes a file as a whole: it is complete and on the disk before it takes the place of an older one, whose mode it
  /// keeps. A link within the project stays, and the file that it leads to is replaced.
  ///
  /// - Throws: `WorkspaceError`, with nothing changed: also where Git or GitHub runs what lies there, and with `isNew` when the file
  ///   exists already (EEXIST).
  package static func write(
    _ path: String, _ bytes: [UInt8], isNew: Bool = false, _ fileSystem: FileSystem = FileSystem()
  ) throws {
    if let problem = ArtifactPath.whoRuns(Enclosure.names(of: path)) {
      throw WorkspaceError(.obstacle, "\(path) \(problem)", help: "name another file")
    }
    guard Enclosure.staysInProject(path) else {
      throw WorkspaceError(
        .obstacle, "\(path) is a link to what lies outside of the project",
        help: "remove the link, or name the file that it leads to")
    }
    do throws(SystemError) {
      let target = isNew ? path : Enclosure.real(path) ?? path
      let (folderPath, name) = Workspace.split(target)
      let folder = try fileSystem.openFolder(folderPath)
      let old = try fileSystem.status(folder(name))
      if let old, isNew || old.kind != .file { throw SystemError(.write, path, old.kind == .folder ? EISDIR : EEXIST) }
      let temporary = folder(".\(name.prefix(100)).pharos-\(getpid())")
      do throws(SystemError) {
        try fileSystem.create(temporary, bytes, permissions: 0o666, replacing: old?.permissions)
        try fileSystem.sync(temporary)
        if isNew {
          try fileSystem.renameToFreeName(temporary, to: folder(name))
        } else {
          try fileSystem.rename(temporary, to: folder(name))
        }
      } catch {
        if error.operation != .create { try? fileSystem.delete(temporary) }
        throw error
      }
      try fileSystem.sync(folder)
    } catch {
      throw WorkspaceError(error)
    }
  }
}
