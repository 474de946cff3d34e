import Documents
import Formats

extension RouteReport {
  var json: String {
    let tree: Tree = [
      "version": 1, "file": .string(file.source.name), "at": .string(instant.text), "labels": labelTree(labels),
      "steps": .list(trace.steps.map(step)), "receivers": .strings(receivers),
      "destinations": .list(trace.destinations.map(destination)),
      "muted_by": .list(mutedBy.map(bond)), "mutes": .list(mutes.map(bond)),
      "inhibited": firing.isEmpty ? .null : .boolean(mutedBy.contains { !$0.alerts.isEmpty }),
    ]
    return String(decoding: JSONWriter.write(tree), as: UTF8.self)
  }

  private func labelTree(_ labels: [String: String]) -> Tree { .sorted(labels.mapValues { .string($0) }) }

  private func start(_ node: Node) -> Tree {
    let position = position(node)
    return ["line": .integer(position.line), "column": .integer(position.column)]
  }

  private func step(_ step: RoutingTrace.Step) -> Tree {
    let entry = tree.entries[step.route]
    let (outcome, taker): (String, Int?) =
      switch step.outcome {
      case .matches(true): ("notifies", nil)
      case .matches(false): ("matches", nil)
      case .differs: ("differs", nil)
      case .passedOver(let taker): ("passed_over", taker)
      }
    return .compact([
      "route": .string(path(step.route)), "start": start(entry.route.node),
      "matchers": .strings(entry.route.matchers.matchers.map(\.canonical)), "outcome": .string(outcome),
      "continue": .boolean(entry.route.continues), "taken_by": taker.map { .string(path($0)) },
      "conditions": .list(
        step.conditions.map { condition in
          .compact([
            "matcher": .string(condition.matcher.canonical), "value": condition.value.map { .string($0) },
            "holds": .boolean(condition.holds),
          ])
        }),
    ])
  }

  private func destination(_ index: Int) -> Tree {
    let options = tree.entries[index].options
    let muting = muting(index)
    let (state, reasons): (String, [String]) =
      switch muting.state {
      case .open: ("open", [])
      case .muted(let names): ("muted", names)
      case .unknown(let zones): ("unknown", zones)
      }
    return [
      "route": .string(path(index)), "receiver": .string(options.receiver),
      "integrations": .strings(file.receiver(options.receiver)?.integrations.map(\.kind) ?? []),
      "group_by": options.groupsByAll ? ["..."] : .strings(options.groupBy),
      "group_wait": .string("\(options.groupWait)"), "group_interval": .string("\(options.groupInterval)"),
      "repeat_interval": .string("\(options.repeatInterval)"),
      "labels": labelTree(Dictionary(options.labels.map { ($0.name, $0.value) }) { $1 }), "state": .string(state),
      "because_of": .strings(reasons), "time_intervals": .list(muting.verdicts.map(verdict)),
    ]
  }

  private func verdict(_ verdict: Muting.Verdict) -> Tree {
    let (answer, zone): (String, String?) =
      switch verdict.answer {
      case .inside: ("inside", nil)
      case .outside: ("outside", nil)
      case .unknown(let zone): ("unknown", zone)
      }
    return .compact([
      "name": .string(verdict.name), "kind": .string(verdict.kind.rawValue), "answer": .string(answer),
      "zone": zone.map { .string($0) },
    ])
  }

  private func bond(_ bond: Bond) -> Tree {
    .compact([
      "name": bond.rule.name.map { .string($0.value) }, "start": start(bond.rule.node),
      "matchers": .strings(bond.matchers.map(\.canonical)),
      "equal": .sorted(
        Dictionary(bond.equal.map { ($0.name, $0.value.map { Tree.string($0) } ?? .null) }) { $1 }),
      "alerts": .list(bond.alerts.map(labelTree)), "except_both_sides": .boolean(bond.matchesBoth),
    ])
  }
}
