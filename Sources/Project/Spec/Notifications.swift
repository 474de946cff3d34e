import Documents

/// How fast a person has to act, and who is notified.
package struct SeverityLevel: Sendable {
  package var name = ""
  package var pages = false
  package var respondWithin = PrometheusDuration.hours(1)
  package var notify: [String] = []

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
      .init("notify", \.notify, .list(of: Name.owner), "Receivers that are notified; every receiver if not said."),
    ])

  // From `respond_within` r: a notification waits a tenth of it at most and comes again well before nobody remembers.
  package var groupWait: PrometheusDuration {
    .init(milliseconds: max(1000, min(30_000, respondWithin.milliseconds / 10)))
  }
  package var groupInterval: PrometheusDuration { .minutes(5) }
  package var repeatInterval: PrometheusDuration {
    let wanted = respondWithin.milliseconds.multipliedReportingOverflow(by: 12).partialValue
    return max(.hours(1), min(.hours(24), .init(milliseconds: wanted)))
  }
}

/// Who can be told, and how.
package struct Receiver: Sendable {
  package enum Kind: Sendable {
    case slack(channel: String, webhook: SecretReference)
    case email(
      to: String, from: String, smarthost: String, username: String?, password: SecretReference?, requireTLS: Bool)
    case pagerduty(routingKey: SecretReference)
    case webhook(url: SecretReference)
  }

  package var kind: Kind = .webhook(url: .file("secrets/webhook_url"))
  package var sendResolved = true

  package var secrets: [SecretReference] {
    switch kind {
    case .slack(_, let webhook): [webhook]
    case .email(_, _, _, _, let password, _): [password].compactMap { $0 }
    case .pagerduty(let key): [key]
    case .webhook(let url): [url]
    }
  }

  package static let codec = Codec<Settings>.variants(
    tag: "type",
    [
      (
        "slack",
        Section(
          "slack", "A Slack channel by an incoming webhook.", default: Settings("slack"),
          fields: [
            .ignored("type", "Kind of receiver."),
            .init("channel", \.channel, channel, "Channel to post to.", isRequired: true),
            .init(
              "webhook_url_file", \.secret, SecretReference.codec, "File that holds the webhook's address.",
              isRequired: true),
            sendResolvedField,
          ]
        ).codec
      ),
      (
        "email",
        Section(
          "email", "A mailbox.", default: Settings("email"),
          fields: [
            .ignored("type", "Kind of receiver."),
            .init(
              "to", \.to, .notificationTemplate.onOneLine.notBlank, "Recipients, separated by commas.", isRequired: true
            ),
            .init("from", \.from, .notificationTemplate.onOneLine.notBlank, "Sender.", isRequired: true),
            .init("smarthost", \.smarthost, .hostPort, "Mail server.", isRequired: true),
            .init("username", \.username, .text.onOneLine, "User name at the mail server."),
            .init("password_file", \.secret, SecretReference.codec, "File that holds the password."),
            .init("require_tls", \.requireTLS, .boolean, "Whether to refuse a connection without TLS."),
            sendResolvedField,
          ]
        ).codec
      ),
      (
        "pagerduty",
        Section(
          "pagerduty", "A PagerDuty service by its Events API v2.", default: Settings("pagerduty"),
          fields: [
            .ignored("type", "Kind of receiver."),
            .init(
              "routing_key_file", \.secret, SecretReference.codec, "File that holds the integration key.",
              isRequired: true),
            sendResolvedField,
          ]
        ).codec
      ),
      (
        "webhook",
        Section(
          "webhook", "Any service that takes Alertmanager's webhook.", default: Settings("webhook"),
          fields: [
            .ignored("type", "Kind of receiver."),
            .init("url_file", \.secret, SecretReference.codec, "File that holds the address.", isRequired: true),
            sendResolvedField,
          ]
        ).codec
      ),
    ]
  ).map(to: \.receiver, from: { _ in nil })

  private static let sendResolvedField = Field<Settings>(
    "send_resolved", \.sendResolved, .boolean, "Whether to tell when an alert is over.")

  private static let channel = Codec.name(
    "Slack channel", pattern: "^([#@]?[^ #@]+|.*\\{\\{.*)$", example: "\"#alerts\"",
    rule: "`#` and its name, in quotes as YAML takes `#` for a comment",
    // The blanks of a template are its own.
    isValid: { !$0.isEmpty && (!$0.contains(" ") || $0.contains("{{")) }
  ).onOneLine.template(of: .alertmanager).renamed("Slack channel, a notification template")

  /// The keys of every kind; each section declares its own.
  package struct Settings: Sendable {
    let type: String
    var sendResolved = true
    var channel = ""
    var secret: SecretReference?
    var to = "", from = ""
    var smarthost = HostPort(host: "localhost", port: 25)
    var username: String?
    var requireTLS = true

    init(_ type: String) { self.type = type }

    var receiver: Receiver {
      var receiver = Receiver()
      receiver.sendResolved = sendResolved
      let secret = self.secret ?? .file("secrets/\(type)")
      receiver.kind =
        switch type {
        case "slack": .slack(channel: channel, webhook: secret)
        case "email":
          .email(
            to: to, from: from, smarthost: smarthost.description, username: username, password: self.secret,
            requireTLS: requireTLS)
        case "pagerduty": .pagerduty(routingKey: secret)
        default: .webhook(url: secret)
        }
      return receiver
    }
  }
}

/// A route besides, or instead of, what the severity says.
package struct Route: Sendable {
  package enum Mode: String, CaseIterable, Sendable { case add, replace }

  package var match: OrderedMap<[String]> = [:]
  package var notify: [String] = []
  package var mode = Mode.add
  package var mute: [String] = []

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
    ])
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
