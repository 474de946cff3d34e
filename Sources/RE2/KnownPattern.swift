import Synchronization

/// A pattern of Prometheus with what is usually asked of it, found out once for each text: the files of a project repeat the
/// same few patterns.
public final class KnownPattern: Sendable {
  /// The pattern itself.
  public let pattern: Pattern
  /// As `Pattern.literal`.
  public let literal: String?
  /// As `Pattern.redundantAnchors`.
  public let redundantAnchors: [Range<Int>]
  /// As `Pattern.matchesEmpty`.
  public let matchesEmpty: Bool

  private init(_ pattern: Pattern) {
    self.pattern = pattern
    literal = pattern.literal
    redundantAnchors = pattern.redundantAnchors
    matchesEmpty = pattern.matchesEmpty
  }

  private static let known = Mutex<[String: KnownPattern?]>([:])
  /// Where more than these are met, they do not repeat.
  private static let limit = 4096

  /// The pattern of a text; nil where it is none.
  public static func of(_ text: String) -> KnownPattern? {
    if let known = known.withLock({ $0[text] }) { return known }
    let found = (try? Pattern(text)).map(KnownPattern.init)
    known.withLock { if $0.count < limit { $0[text] = .some(found) } }
    return found
  }
}
