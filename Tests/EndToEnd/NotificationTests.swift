import Documents
import Formats
import Foundation
import GoTemplate
import Project
import Support
import Testing

/// What people are told: each field of a receiver of each kind, filled in by Alertmanager's own tool and by our evaluator, which must
/// agree, and held against recorded texts under `notifications/`.
struct NotificationTests {
  private static let stack = Result { try NotifiedStack("Tests/EndToEnd/notifications/pharos.yml") }

  @Test(arguments: ReceiverKind.allCases)
  func saysWhatIsRecorded(kind: ReceiverKind) throws {
    let stack = try Self.stack.get()
    var record = ""
    for notification in SampleNotifications.all {
      let fields = try stack.fields(of: kind.rawValue)
      for asHTML in [false, true] {
        let some = fields.filter { $0.isHTML == asHTML }
        if some.isEmpty { continue }
        let rendered = try stack.rendered(some, of: kind, notification.data, asHTML: asHTML)
        record += "##### \(notification.name)\n" + rendered
        if let limit = Self.limits[kind] {
          for field in rendered.split(separator: "=== ") {
            #expect(field.utf8.count <= limit, "\(kind) \(notification.name) \(field.prefix { $0 != "\n" })")
          }
        }
        #expect(!rendered.contains("localhost") && !rendered.contains("<no value>"))
      }
    }
    if record.isEmpty { return #expect([.webhook, .incidentio].contains(kind)) }
    let difference = Golden.difference(record, Repository.file("Tests/EndToEnd/notifications/\(kind).txt"))
    #expect(difference == nil, Comment(rawValue: difference ?? ""))
  }

  /// Characters beyond which a service cuts a message off, or refuses it.
  private static let limits: [ReceiverKind: Int] = [
    .pushover: 1024, .telegram: 4096, .discord: 4096, .webex: 7439, .opsgenie: 15_000, .rocketchat: 5000,
    .victorops: 20_480,
  ]

  /// Where no address is known, or only this machine's own, a message has no link but to its runbook's path.
  @Test(arguments: ["", "urls: { grafana: \"http://localhost:3000\", alertmanager: \"http://127.0.0.1:9093\" }\n"])
  func linksToNothingUnknown(urls: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Stacks.minimal(adding: urls + "logging: {}\ntracing: {}\n"), to: "pharos.yml")
    let stack = try NotifiedStack(folder.file("pharos.yml").path)
    for notification in SampleNotifications.all(withAddresses: false) {
      let text = try stack.rendered(try stack.fields(of: "slack"), of: .slack, notification.data, asHTML: false)
      #expect(!text.contains("://") && text.contains("Runbook: runbooks/"), Comment(rawValue: text))
    }
    let rules = try folder.contents(of: "stack").filter { $0.key.hasPrefix("prometheus/rules/") }
    #expect(rules.values.allSatisfy { !String(decoding: $0, as: UTF8.self).contains("localhost") })
  }
}

/// A generated stack and the templates of its notifications.
private struct NotifiedStack {
  struct Field {
    var name: String
    var text: String
    var isHTML: Bool
  }

  private let folder: TemporaryFolder
  private let templates: String
  private let receivers: [AlertmanagerReceiver]

  init(_ spec: String) throws {
    folder = try TemporaryFolder()
    let path = spec.hasPrefix("/") ? spec : Repository.file(spec).path
    let home = spec.hasPrefix("/") ? URL(fileURLWithPath: spec).deletingLastPathComponent() : folder.url
    let output = home.appendingPathComponent("stack")
    let result = try Tool.run(Tool.pharos, ["generate", path, "--output", output.path], in: home)
    #expect(result.status == 0, Comment(rawValue: result.all))
    let files = output.appendingPathComponent("alertmanager")
    templates = try String(contentsOf: files.appendingPathComponent("templates/pharos.tmpl"), encoding: .utf8)
    let source = SourceFile(
      name: "alertmanager.yml",
      text: try String(contentsOf: files.appendingPathComponent("alertmanager.yml"), encoding: .utf8))
    receivers = AlertmanagerFile(try #require(YAMLDocuments.readSingle(source).root), in: source).receivers
    try folder.write(templates, to: "pharos.tmpl")
  }

  /// The fields of a receiver that are templates, by their places.
  func fields(of receiver: String) throws -> [Field] {
    let integration = try #require(receivers.first { $0.name.value == receiver }?.integrations.first)
    var fields: [Field] = []
    func collect(_ node: Node, _ name: String) {
      if let text = node.text, text.contains("{{") {
        let isHTML =
          integration.kind == "email" && name == "html" || integration.kind == "telegram" && name == "message"
        fields.append(Field(name: name, text: text, isHTML: isHTML))
      }
      for entry in node.mapping ?? [] {
        collect(entry.value, name.isEmpty ? entry.key.text ?? "" : "\(name).\(entry.key.text ?? "")")
      }
      for (index, item) in (node.sequence ?? []).enumerated() { collect(item, "\(name).\(index)") }
    }
    collect(integration.node, "")
    return fields
  }

  /// By amtool; our evaluator must give the same.
  func rendered(_ fields: [Field], of kind: ReceiverKind, _ notification: NotificationData, asHTML: Bool) throws
    -> String
  {
    let text = fields.map { "=== \($0.name)\n\($0.text)\n" }.joined()
    let data = try TemporaryFolder()
    try data.write(try notification.json, to: "data.json")
    let result = try Tool.run(
      "amtool",
      [
        "template", "render", "--template.glob", folder.file("pharos.tmpl").path, "--template.data",
        data.file("data.json").path, "--template.type", asHTML ? "html" : "text", "--template.text", text,
      ])
    #expect(result.status == 0, Comment(rawValue: result.all))
    #expect(try evaluated(text, of: kind, notification, asHTML: asHTML) == result.output)
    return result.output
  }

  /// Of the templates those that belong to one kind, or to all.
  private func evaluated(
    _ text: String, of kind: ReceiverKind, _ notification: NotificationData, asHTML: Bool
  ) throws -> String {
    let others = ReceiverKind.allCases.filter { $0 != kind }.map { "{{ define \"pharos.\($0)." }
    let parts = templates.trimmingCharacters(in: .whitespacesAndNewlines).components(separatedBy: "\n\n{{ define ")
    let definitions = parts.enumerated().map { $0 == 0 ? $1 : "{{ define " + $1 }.filter { part in
      !others.contains { part.hasPrefix($0) }
    }
    return try AlertTemplate(definitions.joined() + text, dialect: .alertmanager).render(notification, asHTML: asHTML)
  }
}

/// Notifications with whatever a receiver may take for markup.
private enum SampleNotifications {
  static var all: [(name: String, data: NotificationData)] { all(withAddresses: true) }

  static func all(withAddresses: Bool) -> [(name: String, data: NotificationData)] {
    let one = alerts(1, "HighErrorRate", "critical", ["service": "api"], withAddresses) { _ in
      (["endpoint": "/orders/{id}"], "7.3% of the requests to api fail", "7.3%")
    }
    let two = alerts(2, "NodeFilesystemAlmostFull", "critical", ["component": "node"], withAddresses) { index in
      let mountpoint = ["/srv/a_b*c<d>&`e`|f", "/data [old] \"x\" #1 ~y~ (z)!"][index]
      return (
        ["instance": "host-\(index + 1)", "mountpoint": mountpoint], "\(mountpoint) is 9\(index + 1)% full",
        "9\(index + 1)%"
      )
    }
    let twenty = alerts(20, "ContainerRestarting", "warning", ["component": "cadvisor"], withAddresses) { index in
      (
        ["name": "shop-worker_\(index + 1)"], "The container shop-worker_\(index + 1) has restarted \(index + 4) times",
        nil
      )
    }
    let objective = alerts(
      1, "ErrorBudgetBurn", "critical", ["service": "api", "objective": "availability"], withAddresses
    ) { _ in
      (["window": "1h"], "The error budget of api's availability burns\ntoo fast", "2.1%")
    }
    return [
      ("one firing", data(one)), ("two firing", data(two)), ("twenty firing", data(twenty)),
      ("one resolved", data(one.resolved)), ("two resolved", data(two.resolved)),
      ("twenty resolved", data(twenty.resolved)),
      ("one of two resolved", data([two[0]].resolved + [two[1]])), ("an objective", data(objective)),
    ]
  }

  private static func alerts(
    _ count: Int, _ name: String, _ severity: String, _ owner: [String: String], _ withAddresses: Bool,
    _ part: (Int) -> (labels: [String: String], summary: String, value: String?)
  ) -> [NotificationData.Alert] {
    (0..<count).map { index in
      let (labels, summary, value) = part(index)
      var annotations = [
        "summary": summary, "description": "\(summary). Look at <\(name)> & what it *waits* for.",
        "runbook_url": withAddresses ? "https://wiki.example/runbooks/(\(name)).md" : "runbooks/\(name).md",
        "value": value,
      ].compactMapValues { $0 }
      if withAddresses {
        annotations["dashboard_url"] = "https://grafana.example/d/shop-application?var-service=api&from=now-1h"
      }
      return NotificationData.Alert(
        status: "firing",
        labels: labels.merging(owner) { $1 }.merging([
          "alertname": name, "severity": severity, "team": "platform", "category": "x",
        ]) { $1 },
        annotations: annotations, startsAt: 1_764_424_980 + index * 60, endsAt: 0,
        generatorURL:
          "\(withAddresses ? "https://prometheus.example" : "http://localhost:9090")/graph?g0.expr=up+%3D%3D+0&g0.tab=1"
      )
    }
  }

  private static func data(_ alerts: [NotificationData.Alert]) -> NotificationData {
    let names = ["alertname", "severity", "service", "component", "objective"]
    return NotificationData(
      receiver: "r", alerts: alerts, groupLabels: alerts[0].labels.filter { names.contains($0.key) },
      externalURL: alerts[0].generatorURL.contains("localhost")
        ? "http://localhost:9093" : "https://alertmanager.example")
  }
}

extension [NotificationData.Alert] {
  fileprivate var resolved: Self {
    map { alert in
      var alert = alert
      alert.status = "resolved"
      alert.endsAt = alert.startsAt + 900
      return alert
    }
  }
}

extension NotificationData {
  /// As `amtool template render` reads it: <https://pkg.go.dev/github.com/prometheus/alertmanager/template#Data>.
  fileprivate var json: String {
    get throws {
      func time(_ seconds: Int) -> String {
        seconds == 0 ? "0001-01-01T00:00:00Z" : Date(timeIntervalSince1970: Double(seconds)).ISO8601Format()
      }
      let alerts = alerts.map { alert -> [String: Any] in
        [
          "status": alert.status, "labels": alert.labels, "annotations": alert.annotations,
          "startsAt": time(alert.startsAt),
          "endsAt": time(alert.endsAt), "generatorURL": alert.generatorURL,
        ]
      }
      let tree: [String: Any] = [
        "receiver": receiver, "status": status, "alerts": alerts, "groupLabels": groupLabels,
        "commonLabels": commonLabels,
        "commonAnnotations": commonAnnotations, "externalURL": externalURL,
      ]
      return String(decoding: try JSONSerialization.data(withJSONObject: tree), as: UTF8.self)
    }
  }
}
