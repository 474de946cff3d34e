#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A system call that failed: which, on what, and why.
package struct SystemError: Error, Equatable {
  package var operation: FileSystem.Operation
  /// As a person would name it: below the output folder as it was given.
  package var path: String
  /// `errno`.
  package var code: Int32

  package init(_ operation: FileSystem.Operation, _ path: String, _ code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// `cannot write x: the disk is full`.
  package var message: String { "cannot \(operation.rawValue) \(path): \(Self.text(of: code))" }

  /// What to do, where that is not plain from the message.
  package var help: String? {
    switch code {
    // Arguments are text by the time that they arrive here.
    case ENOENT where path.unicodeScalars.contains("\u{FFFD}"):
      "if its name is not valid UTF-8, rename it: pharos cannot open it"
    case ENOSPC, EDQUOT: "make room and run the command again"
    case EACCES, EPERM: "check who owns the file and its folder, and their modes"
    case EROFS: "choose another folder, or mount this one writable"
    case EXDEV: "the output folder has to lie on one file system as a whole"
    case ENAMETOOLONG: "shorten the names in the spec, or choose a folder with a shorter path"
    default: nil
    }
  }

  private static func text(of code: Int32) -> String {
    switch code {
    case ENOSPC: "the disk is full"
    case EDQUOT: "the disk quota is used up"
    case EACCES, EPERM: "permission denied"
    case EROFS: "the file system is read-only"
    case ENOENT: "no such file or folder"
    case ENOTDIR: "not a folder"
    case EISDIR: "it is a folder"
    case EEXIST: "it exists already"
    case ELOOP: "it is a symbolic link"
    case ENAMETOOLONG: "the path is too long"
    case EMFILE, ENFILE: "too many open files"
    case ENXIO: "it is a socket, or a device that is not there"
    case EXDEV: "it is on another file system"
    default: String(cString: strerror(code))
    }
  }
}
