import Documents
import Formats

/// What is promised: targets and windows, as the rules of the objectives record them.
struct ObjectiveChanges {
  private(set) var changes: [StackChanges.Change] = []

  init(_ old: StackFiles, _ new: StackFiles) {
    let (a, b) = (Self.objectives(old), Self.objectives(new))
    for (name, objective) in b {
      if a[name] == nil { changes.append(.init(.objectives, "\(name) is new: \(objective)")) }
      if let before = a[name], before != objective {
        changes.append(.init(.objectives, "\(name): \(before) → \(objective)"))
      }
    }
    for (name, objective) in a where b[name] == nil {
      changes.append(.init(.objectives, "\(name) is promised no longer, was \(objective)"))
    }
  }

  /// The records that hold a target and what it is measured over.
  private static let target = "objective:target:ratio", window = "objective:error_ratio:window"

  /// `99.9% over 30d`, by `availability` of `api`.
  private static func objectives(_ files: StackFiles) -> OrderedMap<String> {
    var targets: OrderedMap<String> = [:]
    for (_, rule) in files.rules where rule.kind == .record {
      guard let objective = rule.label("objective")?.value, let owner = rule.label("service")?.value else { continue }
      let name = "\(Phrase.code(objective)) of \(Phrase.code(owner))"
      let expression = rule.query.text.value
      switch rule.name.value {
      case target: targets[name] = percentage(expression)
      case window: if let known = targets[name] { targets[name] = known + " over " + windowName(expression) }
      default: break
      }
    }
    return targets
  }

  /// `vector(0.999)` as people say it.
  private static func percentage(_ expression: String) -> String {
    let digits = expression.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }
    guard let ratio = Decimal(exactly: String(digits)) else { return expression }
    return "\((ratio * Decimal(100)).digits)%"
  }

  /// `30d` of `objective:error_ratio:rate30d{…}`.
  private static func windowName(_ expression: String) -> String {
    let name = expression.prefix { $0 != "{" }
    let last = name.split(separator: ":").last ?? name
    return String(last.hasPrefix("rate") ? last.dropFirst(4) : last)
  }
}
