import Documents

extension [Finding] {
  /// Each once, of findings sorted by place: what an anchor holds is met again at each of its aliases, what several Compose
  /// files share in each of them, and a pack's faults with the pack and with each spec that uses it.
  func withoutRepeatedPlaces() -> [Finding] {
    var kept: [Finding] = []
    kept.reserveCapacity(count)
    for finding in self {
      if let last = kept.last, last.repeats(finding) { continue }
      kept.append(finding)
    }
    return kept
  }
}

extension Finding {
  /// Whether another says the same of the same place; rules on Compose name the service that they came from, and say one thing
  /// of a place.
  fileprivate func repeats(_ other: Finding) -> Bool {
    guard range == other.range, rule == other.rule, source.name == other.source.name else { return false }
    return message == other.message
      || (!range.isEmpty && ["compose/", "topology/"].contains { rule.hasPrefix($0) })
  }
}
