import Documents

/// A receiver that a person is asked about.
package struct DraftReceiver {
  package enum Kind: String, CaseIterable, Sendable {
    case slack, email, pagerduty, webhook

    package static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
  }

  /// Something to know of it that is no secret.
  package struct Question: Sendable {
    /// The key of the spec.
    package var key: String
    package var text: String
    package var suggestion: String
    /// What is wrong with an answer.
    package var problem: @Sendable (String) -> String?
  }

  package let kind: Kind
  package var answers: [String: String] = [:]

  package init(_ kind: Kind) { self.kind = kind }

  package var questions: [Question] {
    switch kind {
    case .slack:
      [Question(key: "channel", text: "Which channel?", suggestion: "#alerts") { $0.contains(" ") ? "no blanks" : nil }]
    case .email:
      [
        Question(key: "to", text: "To which address?", suggestion: "ops@example.com", problem: Self.address),
        Question(key: "from", text: "From which address?", suggestion: "alerts@example.com", problem: Self.address),
        Question(key: "smarthost", text: "By which mail server? (host:port)", suggestion: "smtp.example.com:587") {
          HostPort($0) == nil ? "write it like smtp.example.com:587" : nil
        },
      ]
    case .pagerduty, .webhook: []
    }
  }

  @Sendable private static func address(_ text: String) -> String? {
    text.contains("@") ? nil : "write it like ops@example.com"
  }

  var entry: Entry {
    var value: Tree = ["type": .string(kind.rawValue)]
    for question in questions { value[question.key] = .string(answers[question.key] ?? question.suggestion) }
    switch kind {
    case .slack: value["webhook_url_file"] = "secrets/slack_webhook_url"
    case .email: break
    case .pagerduty: value["routing_key_file"] = "secrets/pagerduty_routing_key"
    case .webhook: value["url_file"] = "secrets/webhook_url"
    }
    return Entry(value)
  }
}

extension Draft {
  package mutating func add(_ receiver: DraftReceiver) { receivers[receiver.kind.rawValue] = receiver.entry }

  /// A service of the team's own that answers there.
  package mutating func addService(at target: HostPort) {
    services[ownerName(target.host.hasPrefix("[") ? "web" : target.host, or: "web")] = DraftService(targets: [target])
  }
}
