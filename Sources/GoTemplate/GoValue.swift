/// What a template knows of the alert that it is expanded for.
struct RuleData: Sendable {
  var labels: [String: String]
  var externalLabels: [String: String]
  var externalURL: String
  var value: Double
}

/// A value while a template runs.
enum GoValue {
  case null
  case string(String)
  case integer(Int)
  case float(Double)
  case boolean(Bool)
  case labels([String: String])
  case data(RuleData)
  case notification(NotificationData)
  case alerts([NotificationData.Alert])
  case alert(NotificationData.Alert)
  case pairs([GoPair])
  case pair(GoPair)
  case names([String])
  case time(GoTime)

  /// What `if`, `and`, `or` and `not` go by. NaN is not zero, so it counts as true.
  var isTrue: Bool {
    switch self {
    case .null: false
    case .string(let text): !text.isEmpty
    case .integer(let number): number != 0
    case .float(let number): number != 0
    case .boolean(let truth): truth
    case .labels(let labels): !labels.isEmpty
    case .alerts(let alerts): !alerts.isEmpty
    case .pairs(let pairs): !pairs.isEmpty
    case .names(let names): !names.isEmpty
    case .data, .notification, .alert, .pair, .time: true
    }
  }

  /// Go's name of the type, as `printf` shows it where a verb does not fit.
  var typeName: String {
    switch self {
    case .null: "<nil>"
    case .string: "string"
    case .integer: "int"
    case .float: "float64"
    case .boolean: "bool"
    case .labels: "map[string]string"
    case .data, .notification, .alert, .pair: "struct"
    case .alerts, .pairs, .names: "slice"
    case .time: "time.Time"
    }
  }

  /// What `%v` writes; nil for what nobody prints on purpose.
  var text: String? {
    switch self {
    case .null: "<no value>"
    case .string(let text): text
    case .integer(let number): String(number)
    case .float(let number): GoFloat.shortest(number)
    case .boolean(let truth): String(truth)
    case .labels(let labels): "map[" + labels.sortedByKey.map { "\($0.key):\($0.value)" }.joined(separator: " ") + "]"
    case .data, .notification, .alerts, .alert, .pairs, .pair, .names, .time: nil
    }
  }
}

extension GoValue {
  /// What `range` walks over, with the key of each element; nil for what it cannot walk over.
  var elements: [(key: GoValue, element: GoValue)]? {
    switch self {
    case .labels(let labels): labels.sortedByKey.map { (.string($0.key), .string($0.value)) }
    case .alerts(let alerts): alerts.enumerated().map { (.integer($0), .alert($1)) }
    case .pairs(let pairs): pairs.enumerated().map { (.integer($0), .pair($1)) }
    case .names(let names): names.enumerated().map { (.integer($0), .string($1)) }
    default: nil
    }
  }
}

extension [String: String] {
  /// By bytes, as Go sorts; Swift's own order knows canonical equivalence.
  var sortedByKey: [(key: String, value: String)] {
    sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }
}
