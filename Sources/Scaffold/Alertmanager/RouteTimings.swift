import Documents
import Formats
import Project

/// When notifications of a route are sent, and what comes in one: as Alertmanager's file says, or as a severity of the spec has it.
struct RouteTimings {
  private let groupBy: [String]?
  private let timings: NotificationTimings

  init(_ options: RoutingTree.Options) {
    groupBy = options.groupsByAll ? nil : options.groupBy
    timings = NotificationTimings(
      groupWait: options.groupWait, groupInterval: options.groupInterval, repeatInterval: options.repeatInterval)
  }

  /// - Parameter value: the severity as the draft has it.
  init(ofSeverity value: Tree?) {
    func duration(_ key: String) -> PrometheusDuration? {
      if case .string(let text)? = value?[key] { PrometheusDuration(text) } else { nil }
    }
    var level = SeverityLevel()
    if let within = duration("respond_within") { level.respondWithin = within }
    level.grouping.wait = duration("group_wait")
    level.grouping.interval = duration("group_interval")
    level.grouping.again = duration("repeat_interval")
    timings = level.timings()
    if case .list(let labels)? = value?["group_by"] {
      groupBy = labels.compactMap { if case .string(let label) = $0 { label } else { nil } }
    } else {
      groupBy = Routing.groupBy
    }
  }

  /// Keys of the spec for what is otherwise than one of those that hold unless something is said.
  func keys(besides usual: [RouteTimings]) -> [(key: String, value: Tree)] {
    var result: [(String, Tree)] = []
    func add(_ key: String, _ own: KeyPath<NotificationTimings, PrometheusDuration>) {
      let value = timings[keyPath: own]
      guard usual.contains(where: { $0.timings[keyPath: own] != value }) else { return }
      result.append((key, .string(value.description)))
    }
    add("group_wait", \.groupWait)
    add("group_interval", \.groupInterval)
    add("repeat_interval", \.repeatInterval)
    if let groupBy, !groupBy.isEmpty, usual.contains(where: { $0.groupBy != groupBy }) {
      result.append(("group_by", .strings(groupBy)))
    }
    return result
  }
}
