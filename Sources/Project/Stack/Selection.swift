import PromQL

/// What a rule of a pack may write for the matchers of its owner: `up{$target}`.
enum Selection: String, CaseIterable {
  /// All that belongs to the owner.
  case target
  /// Requests of users: not those of programs that scrape it or see whether it is healthy.
  case requests
  /// Scrapes that show at once when the owner stops: no probe, and no job that seldom asks.
  case scrapes

  static let names = allCases.map(\.rawValue)

  /// Matchers besides those of the owner's labels.
  func narrowing(_ owner: Owner) -> [LabelMatcher] {
    switch self {
    case .target: []
    case .requests: Self.none(of: owner.machinePaths, "endpoint")
    case .scrapes: Self.none(of: ["probe"] + owner.seldomScraped, "job")
    }
  }

  private static func none(of values: [String], _ label: String) -> [LabelMatcher] {
    switch values.count {
    case 0: []
    case 1: [LabelMatcher(label, .notEqual, values[0])]
    default: [LabelMatcher(label, .regexNotMatch, values.map(Selector.quotedMeta).joined(separator: "|"))]
    }
  }
}
