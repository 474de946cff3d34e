/// What is known of a value before the template runs.
indirect enum Shape: Hashable, Sendable {
  case unknown, null
  case text, integer, float, boolean, time
  /// What `safeHtml` gives: printed like a string, but no function takes it for one.
  case markup
  /// What `dict` and `args` give.
  case dictionary
  /// A map of strings. Notification templates add methods to it.
  case labels(Labels)
  case list(Shape)
  /// `Strings`, `Pairs` and `Alerts` of Alertmanager: lists with methods.
  case names, pairs, alerts
  case record(Record)

  enum Labels: Hashable, Sendable {
    /// Of the alert itself, which its expression must provide.
    case alert
    case group, common, notified
    case external, annotations, route
    /// Of a series that a query gives, by its index in `AlertTemplate.queries` where it is written out.
    case sample(of: Int?)
  }

  enum Record: Hashable, Sendable {
    /// What Prometheus gives an alerting rule's annotations and labels.
    case rule
    /// One element of a query's result, by the query's index in `AlertTemplate.queries` where it is written out.
    case sample(of: Int?)
    /// What Alertmanager gives a notification.
    case notification
    /// One alert of a notification.
    case alert
    /// A label with its value.
    case pair
  }

  /// What a field or method of a value is.
  enum Member {
    case field(Shape)
    /// A method with so many arguments.
    case method(Int, Shape)
    /// Nothing is known of the value, or of its type's methods.
    case unknown
    case absent
  }

  func member(_ name: String, in dialect: Dialect) -> Member {
    switch self {
    case .unknown, .dictionary: .unknown
    case .time: TimeMethods.named(name)
    case .null, .text, .markup, .integer, .float, .boolean, .list: .absent
    case .labels(let origin): dialect == .alertmanager ? Self.labelMethod(name, origin) ?? .field(.text) : .field(.text)
    case .names: name == "Join" ? .method(1, .text) : .absent
    case .pairs:
      name == "Names" || name == "Values" ? .method(0, .names) : name == "String" ? .method(0, .text) : .absent
    case .alerts: name == "Firing" || name == "Resolved" ? .method(0, .list(.record(.alert))) : .absent
    case .record(let record): record.fields[name].map(Member.field) ?? .absent
    }
  }

  private static func labelMethod(_ name: String, _ origin: Labels) -> Member? {
    switch name {
    case "SortedPairs": .method(0, .pairs)
    case "Names", "Values": .method(0, .names)
    case "Remove": .method(1, .labels(origin))
    case "String": .method(0, .text)
    default: nil
    }
  }

  var isList: Bool { if case .list = self { true } else { false } }
  var isMap: Bool { if case .labels = self { true } else { self == .dictionary } }

  /// What `range` gives: the key and the element.
  var elements: (key: Shape, element: Shape)? {
    switch self {
    case .unknown: (.unknown, .unknown)
    case .labels: (.text, .text)
    case .dictionary: (.text, .unknown)
    case .list(let element): (.integer, element)
    case .names: (.integer, .text)
    case .pairs: (.integer, .record(.pair))
    case .alerts: (.integer, .record(.alert))
    case .integer: (.integer, .integer)
    case .null, .text, .markup, .float, .boolean, .time, .record: nil
    }
  }

  /// For messages.
  var name: String {
    switch self {
    case .unknown: "a value"
    case .null: "nil"
    case .text: "a string"
    case .integer: "an integer"
    case .float: "a floating-point number"
    case .boolean: "a boolean"
    case .time: "a time"
    case .markup: "safe HTML"
    case .dictionary: "a map"
    case .labels: "a set of labels"
    case .list, .names, .pairs, .alerts: "a list"
    case .record(.rule), .record(.notification): "the template's data"
    case .record(.sample): "a query's sample"
    case .record(.alert): "an alert"
    case .record(.pair): "a label with its value"
    }
  }
}

extension Shape.Record {
  // https://github.com/prometheus/prometheus/blob/main/template/template.go (AlertTemplateData, sample)
  // https://github.com/prometheus/alertmanager/blob/main/template/template.go (Data, Alert, Pair)
  fileprivate var fields: [String: Shape] {
    switch self {
    case .rule:
      ["Labels": .labels(.alert), "ExternalLabels": .labels(.external), "ExternalURL": .text, "Value": .float]
    case .sample(let query):
      ["Labels": .labels(.sample(of: query)), "Value": .float]
    case .notification:
      [
        "Receiver": .text, "Status": .text, "Alerts": .alerts, "NotificationReason": .text,
        "GroupLabels": .labels(.group),
        "CommonLabels": .labels(.common), "CommonAnnotations": .labels(.annotations), "RouteLabels": .labels(.route),
        "ExternalURL": .text,
      ]
    case .alert:
      [
        "Status": .text, "Labels": .labels(.notified), "Annotations": .labels(.annotations), "StartsAt": .time,
        "EndsAt": .time,
        "GeneratorURL": .text, "Fingerprint": .text,
      ]
    case .pair:
      ["Name": .text, "Value": .text]
    }
  }
}
