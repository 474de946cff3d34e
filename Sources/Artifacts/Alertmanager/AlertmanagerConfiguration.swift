import Documents
import Project
import Regeneration

/// `alertmanager/alertmanager.yml`; for an Alertmanager of your own the same tree in a file to take over.
enum AlertmanagerConfiguration {
  @Sendable static func generate(_ stack: Stack) -> [Artifact] {
    let tree: Tree = .compact([
      "templates": ["templates/*.tmpl"],
      "route": RouteTree.tree(stack.routing),
      "inhibit_rules": .list(stack.inhibitions.map(InhibitRules.tree)),
      "receivers": .list(stack.receivers.map { Receivers.tree($0, stack) }),
      "time_intervals": stack.timeIntervals.isEmpty
        ? nil : .list(stack.timeIntervals.map(TimeIntervals.tree)),
    ])
    let about =
      stack.provides(.alertmanager)
      ? "Who is notified of what, and when." : "For your own Alertmanager: take over routes, receivers and templates."
    return [.yaml("alertmanager/alertmanager.yml", tree, about, stack)]
  }
}

/// Time intervals in Alertmanager's notation.
private enum TimeIntervals {
  static func tree(_ name: String, _ intervals: [RecurringInterval]) -> Tree {
    ["name": .string(name), "time_intervals": .list(intervals.map(interval))]
  }

  private static func interval(_ interval: RecurringInterval) -> Tree {
    func list(_ values: [String]) -> Tree? { values.isEmpty ? nil : .strings(values) }
    return .compact([
      "times": interval.times.isEmpty
        ? nil : .list(interval.times.map { ["start_time": .string($0.start), "end_time": .string($0.end)] }),
      "weekdays": list(interval.weekdays), "days_of_month": list(interval.daysOfMonth), "months": list(interval.months),
      "years": list(interval.years), "location": interval.location.map { .string($0) },
    ])
  }
}
