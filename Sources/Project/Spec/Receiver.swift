import Documents

/// Who can be told, and how.
package struct Receiver: Sendable {
  /// The keys whose values are texts; those of Alertmanager where it has the same.
  package enum TextKey: String, Sendable {
    case channel, to, from, smarthost, username, project
    case issueType = "issue_type"
    case roomID = "room_id"
    case topicARN = "topic_arn"
    case region
    case roleARN = "role_arn"
    case routingKey = "routing_key"
  }

  /// The keys that name the file of a secret.
  package enum SecretKey: String, Sendable {
    case webhookURL = "webhook_url_file"
    case password = "password_file"
    case pagerdutyKey = "routing_key_file"
    case url = "url_file"
    case apiKey = "api_key_file"
    case botToken = "bot_token_file"
    case token = "token_file"
    case tokenID = "token_id_file"
    case userKey = "user_key_file"
  }

  package let kind: ReceiverKind
  package var sendResolved = true
  package var requireTLS = true
  /// Where a service answers that has several addresses, or one at each customer.
  package var url: WebAddress?
  /// Telegram's number of a chat; negative for a group.
  package var chatID = 0

  private var texts: [TextKey: String] = [:]
  private var files: OrderedMap<SecretReference> = [:]

  init(_ kind: ReceiverKind) { self.kind = kind }

  package internal(set) subscript(text key: TextKey) -> String? {
    get { texts[key] }
    set { texts[key] = newValue }
  }

  package internal(set) subscript(secret key: SecretKey) -> SecretReference? {
    get { files[key.rawValue] }
    set { files[key.rawValue] = newValue }
  }

  /// Every secret that Alertmanager reads for it.
  package var secrets: [SecretReference] { files.map(\.1) }

  package static let codec = Codec<Receiver>.variants(
    tag: "type", ReceiverKind.allCases.map { ($0.rawValue, $0.section.codec) })
}
