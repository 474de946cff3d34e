import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The first thing that kept a stream from being written.
final class WriteFailure: Sendable {
  private let code = Mutex<Int32?>(nil)

  func note(_ code: Int32) {
    // A reader that has gone (`| head`) has seen enough.
    if code != EPIPE { self.code.withLock { $0 = $0 ?? code } }
  }

  var text: String? { code.withLock { $0.map { String(cString: strerror($0)) } } }
}
