/// Suggestions from one list of known names for many that are not on it.
///
/// A suggestion costs a comparison with every known name. Each name is therefore looked for once, and after a million comparisons no
/// other is: nobody reads thousands of suggestions, and a file with thousands of wrong names would take minutes.
public struct NearestNames: Sendable {
  private static let comparisons = 1 << 20

  /// In order, each once.
  private let known: [String]
  private let all: Set<String>
  private let most: Int
  private var nearest: [String: String?] = [:]
  private var helps: [String: String?] = [:]

  /// - Parameters:
  ///   - known: in any order; repetitions do no harm.
  ///   - most: for how many names there are suggestions, if not for as many as a million comparisons allow.
  public init(among known: some Sequence<String>, most: Int? = nil) {
    all = Set(known)
    self.known = all.sorted()
    self.most = most ?? max(20, Self.comparisons / max(1, all.count))
  }

  /// Whether a name is one of the known ones.
  public func contains(_ name: String) -> Bool { all.contains(name) }

  /// The nearest of the known names, if it is near enough to be meant.
  public mutating func nearest(to name: String) -> String? {
    if let known = nearest[name] { return known }
    guard nearest.count < most else { return nil }
    let found = Spelling.nearest(to: name, among: known)
    nearest[name] = .some(found)
    return found
  }

  /// The help for an unknown name: the nearest known one if it is near enough to be meant, else the nearest few, or the first few once
  /// so many names were looked for.
  public mutating func help(for name: String) -> String? {
    if let known = helps[name] { return known }
    let isLookedFor = nearest.count < most || nearest[name] != nil
    let found = nearest(to: name)
    let help = found.map { "did you mean `\($0)`?" } ?? Spelling.list(ofUnique: known, near: isLookedFor ? name : nil)
    helps[name] = .some(help)
    return help
  }
}
