import Documents
import Formats

/// Receivers of an Alertmanager; one with several integrations becomes several.
struct ReceiverImport {
  let file: AlertmanagerFile
  /// Names in the spec by the name in the file; empty for one that notifies nobody.
  private(set) var names: [String: [String]] = [:]

  init(file: AlertmanagerFile) { self.file = file }

  private var global: Node? { file.root["global"] }

  mutating func add(to draft: inout Draft) {
    for receiver in file.receivers {
      var made: [String] = []
      for integration in receiver.integrations {
        let base = OwnerName.slug(receiver.name.value) ?? integration.kind
        let wanted = receiver.integrations.count > 1 ? "\(base)-\(integration.kind)" : base
        let name = OwnerName.free(
          OwnerName.slug(wanted) ?? integration.kind,
          isTaken: { draft.receivers[$0] != nil || ["heartbeat", "nobody"].contains($0) })
        guard let entry = entry(integration, name, &draft) else { continue }
        draft.receivers[name] = entry
        made.append(name)
      }
      names[receiver.name.value] = made
    }
  }

  private func entry(_ integration: AlertmanagerReceiver.Integration, _ name: String, _ draft: inout Draft) -> Entry? {
    let node = integration.node, place = Place(node.range, in: file.source)
    let value: Tree?, need: String
    switch integration.kind {
    case "slack":
      value = slack(node, name, &draft)
      need = "it needs an `api_url` and a `channel` that is no template"
    case "email":
      value = email(node, name, &draft)
      need = "it needs `to`, `from`, and a `smarthost` with its port"
    case "pagerduty":
      value = secret("routing_key", in: node, as: name, &draft).map {
        ["type": "pagerduty", "routing_key_file": .string($0)]
      }
      // `service_key` is of the older API: <https://prometheus.io/docs/alerting/latest/configuration/#pagerduty_config>
      need =
        node.given("service_key") ?? node.given("service_key_file") == nil
        ? "it needs a `routing_key`"
        : "its `service_key` is of PagerDuty's Events API v1, which the spec does not speak; add an integration "
          + "\"Events API v2\" to the PagerDuty service, and a receiver with `routing_key_file` for its key"
    case "webhook":
      value = secret("url", in: node, as: name, &draft).map { ["type": "webhook", "url_file": .string($0)] }
      need = "it needs a `url`"
    default:
      guard let plain = PlainReceiverImport(integration.kind) else {
        draft.leave(
          .leftOut,
          "\(integration.kind) of the receiver `\(name)`: write it by hand, docs/notifications.md has what there is",
          at: place)
        return nil
      }
      value = plain.tree(node, name, file.source, &draft)
      need = plain.need
    }
    guard var value else {
      draft.leave(.leftOut, "\(integration.kind) of the receiver `\(name)`: \(need)", at: place)
      return nil
    }
    if let resolved = node.flag("send_resolved") { value["send_resolved"] = .boolean(resolved) }
    leaveRest(integration, name, &draft)
    return Entry(value, from: place)
  }

  private func slack(_ node: Node, _ name: String, _ draft: inout Draft) -> Tree? {
    guard let channel = node.string("channel"), !channel.contains(" "), !channel.contains("{{"),
      let url = secret("api_url", in: node, as: name, &draft) ?? shared("slack_api_url", &draft)
    else { return nil }
    return ["type": "slack", "channel": .string(channel), "webhook_url_file": .string(url)]
  }

  private func email(_ node: Node, _ name: String, _ draft: inout Draft) -> Tree? {
    guard let to = node.string("to"), let from = node.string("from") ?? global?.string("smtp_from"),
      let host = node.string("smarthost") ?? global?.string("smtp_smarthost"), HostPort(host) != nil
    else { return nil }
    let user = node.string("auth_username") ?? global?.string("smtp_auth_username")
    let password = secret("auth_password", in: node, as: name, &draft) ?? shared("smtp_auth_password", &draft)
    let tls = node.flag("require_tls") ?? global?.flag("smtp_require_tls")
    return .compact([
      "type": "email", "to": .string(to), "from": .string(from), "smarthost": .string(host),
      "username": user.map { .string($0) }, "password_file": password.map { .string($0) },
      "require_tls": tls == false ? false : nil,
    ])
  }

  // MARK: Secrets

  private func secret(_ key: String, in node: Node, as name: String, _ draft: inout Draft) -> String? {
    SecretImport(source: file.source).file(key, in: node, as: "\(name)_\(key)", &draft)
  }

  /// A secret that several receivers share has one file.
  private func shared(_ key: String, _ draft: inout Draft) -> String? {
    let path = "secrets/\(key)"
    let isThere = draft.receivers.contains { _, entry in
      entry.value["webhook_url_file"] == .string(path) || entry.value["password_file"] == .string(path)
    }
    if isThere { return path }
    return global.flatMap { SecretImport(source: file.source).file(key, in: $0, as: key, &draft) }
  }

  // MARK: The rest

  private static let carried: Set<String> = [
    "channel", "api_url", "api_url_file", "to", "from", "smarthost", "auth_username", "auth_password",
    "auth_password_file",
    "require_tls", "routing_key", "routing_key_file", "url", "url_file", "send_resolved",
  ]

  private static func carried(of kind: String) -> Set<String> {
    PlainReceiverImport(kind).map { Set($0.carried + ["send_resolved"]) } ?? carried
  }

  private func leaveRest(_ integration: AlertmanagerReceiver.Integration, _ name: String, _ draft: inout Draft) {
    let keys = (integration.node.mapping ?? []).compactMap(\.key.text).filter {
      !Self.carried(of: integration.kind).contains($0)
    }
    guard !keys.isEmpty else { return }
    draft.leave(
      .leftOut, "\(Remark.list(keys)) of the receiver `\(name)`: messages come from the stack's templates",
      at: Place(integration.node.range, in: file.source))
  }
}
