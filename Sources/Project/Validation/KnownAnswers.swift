import Synchronization

/// What is asked of a whole spec again and again, of thousands of routes for example, with the answers that there are.
final class KnownAnswers: Sendable {
  private let known = Mutex<[String: Bool]>([:])

  /// The answer, worked out by the first who asks.
  func answer(_ question: String, _ work: () -> Bool) -> Bool {
    if let answer = known.withLock({ $0[question] }) { return answer }
    // One question asks others.
    let answer = work()
    known.withLock { $0[question] = answer }
    return answer
  }
}
