import Project

/// A message that Alertmanager's templates define: `pharos.slack.text`.
struct MessageKind {
  /// The middle of its templates' names.
  let name: String
  let format: MessageFormat
  /// How many alerts of a kind it lists: receivers cut off or refuse what is too long.
  let limit: Int
  /// Whether each alert's own description has room.
  var hasDetails = true
  /// Characters of a summary that are shown.
  var summary = 300
  /// Whether it has room for addresses of several hundred characters, such as those of logs and of a silence.
  var hasLongLinks = true

  /// Titles without markup, for all that show them as they are: the subject of an email, the summary of an issue, and the titles of
  /// attachments in Mattermost and Rocket.Chat (`message_attachment.tsx` and `DefaultAttachment.tsx` there).
  static let plain = MessageKind(name: "plain", format: .plain, limit: 0)

  /// Whose title a receiver shows.
  static func title(of kind: ReceiverKind) -> String {
    switch kind {
    case .slack, .teams, .discord, .telegram, .webex: kind.rawValue
    default: plain.name
    }
  }

  /// Those of which a receiver consists.
  ///
  /// Limits of the services in Alertmanager's `notify/NAME/NAME.go`: 4096 characters for Discord and Telegram (which gets nothing of a longer
  /// one), 7439 bytes for Webex, 1024 characters for Pushover, 20480 for VictorOps, 32767 for Jira. Opsgenie takes 15000
  /// (<https://docs.opsgenie.com/docs/alert-api>), Rocket.Chat 5000 unless its server says otherwise, Teams 28 KB
  /// (<https://learn.microsoft.com/en-us/microsoftteams/limits-specifications-teams>).
  static func all(of kind: ReceiverKind) -> [MessageKind] {
    let name = kind.rawValue
    switch kind {
    case .slack: return [MessageKind(name: name, format: .slack, limit: 20)]
    case .email:
      return [
        MessageKind(name: "email", format: .plain, limit: 100),
        MessageKind(name: "email.html", format: .html, limit: 100),
      ]
    case .pagerduty, .sns: return [MessageKind(name: name, format: .plain, limit: 50)]
    case .opsgenie, .victorops: return [MessageKind(name: name, format: .plain, limit: 20)]
    case .pushover:
      return [MessageKind(name: name, format: .plain, limit: 3, hasDetails: false, summary: 120, hasLongLinks: false)]
    case .telegram: return [MessageKind(name: name, format: .telegram, limit: 8, hasDetails: false, summary: 150)]
    case .discord: return [MessageKind(name: name, format: .markdown, limit: 8, hasDetails: false, summary: 150)]
    case .rocketchat, .webex:
      return [MessageKind(name: name, format: .markdown, limit: 10, hasDetails: false, summary: 150)]
    case .teams, .mattermost: return [MessageKind(name: name, format: .markdown, limit: 20)]
    case .jira: return [MessageKind(name: name, format: .wiki, limit: 50)]
    case .webhook, .incidentio: return []
    }
  }
}
