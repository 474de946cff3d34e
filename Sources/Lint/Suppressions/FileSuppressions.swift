import Documents

/// The silencing comments of a file, and what becomes of its findings under them.
struct FileSuppressions: Sendable {
  let source: SourceFile
  private(set) var all: [Suppression]

  /// - Returns: nil for a file without any.
  init?(_ source: SourceFile) {
    guard let all = SuppressionComments.find(in: source) else { return nil }
    self.source = source
    self.all = all
  }

  /// Whether a finding is silenced; every comment that would do it counts as used.
  mutating func suppresses(_ finding: Finding, today: String) -> Bool {
    var isSuppressed = false
    for index in all.indices {
      let suppression = all[index]
      // An empty place at the end of a line belongs to that line.
      guard suppression.problem == nil, !suppression.isExpired(today),
        suppression.reach.contains(finding.range.lowerBound) || suppression.reach.upperBound == finding.range.lowerBound
      else { continue }
      for target in suppression.targets.indices where Suppression.covers(suppression.targets[target].name, finding.rule)
      {
        all[index].targets[target].isUsed = true
        isSuppressed = true
      }
    }
    return isSuppressed
  }

  /// Notes which targets name rules that there are, and of these which were asked here.
  mutating func asked(of catalogue: [RuleCatalog.Entry], _ isAsked: (RuleCatalog.Entry) -> Bool) {
    for index in all.indices {
      for target in all[index].targets.indices {
        let name = all[index].targets[target].name
        let named = catalogue.filter { Suppression.covers(name, $0.id) }
        all[index].targets[target].isKnown = !named.isEmpty
        all[index].targets[target].isAsked = named.contains(where: isAsked)
      }
    }
  }
}
