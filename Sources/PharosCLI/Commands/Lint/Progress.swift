import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How far a long run has come: one line on a terminal that is written over, and nothing in a pipe or a short run.
final class Progress: Sendable {
  private struct State {
    var done = 0
    var shown: ContinuousClock.Instant?
  }

  private let total: Int
  private let isShown: Bool
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  private static let patience = Duration.milliseconds(700)
  private static let pace = Duration.milliseconds(100)

  init(total: Int) {
    self.total = total
    isShown = isatty(STDERR_FILENO) == 1
  }

  /// One more is done. Called from several threads.
  func advance() {
    guard isShown else { return }
    state.withLock { state in
      state.done += 1
      let now = ContinuousClock.now
      guard now - start > Self.patience, state.shown.map({ now - $0 > Self.pace }) ?? true else { return }
      state.shown = now
      Console.errorInPlace("\(state.done) of \(total) files")
    }
  }

  /// Leaves no trace.
  func finish() {
    if state.withLock({ $0.shown != nil }) { Console.errorInPlace("") }
  }
}
