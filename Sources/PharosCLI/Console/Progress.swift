import Synchronization

/// How far a long run has come: one line on a terminal that is written over, and nothing in a pipe or a short run.
final class Progress: Sendable {
  private let console: Console
  private let start = ContinuousClock.now
  private let shown = Mutex<ContinuousClock.Instant?>(nil)

  private static let patience = Duration.milliseconds(700)
  private static let pace = Duration.milliseconds(100)

  /// Nil where nobody would see it.
  init?(_ console: Console) {
    guard console.showsProgress else { return nil }
    self.console = console
  }

  /// So many are done. Called from several threads.
  @Sendable func show(_ done: Int, of total: Int) {
    shown.withLock { shown in
      let now = ContinuousClock.now
      guard now - start > Self.patience, shown.map({ now - $0 > Self.pace }) ?? true else { return }
      shown = now
      console.printErrorInPlace("\(done) of \(total) files")
    }
  }

  /// Leaves no trace.
  func finish() {
    if shown.withLock({ $0 != nil }) { console.printErrorInPlace("") }
  }
}
