#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The system calls of this module, each relative to an open folder and none through a symbolic link.
///
/// One struct rather than a protocol with a second, simulated implementation: tests fail real calls through `intercept`.
package struct FileSystem: Sendable {
  /// What a call is for, as the verb of an error message.
  package enum Operation: String, Sendable, CaseIterable {
    case open, create, read, write, rename, delete, list, lock
    case setMode = "set the mode of"
    case moveToFreeName = "move a file to"
    case sync
    case syncFileSystem = "sync the file system of"
    case examine = "examine"
    case exchange = "exchange"
    case makeFolder = "make the folder"
    case removeFolder = "remove the folder"
  }

  /// Called before each call is made; what it throws is thrown in place of the call.
  private let intercept: @Sendable (Operation, _ path: String) throws(SystemError) -> Void

  package init(
    intercept: @escaping @Sendable (Operation, _ path: String) throws(SystemError) -> Void = {
      _, _ throws(SystemError) in
    }
  ) {
    self.intercept = intercept
  }

  /// Makes a call again when a signal interrupted it, and turns -1 into an error.
  @discardableResult
  func call<Result: BinaryInteger>(_ operation: Operation, _ path: String, _ body: () -> Result) throws(SystemError)
    -> Result
  {
    try intercept(operation, path)
    while true {
      let result = body()
      if result != -1 { return result }
      let code = errno
      if code != EINTR { throw SystemError(operation, path, code) }
    }
  }
}

/// An open folder, closed with its last reference. Holding it open pins it: no link put in its place later is followed.
package final class Folder: Sendable {
  let descriptor: Int32
  /// For messages.
  package let path: String

  init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  package func callAsFunction(_ name: some StringProtocol) -> Place { Place(folder: self, name: String(name)) }
}

/// A name in an open folder.
package struct Place: Sendable {
  let folder: Folder
  let name: String

  /// For messages.
  var path: String { folder.path.hasSuffix("/") ? folder.path + name : "\(folder.path)/\(name)" }
}

/// What the system says of a directory entry.
struct Status {
  enum Kind { case file, folder, symbolicLink, special }
  var kind: Kind
  var permissions: mode_t
  var size: Int
  /// Identity: the file system's number and the file's.
  var device: Int
  var inode: UInt
  /// When anything of it changed last, in nanoseconds. The system sets it, and nobody else can.
  var changed: Int

  init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    case S_IFLNK: kind = .symbolicLink
    default: kind = .special
    }
    permissions = status.st_mode & 0o7777
    size = Int(status.st_size)
    device = Int(truncatingIfNeeded: status.st_dev)
    inode = UInt(truncatingIfNeeded: status.st_ino)
    #if canImport(Darwin)
      let time = status.st_ctimespec
    #else
      let time = status.st_ctim
    #endif
    changed = Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
  }
}
