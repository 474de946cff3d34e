import Documents
import Formats

extension RouteReport {
  var text: String {
    var lines = ["\(labels.labelSet) at \(instant.text), by \(tree.file.source.name)", "", "Way"]
    lines += way
    lines += ["", "Who is notified"] + trace.destinations.flatMap(destination)
    lines += ["", "What mutes it"] + (inhibitions.isEmpty ? ["  no inhibit rule"] : inhibitions)
    if !mutes.isEmpty { lines += ["", "What it mutes"] + mutes.flatMap { bond($0, isMuted: false) } }
    return lines.joined(separator: "\n")
  }

  // MARK: The way

  private var way: [String] {
    let steps = trace.steps
    let heads = steps.map { step in
      let entry = tree.entries[step.route]
      let place = position(entry.route.node)
      let conditions = entry.route.matchers.matchers.map(\.canonical).joined(separator: ", ")
      let name = entry.parent == nil ? "the default route" : conditions.isEmpty ? "every alert" : conditions
      return (place: "\(place.line):\(place.column)", name: String(repeating: "  ", count: entry.depth) + name)
    }
    let placeWidth = heads.map(\.place.count).max() ?? 0
    let nameWidth = min(60, heads.map(\.name.count).max() ?? 0)
    return zip(steps, heads).map { step, head in
      "  " + head.place.padded(placeWidth) + "  " + head.name.padded(nameWidth) + "  " + outcome(step)
    }
  }

  private func outcome(_ step: RoutingTrace.Step) -> String {
    let entry = tree.entries[step.route]
    switch step.outcome {
    case .differs:
      let unmet = step.conditions.filter { !$0.holds }.map { condition in
        condition.value.map { "\(condition.matcher.name) is \(JSONWriter.quoted($0))" }
          ?? "it has no `\(condition.matcher.name)`"
      }
      var seen: Set<String> = []
      return "no: " + unmet.filter { seen.insert($0).inserted }.joined(separator: ", ")
    case .passedOver(let taker):
      return "not looked at: the route at line \(position(tree.entries[taker].route.node).line) took the alert"
    case .matches(let isFinal):
      let notifies = isFinal ? ", notifies \(entry.options.receiver)" : ""
      return "yes" + notifies + (entry.route.continues ? ", and those after it are looked at too" : "")
    }
  }

  // MARK: Who is notified

  private func destination(_ index: Int) -> [String] {
    let options = tree.entries[index].options
    let integrations = tree.file.receiver(options.receiver)?.integrations.map(\.kind) ?? []
    let groups =
      options.groupsByAll
      ? "alone"
      : options.groupBy.isEmpty ? "in one group with all others of this route" : "grouped by " + group(options)
    return [
      "  \(options.receiver): "
        + (integrations.isEmpty ? "nobody, it has no integration" : integrations.joined(separator: ", ")),
      "    \(groups)",
      "    first after \(options.groupWait), changes of the group after \(options.groupInterval), again after \(options.repeatInterval)",
    ] + times(index)
  }

  private func group(_ options: RoutingTree.Options) -> String {
    options.groupBy.map { name in labels[name].map { "\(name)=\(JSONWriter.quoted($0))" } ?? "\(name) (which it lacks)"
    }
    .joined(separator: ", ")
  }

  private func times(_ index: Int) -> [String] {
    let muting = muting(index)
    if muting.verdicts.isEmpty { return [] }
    let state =
      switch muting.state {
      case .open: "now: notified"
      case .muted(let names): "now: muted by the time of \(names.joined(separator: ", "))"
      case .unknown(let zones):
        "now: not known, as the rules of the time zone \(zones.joined(separator: ", ")) are not on this machine"
      }
    return ["    \(state)"]
      + muting.verdicts.map { verdict in
        let when = verdict.kind == .mute ? "muted in" : "active only in"
        let holds =
          switch verdict.answer {
          case .inside: "which is now"
          case .outside: "which is not now"
          case .unknown(let zone): "of which cannot be told whether it is now: no rules for \(zone)"
          }
        return "      \(when) \(verdict.name), \(holds)"
      }
  }

  // MARK: Inhibition

  private var inhibitions: [String] { mutedBy.flatMap { bond($0, isMuted: true) } }

  private func bond(_ bond: Bond, isMuted: Bool) -> [String] {
    let place = position(bond.rule.node)
    let alert =
      bond.matchers.isEmpty ? "any alert" : "an alert with " + bond.matchers.map(\.canonical).joined(separator: ", ")
    let same = bond.equal.map { name, value in value.map { "\(name)=\(JSONWriter.quoted($0))" } ?? "no `\(name)`" }
    var text = "  \(place.line):\(place.column)  \(alert)"
    if !same.isEmpty { text += (bond.matchers.isEmpty ? " with " : " and ") + same.joined(separator: ", ") }
    if bond.matchesBoth { text += ", unless it matches both sides of the rule as this one does" }
    return [text]
      + bond.alerts.map { "        \(isMuted ? "muted by" : "mutes") \($0.labelSet)" }
      + (bond.alerts.isEmpty && !firing.isEmpty ? ["        none of those that fire"] : [])
  }
}

extension String {
  fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
