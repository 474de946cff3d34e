import Documents

extension PackChecks {
  /// Whatever an alert mutes is there, and neither mutes it in turn, over however many others, nor says that its owner is down.
  mutating func mutes(_ name: String, _ alert: PackAlert, _ path: Path) {
    var alerts: [String: PackAlert] = [:]
    for other in files.packNames where other != pack.name {
      // Only what others mute is of interest, and not what is wrong with them.
      for (name, alert) in files.readAlerts(other) { alerts[name] = alert }
    }
    for (name, alert) in pack.alerts { alerts[name] = alert }
    var muted = alerts.mapValues(\.mutes)
    muted["ErrorBudgetBurn"] = ObjectiveRules.sameIncident
    for (index, target) in alert.mutes.enumerated() {
      let place = path + [.index(index)]
      guard muted[target] != nil else {
        report(
          .mutes, "no pack has an alert `\(target)`", help: Spelling.help(for: target, among: muted.keys.sorted()),
          in: "rules.yml", place)
        continue
      }
      if alerts[target]?.mutesSymptoms == true || Self.reaches(name, from: target, muted) {
        report(
          .mutes, "`\(target)` mutes `\(name)`: while both fire, nobody would be notified",
          help: "keep the one direction that is meant", in: "rules.yml", place)
      }
    }
  }

  private static func reaches(_ name: String, from start: String, _ muted: [String: [String]]) -> Bool {
    var open = [start]
    var seen: Set<String> = []
    while let next = open.popLast() {
      if next == name { return true }
      if seen.insert(next).inserted { open += muted[next] ?? [] }
    }
    return false
  }
}
