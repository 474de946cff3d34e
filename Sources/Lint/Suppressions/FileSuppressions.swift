import Documents

/// The silencing comments of a file, and what becomes of its findings under them.
///
/// Many comments may reach the same lines. They are looked up by their reach, and then by the names in them.
struct FileSuppressions: Sendable {
  /// What the comments of one reach silence.
  private struct Reach {
    /// The names in comments that hold, each with whether it silenced something.
    var names: [String: Bool] = [:]
  }

  let source: SourceFile
  private let comments: [Suppression]
  /// For each comment its place in `reaches`.
  private var places: [Int] = []
  private var reaches: [Reach] = []
  private let index: ReachIndex
  /// What there is by each name.
  private var named: [String: (isKnown: Bool, isAsked: Bool)] = [:]

  /// - Returns: nil for a file without any.
  init?(_ source: SourceFile, today: String) {
    guard let comments = SuppressionComments.find(in: source) else { return nil }
    self.source = source
    self.comments = comments
    var known: [Range<Int>: Int] = [:], ranges: [Range<Int>] = []
    for comment in comments {
      let place = known[comment.reach] ?? reaches.count
      if place == reaches.count {
        known[comment.reach] = place
        ranges.append(comment.reach)
        reaches.append(Reach())
      }
      places.append(place)
      guard comment.problem == nil, !comment.isExpired(today) else { continue }
      for target in comment.targets { reaches[place].names[target.name] = false }
    }
    index = ReachIndex(ranges)
  }

  /// The comments, with what became of what they name.
  var all: [Suppression] {
    zip(comments, places).map { comment, place in
      var comment = comment
      for target in comment.targets.indices {
        let name = comment.targets[target].name
        comment.targets[target].isUsed = reaches[place].names[name] ?? false
        comment.targets[target].isKnown = named[name]?.isKnown ?? false
        comment.targets[target].isAsked = named[name]?.isAsked ?? false
      }
      return comment
    }
  }

  /// Whether a finding is silenced; every comment that would do it counts as used.
  mutating func suppresses(_ finding: Finding) -> Bool {
    var isSuppressed = false
    for place in index.reaching(finding.range.lowerBound) {
      for name in Suppression.names(covering: finding.rule) where reaches[place].names[name] != nil {
        reaches[place].names[name] = true
        isSuppressed = true
      }
    }
    return isSuppressed
  }

  /// Notes which targets name rules that there are, and of these which were asked here.
  ///
  /// - Parameter catalogue: what there is by each name.
  mutating func asked(of catalogue: [String: [RuleCatalog.Entry]], _ isAsked: (RuleCatalog.Entry) -> Bool) {
    for name in Set(comments.lazy.flatMap(\.targets).map(\.name)) {
      let entries = catalogue[name] ?? []
      named[name] = (!entries.isEmpty, entries.contains(where: isAsked))
    }
  }
}
