/// Which labels the series of a result carry: each one always, sometimes or never.
///
/// "Sometimes" is the answer wherever the expression alone cannot tell; `always` and `never` hold whatever is stored.
public struct LabelFlow: Sendable, Equatable {
  /// How much can be said of a label.
  public enum Presence: String, Sendable, CaseIterable { case always, sometimes, never }

  /// What in the expression decides that a label is not there.
  public struct Reason: Sendable, Equatable {
    /// Continues a sentence about the label: "is removed by `sum by (job)`".
    public var text: String
    /// UTF-8 byte offsets of what decides it.
    public var range: Range<Int>
  }

  /// Labels that every series carries; the value where a matcher fixes it.
  private var always: [String: String?] = [:]
  /// All labels that may be there, those of `always` among them; nil for any.
  private var possible: Set<String>?
  /// Labels that are not there although `possible` allows any.
  private var removed: [String: Reason] = [:]
  /// Why labels outside of `possible` are not there.
  private var closing: Reason?

  /// Any label may be there.
  public static let anything = LabelFlow()

  /// No labels at all.
  static func nothing(_ reason: Reason?) -> LabelFlow {
    var flow = LabelFlow()
    flow.possible = []
    flow.closing = reason
    return flow
  }

  // MARK: Asking

  /// Whether the series of the result carry a label.
  public func presence(of label: String) -> Presence {
    if always[label] != nil { return .always }
    if removed[label] != nil { return .never }
    return possible?.contains(label) ?? true ? .sometimes : .never
  }

  /// The one value that a label has on every series, where the expression fixes it.
  public func value(of label: String) -> String? { always[label] ?? nil }

  /// Why a label is never there; nil when it can be.
  public func absence(of label: String) -> Reason? {
    guard presence(of: label) == .never else { return nil }
    return removed[label] ?? closing
  }

  /// Labels on every series, sorted; the metric's name is not among them.
  public var guaranteed: [String] { always.keys.filter { $0 != Self.metricName }.sorted() }

  /// All labels that can be there, sorted; nil when any can that is not in `excluded`.
  public var all: [String]? { possible.map { $0.filter { $0 != Self.metricName }.sorted() } }

  /// Labels that are known not to be there although any other may, sorted.
  public var excluded: [String] { removed.keys.filter { $0 != Self.metricName }.sorted() }

  /// Whether the result keeps the name of its metric.
  public var keepsMetricName: Bool { presence(of: Self.metricName) != .never }

  static let metricName = "__name__"

  // MARK: Changing

  mutating func require(_ label: String, value: String? = nil) {
    removed[label] = nil
    possible?.insert(label)
    always[label] = .some(value ?? self.value(of: label))
  }

  mutating func allow(_ label: String) {
    removed[label] = nil
    possible?.insert(label)
    always[label] = nil
  }

  mutating func remove(_ label: String, _ reason: Reason) {
    guard presence(of: label) != .never else { return }
    always[label] = nil
    possible?.remove(label)
    removed[label] = reason
  }

  /// Keeps these and nothing else.
  mutating func keep(_ labels: [String], _ reason: Reason) {
    let kept = Set(labels).filter { presence(of: $0) != .never }
    // What was lost earlier keeps its own reason.
    if let before = possible, let earlier = closing {
      for label in labels where !before.contains(label) && removed[label] == nil { removed[label] = earlier }
    }
    always = always.filter { kept.contains($0.key) }
    possible = kept
    closing = reason
  }

  /// Only these labels are known to exist.
  mutating func close(_ labels: Set<String>, _ reason: Reason) {
    possible = labels.union(always.keys).subtracting(removed.keys)
    closing = reason
  }

  /// What holds for a series that may come from either side.
  func union(_ other: LabelFlow) -> LabelFlow {
    var result = LabelFlow()
    result.always = always.filter { other.always[$0.key] != nil }.mapValues { $0 }
    for (label, value) in result.always where value != other.value(of: label) { result.always[label] = .some(nil) }
    if let mine = possible, let theirs = other.possible {
      result.possible = mine.union(theirs)
      result.closing = closing
    }
    result.removed = removed.filter { other.presence(of: $0.key) == .never }
    for (label, reason) in other.removed where presence(of: label) == .never && result.removed[label] == nil {
      result.removed[label] = reason
    }
    return result
  }

  /// Labels known to be on the other side of a match too, with the same values.
  mutating func share(_ other: LabelFlow, where isMatched: (String) -> Bool) {
    for (label, value) in other.always where isMatched(label) && presence(of: label) != .never {
      require(label, value: value)
    }
  }

  /// Labels that must be missing here because the other side, which has to match, cannot carry them.
  mutating func shareAbsence(_ other: LabelFlow, where isMatched: (String) -> Bool) {
    if let theirs = other.possible {
      if let mine = possible {
        for label in mine where !theirs.contains(label) && isMatched(label) && always[label] == nil {
          remove(label, other.absence(of: label) ?? Reason(text: "is on one side only", range: 0..<0))
        }
      } else if isMatched("") {
        // Nothing is exempt by name: only what the other side can carry is left.
        possible = theirs.union(always.keys)
        closing = other.closing
      }
    }
    for (label, reason) in other.removed where isMatched(label) && always[label] == nil { remove(label, reason) }
  }

  /// Every label that is always there.
  var fixed: [(label: String, value: String?)] { always.map { ($0.key, $0.value) }.sorted { $0.label < $1.label } }

  /// Every label that can be there, nil for any.
  var candidates: Set<String>? { possible }
}
