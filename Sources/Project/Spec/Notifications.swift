import Documents

/// How fast a person has to act, and who is notified.
package struct SeverityLevel: Sendable {
  package var name = ""
  package var pages = false
  package var respondWithin = PrometheusDuration.hours(1)
  package var notify: [String] = []
  package var grouping = AlertGrouping()

  package init(
    _ name: String = "", pages: Bool = false, respondWithin: PrometheusDuration = .hours(1), notify: [String] = []
  ) {
    self.name = name
    self.pages = pages
    self.respondWithin = respondWithin
    self.notify = notify
  }

  package static let section = Section(
    "severity", "How fast a person has to act, and who is notified.", default: SeverityLevel(),
    fields: [
      .init("name", \.name, Name.owner, "Value of the `severity` label.", isRequired: true),
      .init("pages", \.pages, .boolean, "Whether it wakes a person."),
      .init(
        "respond_within", \.respondWithin, .positiveDuration,
        "Time until somebody acts; timings of notifications follow from it.", isRequired: true),
      .init(
        "notify", \.notify, .list(of: Name.owner),
        "Receivers that are notified; the one there is if not said, and required where there are several."),
    ]
      + AlertGrouping.fields(
        in: \.grouping,
        otherwise: .init(
          wait: "a tenth of `respond_within`, at most 30s,", interval: "a fifth of it, from 1m to 5m,",
          again: "twelve times of it, from 1h to 1d,",
          labels: "`alertname`, `severity`, `service`, `component` and `objective`")))
}

/// A route besides, or instead of, what the severity says.
package struct Route: Sendable {
  package enum Mode: String, CaseIterable, Sendable { case add, replace }

  package var match: OrderedMap<[String]> = [:]
  package var notify: [String] = []
  package var mode = Mode.add
  package var mute: [String] = []
  package var grouping = AlertGrouping()

  package static let section = Section(
    "route", "A route besides, or instead of, what an alert's severity says.", default: Route(),
    fields: [
      .init(
        "match", \.match,
        .mapping(
          of: Codec.list(of: .text, minimum: 1).orScalar(Codec.text.map(to: { [$0] }, from: { $0.first })),
          key: Name.label),
        "Labels and the value, or values, that an alert must have.", isRequired: true),
      .init("notify", \.notify, .list(of: Name.owner), "Receivers that are notified."),
      .init("mode", \.mode, .word, "`add` keeps the severity's receivers, `replace` leaves them out."),
      .init("mute", \.mute, .list(of: Name.owner), "Time intervals in which nobody is notified."),
    ]
      + AlertGrouping.fields(
        in: \.grouping,
        otherwise: .init(
          wait: "the severity's", interval: "the severity's", again: "the severity's", labels: "The severity's")))
}

/// The always-firing Watchdog to an outside dead-man's switch: it speaks when this stops.
package struct Heartbeat: Sendable {
  package var url: SecretReference = .file("secrets/heartbeat_url")
  package var every = PrometheusDuration.minutes(5)

  package static let section = Section(
    "heartbeat", "Sends the always-firing Watchdog to an outside dead-man's switch.", default: Heartbeat(),
    fields: [
      .init("url_file", \.url, SecretReference.codec, "File that holds the switch's address.", isRequired: true),
      .init("every", \.every, .positiveDuration, "How often to report."),
    ])
}

/// What narrows who is notified of a team's services.
package struct Team: Sendable {
  package var notify: [String] = []

  package static let section = Section(
    "team", "Who is notified of a team's services, instead of the severity's receivers.", default: Team(),
    fields: [.init("notify", \.notify, .list(of: Name.owner, minimum: 1), "Receivers.", isRequired: true)])
}
