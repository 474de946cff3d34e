import Documents

/// The threshold of an alert at one severity.
struct AlertThreshold: Sendable {
  var severity: SeverityLevel
  /// Nil for an alert that compares nothing, and for a text that is no threshold.
  var value: Decimal?
  /// As it was written, with its unit.
  var text: String?
}

extension PackAlert {
  /// The pack's levels by rank, most urgent first. Where two ranks are one severity, the more urgent one counts.
  func defaultThresholds(_ severities: [SeverityLevel]) -> [AlertThreshold] {
    let levels = above.isEmpty ? below : above
    var seen: Set<String> = []
    return Rank.allCases.compactMap { rank in
      guard let text = levels[rank.rawValue] else { return nil }
      let severity = severities[rank.index(in: severities)]
      guard seen.insert(severity.name).inserted else { return nil }
      return AlertThreshold(severity: severity, value: unit.parse(text), text: text)
    }
  }

  /// The levels as the spec tunes them, most urgent first: a severity that it does not name keeps the pack's threshold, and one that it
  /// turns off is left out.
  func thresholds(_ tuning: AlertTuning, _ severities: [SeverityLevel]) -> [AlertThreshold] {
    if let rank { return [AlertThreshold(severity: severities[rank.index(in: severities)])] }
    let defaults = defaultThresholds(severities)
    return severities.compactMap { severity in
      guard let node = tuning.settings[severity.name] else {
        return defaults.first { $0.severity.name == severity.name }
      }
      guard let text = node.text, !node.turnsOff else { return nil }
      return AlertThreshold(severity: severity, value: unit.parse(text), text: text)
    }
  }
}

extension Node {
  /// Whether it takes a level away: `off`, quoted or not, which YAML 1.2 takes for a string and 1.1 for `false`, or `false` itself.
  var turnsOff: Bool { ["off", "Off", "OFF", "false", "False", "FALSE"].contains(text) }
}
