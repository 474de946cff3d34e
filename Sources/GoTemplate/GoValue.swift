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

  /// What `if`, `and`, `or` and `not` go by. NaN is not zero, so it counts as true.
  var isTrue: Bool {
    switch self {
    case .null: false
    case .string(let text): !text.isEmpty
    case .integer(let number): number != 0
    case .float(let number): number != 0
    case .boolean(let truth): truth
    case .labels(let labels): !labels.isEmpty
    case .data: true
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
    case .data: "struct"
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
    case .data: nil
    }
  }
}

extension [String: String] {
  /// By bytes, as Go sorts; Swift's own order knows canonical equivalence.
  var sortedByKey: [(key: String, value: String)] {
    sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }
}
