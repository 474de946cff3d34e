#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One pharos at a time writes to an output folder.
///
/// A POSIX record lock on `.pharos/lock`: the system gives it back when the process ends, however it ends, so that none
/// is ever stale; it works over NFS; and unlike `flock` it tells who holds it. It keeps processes apart, not the threads
/// of one. The file stays, empty and never written, so that a run that changes nothing touches nothing.
final class Lock {
  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  enum Attempt {
    case taken(Lock)
    case held(by: Int32?)
    /// The file was removed between being opened and being locked, so nobody else would find this lock.
    case gone
  }

  static func attempt(_ place: Place, _ fileSystem: FileSystem) throws(SystemError) -> Attempt {
    let descriptor = try fileSystem.call(.open, place.path) {
      openat(place.folder.descriptor, place.name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o666)
    }
    let lock = Lock(descriptor: descriptor)
    var request = flock()
    request.l_type = Int16(F_WRLCK)
    request.l_whence = Int16(SEEK_SET)
    do throws(SystemError) {
      try fileSystem.call(.lock, place.path) { fcntl(descriptor, F_SETLK, &request) }
    } catch  where error.code == EAGAIN || error.code == EACCES {
      let isKnown = fcntl(descriptor, F_GETLK, &request) == 0 && request.l_type != Int16(F_UNLCK) && request.l_pid > 0
      return .held(by: isKnown ? request.l_pid : nil)
    }
    var mine = stat()
    try fileSystem.call(.examine, place.path) { fstat(descriptor, &mine) }
    guard try fileSystem.status(place)?.inode == Status(mine).inode else { return .gone }
    return .taken(lock)
  }
}
