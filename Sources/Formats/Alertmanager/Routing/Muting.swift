import Documents

/// What keeps a notification back.
package struct Muting: Sendable {
  /// What a route's time intervals say at an instant.
  package struct Verdict: Sendable {
    package enum Kind: String, Sendable { case mute, active }

    package let name: String
    package let kind: Kind
    package let answer: NamedTimeInterval.Answer
  }

  package enum State: Sendable, Equatable {
    case open
    case muted(by: [String])
    /// It hangs on the rules of these zones, which are not known here.
    case unknown(zones: [String])
  }

  package let verdicts: [Verdict]

  /// Inside of any mute interval a route is silent; with active ones, outside them as well.
  package var state: State {
    let mutes = verdicts.filter { $0.kind == .mute }
    let actives = verdicts.filter { $0.kind == .active }
    let muting = mutes.filter { $0.answer == .inside }.map(\.name)
    if !muting.isEmpty { return .muted(by: muting) }
    if !actives.isEmpty, actives.allSatisfy({ $0.answer == .outside }) { return .muted(by: actives.map(\.name)) }
    let undecided = mutes + (actives.contains { $0.answer == .inside } ? [] : actives)
    let zones = undecided.compactMap { if case .unknown(let zone) = $0.answer { zone } else { nil } }
    return zones.isEmpty ? .open : .unknown(zones: zones)
  }
}

extension RoutingTree {
  /// What the time intervals of a route say at an instant.
  package func muting(at index: Int, _ instant: Instant, zones: TimeZoneLookup) -> Muting {
    func verdicts(_ names: [String], _ kind: Muting.Verdict.Kind) -> [Muting.Verdict] {
      names.compactMap { name in
        file.timeInterval(name).map {
          Muting.Verdict(name: name, kind: kind, answer: $0.contains(instant, zones: zones))
        }
      }
    }
    let options = entries[index].options
    return Muting(
      verdicts: verdicts(options.muteTimeIntervals, .mute) + verdicts(options.activeTimeIntervals, .active))
  }
}

/// <https://github.com/prometheus/alertmanager/blob/main/inhibit/inhibit.go>
extension InhibitRule {
  /// Whether a firing alert keeps notifications of another back.
  ///
  /// A label that both lack counts as equal. Alerts that match both sides do not inhibit each other.
  package func inhibits(_ target: [String: String], by source: [String: String]) -> Bool {
    guard self.target.matches(target), self.source.matches(source),
      equal.allSatisfy({ (target[$0.value] ?? "") == (source[$0.value] ?? "") })
    else { return false }
    return !(self.source.matches(target) && self.target.matches(source))
  }
}
