extension LabelFlow {
  /// What in the expression decides that a label is not there.
  public struct Reason: Sendable, Equatable {
    let cause: Cause
    /// UTF-8 byte offsets of what decides it.
    public let range: Range<Int>

    /// Continues a sentence about the label: "is removed by `sum by (job)`".
    public var text: String { cause.text }

    /// Whether an operator drops it because it compares other labels.
    var isOfMatch: Bool {
      if case .removed(_, let clause, _) = cause { return clause == "on" || clause == "ignoring" }
      return false
    }

    /// The metric that is known not to have the label, if that is all.
    public var metric: String? { if case .unlisted(let metric) = cause { metric } else { nil } }
  }

  /// Put into words only when somebody reads them, which is rare.
  enum Cause: Sendable, Equatable {
    /// The metric's name, by a change of its values.
    case sign
    case meaning(of: String)
    /// A catalogue does not have it.
    case unlisted(metric: String)
    case matcher
    /// By an aggregation, or by the operator of a match.
    case removed(by: String, clause: String? = nil, labels: [String] = [])
    case function(String)
    /// `absent` knows only what `=` fixes.
    case unfixed(function: String)
    case emptied
    case oneSided
    case missing

    var text: String {
      switch self {
      case .sign: "is dropped by the sign"
      case .meaning(let operation): "is dropped by `\(operation)`"
      case .unlisted(let metric): "is no label of `\(metric)`"
      case .matcher: "is excluded by its matcher"
      case .removed(let operation, nil, _): "is removed by `\(operation)`"
      case .removed(let operation, let clause?, let labels):
        "is removed by `\(operation) \(clause) (\(labels.joined(separator: ", ")))`"
      case .function(let name): "is not kept by `\(name)`"
      case .unfixed(let name): "is not known to `\(name)`, which carries only what `=` fixes"
      case .emptied: "is emptied by `label_replace`"
      case .oneSided: "is on one side only"
      case .missing: "is not there"
      }
    }
  }
}
