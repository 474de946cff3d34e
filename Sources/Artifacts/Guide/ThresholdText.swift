import Documents
import Project

extension Alert {
  /// When a level fires, `above 5%` or `below 3 days`; nil where no number decides it.
  func threshold(_ level: Level) -> String? {
    level.thresholdText.map { "\(isAbove ? "above" : "below") \(unit.text($0))" }
  }

  /// What it is about: the owner or the project, and the objective of an alert on one.
  func subject(in stack: Stack) -> String {
    let name = owner?.name ?? stack.project
    return labels["objective"].map { "\(name), objective \(Markdown.text($0))" } ?? name
  }
}

extension ValueUnit {
  /// A threshold with its unit, where it is written as a plain number; long durations as people say them.
  fileprivate func text(_ threshold: String) -> String {
    if self == .seconds, let duration = PrometheusDuration(threshold), duration.milliseconds >= 60_000 {
      return duration.description
    }
    guard let number = Decimal(exactly: threshold) else { return threshold }
    let digits = Int(threshold)?.grouped ?? threshold
    switch self {
    case .ratio: return Ratio.percentage(number)
    case .seconds: return "\(digits)s"
    case .bytes: return "\(digits) bytes"
    case .bytesPerSecond: return "\(digits) bytes/s"
    case .perSecond: return "\(digits)/s"
    case .celsius: return "\(digits) °C"
    case .usd: return "\(digits) USD"
    case .days: return digits == "1" ? "1 day" : "\(digits) days"
    case .volts: return "\(digits) V"
    case .count, .number: return digits
    }
  }
}
