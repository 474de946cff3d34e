import Documents
import Formats

/// Integrations that differ from the spec's receivers in nothing but the names of some keys.
struct PlainReceiverImport {
  private struct Key {
    /// In Alertmanager's file; of a secret without `_file`.
    var from: String
    var to: String
    var isSecret = false
    var isRequired = true
  }

  /// The spec's type and keys, by Alertmanager's name of the integration.
  private static let kinds: [String: (type: String, keys: [Key])] = [
    "msteamsv2": ("teams", [Key(from: "webhook_url", to: "webhook_url_file", isSecret: true)]),
    "discord": ("discord", [Key(from: "webhook_url", to: "webhook_url_file", isSecret: true)]),
    "opsgenie": (
      "opsgenie",
      [
        Key(from: "api_key", to: "api_key_file", isSecret: true), Key(from: "api_url", to: "url", isRequired: false),
      ]
    ),
    "telegram": (
      "telegram", [Key(from: "bot_token", to: "bot_token_file", isSecret: true), Key(from: "chat_id", to: "chat_id")]
    ),
    "incidentio": (
      "incidentio", [Key(from: "url", to: "url"), Key(from: "alert_source_token", to: "token_file", isSecret: true)]
    ),
    "mattermost": (
      "mattermost",
      [
        Key(from: "webhook_url", to: "webhook_url_file", isSecret: true),
        Key(from: "channel", to: "channel", isRequired: false),
      ]
    ),
    "pushover": (
      "pushover",
      [
        Key(from: "user_key", to: "user_key_file", isSecret: true),
        Key(from: "token", to: "token_file", isSecret: true),
      ]
    ),
    "victorops": (
      "victorops",
      [Key(from: "api_key", to: "api_key_file", isSecret: true), Key(from: "routing_key", to: "routing_key")]
    ),
    "rocketchat": (
      "rocketchat",
      [
        Key(from: "token", to: "token_file", isSecret: true),
        Key(from: "token_id", to: "token_id_file", isSecret: true),
        Key(from: "channel", to: "channel"), Key(from: "api_url", to: "url", isRequired: false),
      ]
    ),
  ]

  private let type: String
  private let keys: [Key]

  /// - Returns: nil where the spec has no such receiver, or one whose keys have to be written by hand.
  init?(_ integration: String) {
    guard let (type, keys) = Self.kinds[integration] else { return nil }
    (self.type, self.keys) = (type, keys)
  }

  /// Keys of the integration that are carried over.
  var carried: [String] { keys.flatMap { $0.isSecret ? [$0.from, $0.from + "_file"] : [$0.from] } }

  /// What the integration must have, for messages.
  var need: String {
    "it needs " + keys.filter(\.isRequired).map { "`\($0.from)`" }.joined(separator: " and ")
  }

  /// - Returns: nil where something that is required is missing.
  func tree(_ node: Node, _ name: String, _ source: SourceFile, _ draft: inout Draft) -> Tree? {
    guard
      keys.allSatisfy({ key in
        !key.isRequired || (node.given(key.from) ?? (key.isSecret ? node.given(key.from + "_file") : nil)) != nil
      })
    else { return nil }
    var tree: Tree = ["type": .string(type)]
    for key in keys {
      if key.isSecret {
        tree[key.to] = SecretImport(source: source).file(key.from, in: node, as: "\(name)_\(key.from)", &draft).map {
          .string($0)
        }
      } else if let value = node.given(key.from)?.value {
        tree[key.to] = Tree(value)
      }
    }
    return tree
  }
}
