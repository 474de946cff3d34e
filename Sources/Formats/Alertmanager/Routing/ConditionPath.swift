/// Conditions that must hold at once, in the order in which they come up, and the first two of them that exclude each other.
///
/// Conditions of different labels never do, and of those of one label hardly any are compared: a text that fulfils all of them proves
/// that no two of them exclude each other. So many conditions cost in proportion to their number.
struct ConditionPath {
  /// What is asked of one label.
  fileprivate struct Label {
    var conditions: [(place: Int, matcher: AlertMatcher)] = []
    /// Texts that fulfil all of the conditions; nil until one of them says which texts it takes.
    var witnesses: [String]?
    /// What the witnesses were before each of the conditions.
    var earlierWitnesses: [[String]?] = []
  }

  private var labels: [String: Label] = [:]
  /// The label of each condition.
  private var names: [String] = []
  /// Places of two conditions that no alert can fulfil at once, or twice of one that none can alone; nil where none can be proved.
  private(set) var contradiction: (first: Int, second: Int)?

  init() {}

  init(_ matchers: some Sequence<AlertMatcher>) {
    for matcher in matchers { append(matcher) }
  }

  /// The conditions on a label.
  func conditions(on label: String) -> some Sequence<AlertMatcher> {
    (labels[label]?.conditions ?? []).lazy.map(\.matcher)
  }

  mutating func append(_ matcher: AlertMatcher) {
    let place = names.count
    names.append(matcher.name)
    let first = labels[matcher.name, default: Label()].append(matcher, at: place)
    if contradiction == nil, let first { contradiction = (first, place) }
  }

  /// Takes the last ones back, so that as many as said are left.
  mutating func removeLast(to count: Int) {
    while names.count > count { labels[names.removeLast()]?.removeLast() }
    if let last = contradiction?.second, last >= count { contradiction = nil }
  }
}

extension ConditionPath.Label {
  /// - Returns: the place of the first condition that the new one excludes, its own if nothing fulfils it.
  fileprivate mutating func append(_ matcher: AlertMatcher, at place: Int) -> Int? {
    earlierWitnesses.append(witnesses)
    if let witnesses {
      self.witnesses = witnesses.filter(matcher.matches)
    } else if let values = matcher.values {
      witnesses = values.filter { value in conditions.allSatisfy { $0.matcher.matches(value) } }
    }
    defer { conditions.append((place, matcher)) }
    if matcher.takesNothing { return place }
    guard witnesses?.isEmpty == true else { return nil }
    return conditions.first { Self.excludes($0.matcher, matcher) || Self.excludes(matcher, $0.matcher) }?.place
  }

  fileprivate mutating func removeLast() {
    conditions.removeLast()
    witnesses = earlierWitnesses.removeLast()
  }

  private static func excludes(_ one: AlertMatcher, _ other: AlertMatcher) -> Bool {
    guard let values = one.values else { return false }
    return !values.contains(where: other.matches)
  }
}
