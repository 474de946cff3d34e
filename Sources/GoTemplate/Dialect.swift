/// Whose templates are meant: they differ in functions and data.
public enum Dialect: String, Hashable, Sendable, CaseIterable {
  /// Annotations and labels of alerting rules: `$labels`, `$value`, `$externalLabels`, `$externalURL`.
  case prometheus
  /// Notifications: `.Alerts`, `.CommonLabels`, `.GroupLabels` and so on.
  case alertmanager

  /// The functions there are, by name.
  var functions: [String: Function] {
    switch self {
    case .prometheus: Self.prometheusFunctions
    case .alertmanager: Self.alertmanagerFunctions
    }
  }

  /// The data, which is the dot and `$` at the start.
  var data: Shape { .record(self == .prometheus ? .rule : .notification) }

  /// Variables that every template of the dialect begins with, the data among them.
  var variables: [(name: String, shape: Shape)] {
    switch self {
    case .prometheus: Self.prometheusVariables
    case .alertmanager: [("$", data)]
    }
  }

  private static let prometheusVariables: [(name: String, shape: Shape)] = [
    ("$", Dialect.prometheus.data), ("$labels", .labels(.alert)), ("$externalLabels", .labels(.external)),
    ("$externalURL", .text), ("$value", .float),
  ]
}

/// A function's signature.
struct Function: Sendable {
  enum Parameter: Sendable {
    case any, text, integer, boolean, time, samples, sample, names, list
    /// What `humanize` and its like convert: a number, or a string that holds one.
    case numeric
    /// What has a length; what can be cut; what has an order; what can be called.
    case measurable, sliceable, ordered, callable

    /// Whether a value may be given; what is not known may.
    func accepts(_ shape: Shape) -> Bool {
      if shape == .unknown { return true }
      return switch self {
      case .any: true
      case .text: shape == .text
      case .integer: shape == .integer
      case .boolean: shape == .boolean
      case .time: shape == .time
      case .samples: if case .list(.record(.sample)) = shape { true } else { false }
      case .sample: if case .record(.sample) = shape { true } else { false }
      case .names: shape == .names
      case .list: shape == .list(.unknown)
      case .numeric, .ordered: [.text, .integer, .float].contains(shape) || self == .ordered && shape == .markup
      case .sliceable: [.text, .markup, .names, .pairs, .alerts].contains(shape) || shape.isList
      case .measurable: Parameter.sliceable.accepts(shape) || shape.isMap
      case .callable: false
      }
    }

    var name: String {
      switch self {
      case .any: "any value"
      case .text: "a string"
      case .integer: "an integer"
      case .boolean: "a boolean"
      case .time: "a time"
      case .samples: "a query's result"
      case .sample: "a query's sample"
      case .names: "a list of strings"
      case .list: "a list"
      case .numeric: "a number"
      case .measurable: "a string, a list or a map"
      case .sliceable: "a string or a list"
      case .ordered: "a number or a string"
      case .callable: "a function"
      }
    }
  }

  var parameters: [Parameter]
  /// The kind of any further arguments, where there may be some.
  var rest: Parameter?
  var result: Shape
  /// The first version with it, where that is newer than Prometheus 2.42 or Alertmanager 0.25.
  var since: String?

  init(_ parameters: Parameter..., rest: Parameter? = nil, returns result: Shape = .text, since: String? = nil) {
    self.parameters = parameters
    self.rest = rest
    self.result = result
    self.since = since
  }

  func accepts(count: Int) -> Bool { rest == nil ? count == parameters.count : count >= parameters.count }

  /// `2 arguments`, for messages.
  var arity: String {
    let count = "\(parameters.count) argument\(parameters.count == 1 ? "" : "s")"
    return rest == nil ? count : "at least " + count
  }
}
