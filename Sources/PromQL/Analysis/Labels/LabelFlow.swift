/// Which labels the series of a result carry: each one always, sometimes or never.
///
/// "Sometimes" is the answer wherever the expression alone cannot tell; `always` and `never` hold whatever is stored.
public struct LabelFlow: Sendable, Equatable {
  /// How much can be said of a label.
  public enum Presence: String, Sendable, CaseIterable { case always, sometimes, never }

  /// Labels that every series carries; the value where a matcher fixes it.
  private var always = LabelMap<String?>()
  /// All labels that may be there, those of `always` among them; nil for any.
  private var possible: LabelSet?
  /// Labels that are not there although `possible` allows any.
  private var removed = LabelMap<Reason>()
  /// Why labels outside of `possible` are not there.
  private var closing: Reason?
  /// Labels that series of this kind carry, though the expression does not say so: those of a target, of what it exposes.
  private var usual = LabelSet([])
  /// What nobody knows yet may have dropped any label.
  private var isLoose = false

  /// Any label may be there.
  public static let anything = LabelFlow(certain: 0)

  /// - Parameter certain: how many labels will be known to be there.
  init(certain: Int) { always.reserve(certain) }

  /// No labels at all.
  static func nothing(_ reason: Reason?) -> LabelFlow {
    var flow = LabelFlow(certain: 0)
    flow.possible = LabelSet([])
    flow.closing = reason
    return flow
  }

  // MARK: Asking

  /// Whether the series of the result carry a label.
  public func presence(of label: String) -> Presence {
    if always.contains(label) { return .always }
    if removed.contains(label) { return .never }
    return possible?.contains(label) ?? true ? .sometimes : .never
  }

  /// The one value that a label has on every series, where the expression fixes it.
  public func value(of label: String) -> String? { always[label] ?? nil }

  /// Whether a label is never there, and something tells why.
  func isExcluded(_ label: String) -> Bool {
    presence(of: label) == .never && (closing != nil || removed.contains(label))
  }

  /// Why a label is never there; nil when it can be.
  public func absence(of label: String) -> Reason? {
    guard presence(of: label) == .never else { return nil }
    return removed[label] ?? closing
  }

  /// Labels on every series, sorted; the metric's name is not among them.
  public var guaranteed: [String] { always.elements.map(\.label).filter { $0 != Self.metricName }.sorted() }

  /// All labels that can be there, sorted; nil when any can that is not in `excluded`.
  public var all: [String]? { possible.map { $0.labels.filter { $0 != Self.metricName }.sorted() } }

  /// Labels that are known not to be there although any other may, sorted.
  public var excluded: [String] { removed.elements.map(\.label).filter { $0 != Self.metricName }.sorted() }

  /// Labels of which something else is known than of most, among others.
  public var named: Set<String> {
    Set(always.elements.map(\.label)).union(removed.elements.map(\.label)).union(possible?.labels ?? [])
  }

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

  /// Any label may be gone but these.
  mutating func loosen(keeping labels: [String] = []) {
    always.keep { labels.contains($0) }
    usual = LabelSet(labels.filter(usual.contains))
    isLoose = true
  }

  /// The series carry these, as far as what made them is as usual.
  mutating func expect(_ labels: LabelSet) { usual = labels }

  /// Keeps these and nothing else.
  mutating func keep(_ labels: [String], _ reason: Reason) {
    let isAllKept = labels.allSatisfy { presence(of: $0) != .never }
    let kept = LabelSet(isAllKept ? labels : labels.filter { presence(of: $0) != .never })
    // What was lost earlier keeps its own reason.
    if let before = possible, let earlier = closing {
      for label in labels where !before.contains(label) && !removed.contains(label) {
        removed[label] = earlier
      }
    }
    always.keep { kept.contains($0) }
    possible = kept
    isLoose = false
    closing = reason
  }

  /// Only these labels are known to exist.
  mutating func close(_ labels: Set<String>, _ reason: Reason) {
    var open = LabelSet(Array(labels.filter { !removed.contains($0) }))
    open.insert(always.elements.lazy.map(\.label))
    possible = open
    closing = reason
  }

  /// What holds for a series that may come from either side.
  func union(_ other: LabelFlow) -> LabelFlow {
    var result = LabelFlow(certain: 0)
    for (label, value) in always.elements where other.always.contains(label) {
      result.always[label] = .some(value == other.value(of: label) ? value : nil)
    }
    if let mine = possible, let theirs = other.possible {
      result.possible = LabelSet(mine.labels + theirs.labels)
      result.closing = closing
    }
    result.usual = LabelSet(usual.labels.filter(other.usual.contains))
    result.removed = removed
    result.removed.keep { other.presence(of: $0) == .never }
    for (label, reason) in other.removed.elements
    where presence(of: label) == .never && !result.removed.contains(label) {
      result.removed[label] = reason
    }
    return result
  }

  /// Labels known to be on the other side of a match too, with the same values.
  mutating func share(_ other: LabelFlow, where isMatched: (String) -> Bool) {
    for (label, value) in other.always.elements where isMatched(label) && presence(of: label) != .never {
      require(label, value: value)
    }
  }

  /// Labels that must be missing here because the other side, which has to match, cannot carry them.
  mutating func shareAbsence(_ other: LabelFlow, where isMatched: (String) -> Bool) {
    if let theirs = other.possible {
      if let mine = possible {
        for label in mine.labels where !theirs.contains(label) && isMatched(label) && !always.contains(label) {
          remove(label, other.absence(of: label) ?? Reason(cause: .oneSided, range: 0..<0))
        }
      } else if isMatched("") {
        // Nothing is exempt by name: only what the other side can carry is left.
        var open = theirs
        open.insert(always.elements.lazy.map(\.label))
        possible = open
        closing = other.closing
      }
    }
    for (label, reason) in other.removed.elements where isMatched(label) && !always.contains(label) {
      remove(label, reason)
    }
  }

  /// Every label that is always there.
  var certain: some Sequence<String> { always.elements.lazy.map(\.label) }

  /// Labels that have one value here and another one there.
  func differing(from other: LabelFlow) -> [String] {
    always.elements.compactMap { label, value in
      guard let value, let theirs = other.value(of: label) else { return nil }
      return value == theirs ? nil : label
    }
  }

  /// The first label of what usually makes such series, as far as the expression keeps them, for which something holds.
  func firstExpected(where holds: (String) -> Bool) -> String? {
    usual.labels.first { presence(of: $0) == .sometimes && holds($0) }
  }

  /// All labels that the expression keeps of those a series may have; nil where that is not known.
  var candidates: [String]? { isLoose ? nil : possible?.labels }
}
