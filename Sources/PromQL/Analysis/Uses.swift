/// A metric that an expression reads.
public struct MetricUse: Sendable {
  /// The metric, its escapes resolved.
  public var name: String
  /// The name as written, without braces.
  public var range: Range<Int>
  /// The selector that names it, with its matchers.
  public var selector: VectorSelector
}

/// A label that an expression names.
public struct LabelUse: Sendable {
  /// Where an expression can name a label.
  public enum Role: Sendable, Equatable {
    /// In braces.
    case matcher
    /// In `by (…)`.
    case by
    /// In `without (…)`.
    case without
    case on
    case ignoring
    /// In `group_left (…)` or `group_right (…)`.
    case include
    /// Made by `label_replace`, `label_join` or `count_values`.
    case destination
    /// Read by `label_replace`, `label_join` or a sort by labels.
    case source

    /// Whether the query is about series that carry the label: it selects, groups or joins by it.
    public var isLookup: Bool { self == .matcher || self == .by || self == .on || self == .include }
  }

  /// The label, its escapes resolved.
  public var name: String
  /// What it is named for.
  public var role: Role
  /// The name as written, quotes included, as UTF-8 byte offsets; empty where the matcher names the metric in quotes.
  public var range: Range<Int>
}

/// A duration that an expression names.
public struct DurationUse: Sendable {
  /// Where an expression can name a duration.
  public enum Role: Sendable, Equatable {
    /// `x[5m]`
    case range
    /// `(…)[1h:]`
    case subquery
    /// `(…)[1h:5m]`
    case step
    case offset
  }

  /// The length, a literal or arithmetic.
  public var duration: DurationExpr
  /// What it is the length of.
  public var role: Role

  /// Where it is written, as UTF-8 byte offsets.
  public var range: Range<Int> { duration.range }
}

extension Expr {
  /// Every selector, in the order of the text.
  public var selectors: [VectorSelector] {
    var found: [VectorSelector] = []
    visit { node in
      switch node {
      case .selector(let selector): found.append(selector)
      case .rangeSelector(let range): found.append(range.selector)
      default: break
      }
    }
    return found
  }

  /// The metrics read, one entry per selector that names one. Selectors by matchers alone have none.
  public var metricNames: [MetricUse] {
    selectors.compactMap { selector in
      guard let name = selector.metricName, let range = selector.metricNameRange else { return nil }
      return MetricUse(name: name, range: range, selector: selector)
    }
  }

  /// Every label named, in the order of the text. The metric name is not among them.
  public var labelsUsed: [LabelUse] {
    var uses: [LabelUse] = []
    func add(_ labels: [LabelReference], _ role: LabelUse.Role) {
      for label in labels where !label.isPlaceholder {
        uses.append(LabelUse(name: label.name, role: role, range: label.range))
      }
    }
    func add(_ argument: Expr?, _ role: LabelUse.Role) {
      guard case .string(let literal)? = argument?.unwrapped else { return }
      uses.append(LabelUse(name: literal.value, role: role, range: literal.range))
    }
    func add(_ selector: VectorSelector) {
      for matcher in selector.matchers where matcher.name != "__name__" {
        uses.append(LabelUse(name: matcher.name, role: .matcher, range: matcher.nameRange))
      }
    }
    visit { node in
      switch node {
      case .selector(let node): add(node)
      case .rangeSelector(let node): add(node.selector)
      case .aggregation(let node):
        if let grouping = node.grouping { add(grouping.labels, grouping.isWithout ? .without : .by) }
        if node.aggregator == .countValues { add(node.parameter, .destination) }
      case .binary(let node):
        guard let matching = node.matching else { break }
        add(matching.labels, matching.isOn ? .on : .ignoring)
        add(matching.include, .include)
      case .call(let node):
        for (index, argument) in node.arguments.enumerated() {
          if let role = node.function.labelRole(at: index) { add(argument, role) }
        }
      default: break
      }
    }
    return uses.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// Every duration in brackets or after `offset`, in the order of the text.
  public var rangesUsed: [DurationUse] {
    var uses: [DurationUse] = []
    func add(_ duration: DurationExpr?, _ role: DurationUse.Role) {
      if let duration { uses.append(DurationUse(duration: duration, role: role)) }
    }
    visit { node in
      switch node {
      case .selector(let node): add(node.timing.offset, .offset)
      case .rangeSelector(let node):
        add(node.duration, .range)
        add(node.selector.timing.offset, .offset)
      case .subquery(let node):
        add(node.duration, .subquery)
        add(node.step, .step)
        add(node.timing.offset, .offset)
      default: break
      }
    }
    return uses.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}

extension Function {
  /// What an argument that names a label is for.
  fileprivate func labelRole(at index: Int) -> LabelUse.Role? {
    switch (name, index) {
    case ("label_replace", 1), ("label_join", 1), ("histogram_quantiles", 1): .destination
    case ("label_replace", 3): .source
    case ("label_join", 3...): .source
    case ("sort_by_label", 1...), ("sort_by_label_desc", 1...): .source
    default: nil
    }
  }
}
