/// What Alertmanager gives the templates of a notification.
///
/// <https://github.com/prometheus/alertmanager/blob/main/template/template.go> (`Data`); times are whole seconds.
public struct NotificationData: Sendable {
  /// One alert of the group.
  public struct Alert: Sendable {
    /// `firing` or `resolved`.
    public var status: String
    /// Its labels, `alertname` among them.
    public var labels: [String: String]
    /// Its annotations as Prometheus filled them in.
    public var annotations: [String: String]
    /// Seconds since 1970, UTC.
    public var startsAt: Int
    /// Seconds since 1970, UTC.
    public var endsAt: Int
    /// Where the expression can be seen.
    public var generatorURL: String

    /// An alert.
    public init(
      status: String, labels: [String: String], annotations: [String: String], startsAt: Int, endsAt: Int,
      generatorURL: String
    ) {
      self.status = status
      self.labels = labels
      self.annotations = annotations
      self.startsAt = startsAt
      self.endsAt = endsAt
      self.generatorURL = generatorURL
    }
  }

  /// The name of the receiver.
  public var receiver: String
  /// In the order of their labels.
  public var alerts: [Alert]
  /// The labels by which the route groups, with their values.
  public var groupLabels: [String: String]
  /// Where people open Alertmanager.
  public var externalURL: String

  /// A notification of some alerts.
  public init(receiver: String, alerts: [Alert], groupLabels: [String: String], externalURL: String) {
    self.receiver = receiver
    self.alerts = alerts
    self.groupLabels = groupLabels
    self.externalURL = externalURL
  }

  /// `firing` for as long as one of its alerts is.
  public var status: String { alerts.contains { $0.status == "firing" } ? "firing" : "resolved" }
  /// What the labels of all alerts agree on.
  public var commonLabels: [String: String] { common(\.labels) }
  /// What the annotations of all alerts agree on.
  public var commonAnnotations: [String: String] { common(\.annotations) }

  private func common(_ path: KeyPath<Alert, [String: String]>) -> [String: String] {
    guard let first = alerts.first else { return [:] }
    return first[keyPath: path].filter { name, value in alerts.allSatisfy { $0[keyPath: path][name] == value } }
  }
}

/// The fields and methods of what a notification consists of.
extension GoValue {
  /// - Throws: where there is none of that name, or it takes other arguments.
  func notified(_ name: String, _ arguments: [GoValue]) throws(Builtins.Failure) -> GoValue {
    if case .labels(let labels) = self, name == "Remove" { return try labels.removing(arguments) }
    guard arguments.isEmpty else {
      if case .time(let time) = self { return try time.method(name, arguments) }
      throw .evaluation("“\(name)” takes no arguments")
    }
    switch (self, name) {
    case (.notification(let data), _): return try data.field(name)
    case (.alerts(let alerts), "Firing"): return .alerts(alerts.filter { $0.status == "firing" })
    case (.alerts(let alerts), "Resolved"): return .alerts(alerts.filter { $0.status == "resolved" })
    case (.alert(let alert), _): return try alert.field(name)
    case (.labels(let labels), "SortedPairs"): return .pairs(labels.sortedPairs)
    case (.labels(let labels), "Names"): return .names(labels.sortedPairs.map(\.name))
    case (.labels(let labels), "Values"): return .names(labels.sortedPairs.map(\.value))
    case (.labels(let labels), _): return .string(labels[name] ?? "")
    case (.pairs(let pairs), "Names"): return .names(pairs.map(\.name))
    case (.pairs(let pairs), "Values"): return .names(pairs.map(\.value))
    case (.pair(let pair), "Name"): return .string(pair.name)
    case (.pair(let pair), "Value"): return .string(pair.value)
    case (.time(let time), _): return try time.method(name, [])
    default: throw .evaluation("a \(typeName) has no “\(name)”")
    }
  }
}

/// A label with its value.
struct GoPair: Sendable {
  var name: String
  var value: String
}

extension [String: String] {
  /// `alertname` first, then by name: `KV.SortedPairs`.
  fileprivate var sortedPairs: [GoPair] {
    let pairs = sortedByKey.map { GoPair(name: $0.key, value: $0.value) }
    return pairs.filter { $0.name == "alertname" } + pairs.filter { $0.name != "alertname" }
  }

  fileprivate func removing(_ arguments: [GoValue]) throws(Builtins.Failure) -> GoValue {
    guard arguments.count == 1, case .names(let names) = arguments[0] else {
      throw .evaluation("“Remove” takes a list of names")
    }
    return .labels(filter { !names.contains($0.key) })
  }
}

extension NotificationData {
  fileprivate func field(_ name: String) throws(Builtins.Failure) -> GoValue {
    switch name {
    case "Receiver": return .string(receiver)
    case "Status": return .string(status)
    case "Alerts": return .alerts(alerts)
    case "GroupLabels": return .labels(groupLabels)
    case "CommonLabels": return .labels(commonLabels)
    case "CommonAnnotations": return .labels(commonAnnotations)
    case "ExternalURL": return .string(externalURL)
    default: throw .unsupported("“\(name)” of a notification")
    }
  }
}

extension NotificationData.Alert {
  fileprivate func field(_ name: String) throws(Builtins.Failure) -> GoValue {
    switch name {
    case "Status": return .string(status)
    case "Labels": return .labels(labels)
    case "Annotations": return .labels(annotations)
    case "StartsAt": return .time(GoTime(seconds: startsAt))
    case "EndsAt": return .time(GoTime(seconds: endsAt))
    case "GeneratorURL": return .string(generatorURL)
    default: throw .unsupported("“\(name)” of an alert")
    }
  }
}
