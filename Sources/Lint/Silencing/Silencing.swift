import Documents

/// The silencing comments of a file, and what becomes of its findings under them.
struct Silencing: Sendable {
  let source: SourceFile
  private(set) var silences: [Silence]

  /// - Returns: nil for a file without any.
  init?(_ source: SourceFile) {
    guard let silences = SilencingComments.find(in: source) else { return nil }
    self.source = source
    self.silences = silences
  }

  /// Whether a finding is silenced; every comment that would do it counts as used.
  mutating func silences(_ finding: Finding, today: String) -> Bool {
    var isSilenced = false
    for index in silences.indices {
      let silence = silences[index]
      // An empty place at the end of a line belongs to that line.
      guard silence.problem == nil, !silence.isExpired(today),
        silence.reach.contains(finding.range.lowerBound) || silence.reach.upperBound == finding.range.lowerBound
      else { continue }
      for target in silence.targets.indices where Silence.covers(silence.targets[target].name, finding.rule) {
        silences[index].targets[target].isUsed = true
        isSilenced = true
      }
    }
    return isSilenced
  }

  /// Notes which targets name rules that were asked here.
  mutating func asked(_ isAsked: (RuleCatalog.Entry) -> Bool) {
    for index in silences.indices {
      for target in silences[index].targets.indices {
        let name = silences[index].targets[target].name
        silences[index].targets[target].isAsked = RuleCatalog.all.contains {
          Silence.covers(name, $0.id) && isAsked($0)
        }
      }
    }
  }
}
