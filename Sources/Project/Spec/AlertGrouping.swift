import Documents

/// Which alerts come in one notification, and when: what a severity or a route says of its own.
package struct AlertGrouping: Sendable {
  package var wait: PrometheusDuration?
  package var interval: PrometheusDuration?
  package var again: PrometheusDuration?
  package var labels: [String] = []

  /// Whether nothing is said.
  var isEmpty: Bool { wait == nil && interval == nil && again == nil && labels.isEmpty }

  /// - Parameter otherwise: what holds where nothing is said, for documentation.
  static func fields<Root>(in path: WritableKeyPath<Root, AlertGrouping> & Sendable, otherwise: Otherwise) -> [Field<
    Root
  >] {
    let fields: [Field<AlertGrouping>] = [
      .init(
        "group_wait", \.wait, .duration,
        "How long the first notification of a group waits for more alerts; \(otherwise.wait) if not said."),
      .init(
        "group_interval", \.interval, .positiveDuration,
        "How long a group that was notified waits before what is new in it is sent; \(otherwise.interval) if not said."),
      .init(
        "repeat_interval", \.again, .positiveDuration,
        "When what still fires is sent again, a multiple of `group_interval`; \(otherwise.again) if not said."),
      .init(
        "group_by", \.labels, .list(of: Name.label, minimum: 1),
        "Labels; alerts that agree in them come in one notification. \(otherwise.labels) if not said."),
    ]
    return fields.map { $0.lifted(to: path) }
  }

  /// What the documentation says of keys that are left out.
  struct Otherwise {
    var wait: String
    var interval: String
    var again: String
    var labels: String
  }
}

/// When notifications of a group of alerts are sent.
package struct NotificationTimings: Sendable {
  package let groupWait: PrometheusDuration
  package let groupInterval: PrometheusDuration
  package let repeatInterval: PrometheusDuration

  package init(groupWait: PrometheusDuration, groupInterval: PrometheusDuration, repeatInterval: PrometheusDuration) {
    (self.groupWait, self.groupInterval, self.repeatInterval) = (groupWait, groupInterval, repeatInterval)
  }
}

extension SeverityLevel {
  /// From `respond_within` r, where nothing else is said: the first notification waits a tenth of it at most, so that there is time to act;
  /// what comes in addition a fifth; and what still fires comes again well before nobody remembers. Alertmanager looks at a group every
  /// `group_interval`, so that other times of repetition are rounded up to these anyway.
  /// - Parameter route: what the alerts' route says instead.
  package func timings(on route: AlertGrouping = AlertGrouping()) -> NotificationTimings {
    let wait = max(1000, min(30_000, respondWithin.milliseconds / 10))
    let usualInterval = max(60_000, min(300_000, respondWithin.milliseconds / 5000 * 1000))
    let interval = route.interval ?? grouping.interval ?? PrometheusDuration(milliseconds: usualInterval)
    let wanted = respondWithin.milliseconds.multipliedReportingOverflow(by: 12)
    let again = max(3_600_000, min(86_400_000, wanted.overflow ? .max : wanted.partialValue))
    let looks = (again + interval.milliseconds - 1) / max(1, interval.milliseconds)
    return NotificationTimings(
      groupWait: route.wait ?? grouping.wait ?? PrometheusDuration(milliseconds: wait), groupInterval: interval,
      repeatInterval: route.again ?? grouping.again ?? PrometheusDuration(milliseconds: looks * interval.milliseconds))
  }
}
