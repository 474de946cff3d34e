extension Expr {
  /// Whether its values certainly lie between 0 and 1: they are parts divided by the whole that the part belongs to, as far as the
  /// shape tells, how much of the time something was up, or a record of such a share by its name.
  ///
  /// A part selects no more series of the same counter than its whole, or is a term of the sum that the whole is.
  public var isShare: Bool {
    switch unwrapped {
    case .selector(let node): node.isNamedLikeShare
    case .rangeSelector(let node): node.selector.isNamedLikeShare
    case .aggregation(let node): node.isShare
    case .call(let node): node.isShare
    case .binary(let node): node.isShare
    default: false
    }
  }

  /// 0 or 1 at any time.
  fileprivate var isSwitch: Bool {
    switch unwrapped {
    case .selector(let node): node.isSwitch
    case .rangeSelector(let node): node.selector.isSwitch
    default: false
    }
  }

  /// What a comparison passes on, `total` of `total > 0`.
  fileprivate var compared: Expr {
    guard case .binary(let node) = unwrapped, node.isFilter else { return unwrapped }
    return node.lhs.unwrapped
  }

  fileprivate func isPart(of whole: Expr) -> Bool {
    switch (unwrapped, whole.unwrapped) {
    case (.aggregation(let part), .aggregation(let whole)):
      part.aggregator == .sum && whole.aggregator == .sum && part.groups == whole.groups
        && part.operand.isPart(of: whole.operand)
    case (.call(let part), .call(let whole)):
      ["rate", "increase"].contains(part.function.name) && part.function.name == whole.function.name
        && zip(part.arguments, whole.arguments).allSatisfy { $0.isPart(of: $1) }
    case (.rangeSelector(let part), .rangeSelector(let whole)):
      part.duration.description == whole.duration.description && part.selector.isPart(of: whole.selector)
    case (.selector(let part), .selector(let whole)): part.isNamedLikePart(of: whole)
    case (let part, .binary(let sum)) where sum.op == .add && sum.matching == nil:
      part.isPart(of: sum.lhs) && sum.rhs.isRise || part.isPart(of: sum.rhs) && sum.lhs.isRise
    default: false
    }
  }

  /// Whether it is the rise of counters, which is never negative.
  private var isRise: Bool {
    switch unwrapped {
    case .aggregation(let node): node.aggregator == .sum && node.operand.isRise
    case .call(let node): ["rate", "increase"].contains(node.function.name)
    default: false
    }
  }
}

extension Aggregation {
  fileprivate var isShare: Bool {
    switch aggregator {
    case .avg: operand.isShare || operand.isSwitch
    case .min, .max, .topk, .bottomk, .quantile, .limitk, .limitRatio: operand.isShare
    default: false
    }
  }

  /// How it groups, in whatever order its labels are written.
  var groups: [String] {
    guard let grouping else { return [] }
    return [grouping.isWithout ? "without" : "by"] + grouping.labels.map(\.name).sorted()
  }
}

extension Call {
  fileprivate var isShare: Bool {
    guard let argument = arguments.last else { return false }
    switch function.name {
    case "avg_over_time": return argument.isSwitch
    case "min_over_time", "max_over_time", "last_over_time": return argument.isShare
    default: return false
    }
  }
}

extension BinaryOperation {
  fileprivate var isShare: Bool {
    switch op {
    case .divide: matching?.cardinality ?? .oneToOne == .oneToOne && lhs.isPart(of: rhs.compared)
    case .subtract: lhs.constant == 1 && rhs.isShare
    case .and, .unless: lhs.isShare
    default: isFilter && lhs.isShare
    }
  }
}

extension VectorSelector {
  private static let words: Set<Substring> = [
    "error", "errors", "failure", "failures", "failed", "success", "availability", "sli",
  ]

  /// A record of a share by its name: what fails or succeeds is a part of a whole, other ratios may be anything.
  fileprivate var isNamedLikeShare: Bool {
    guard let metricName, metricName.hasColon else { return false }
    let parts = metricName.parts(between: ":")
    guard parts.count > 1, parts.last!.hasPrefix("ratio") else { return false }
    return parts.contains { $0.parts(between: "_").contains(where: Self.words.contains) }
  }

  private static let parts: Set<String> = ["avail", "available", "free"]
  private static let wholes: Set<String> = ["size", "total", "capacity"]

  /// Whether the two are what is left of something and all of it, by their names:
  /// `node_filesystem_avail_bytes` and `node_filesystem_size_bytes`.
  fileprivate func isNamedLikePart(of whole: VectorSelector) -> Bool {
    guard isOfNow, whole.isOfNow, hasMatchers(of: whole), let part = metricName?.nameWords,
      part.contains(where: Self.parts.contains), let all = whole.metricName?.nameWords
    else { return false }
    // All of it may go without a word of its own: `node_filesystem_files`.
    if part.count == all.count + 1 {
      guard let place = part.indices.first(where: { $0 == all.endIndex || part[$0] != all[$0] }) else { return false }
      return Self.parts.contains(part[place]) && part[(place + 1)...].elementsEqual(all[place...])
    }
    guard part.count == all.count else { return false }
    let differing = part.indices.filter { part[$0] != all[$0] }
    return differing.count == 1 && Self.parts.contains(part[differing[0]]) && Self.wholes.contains(all[differing[0]])
  }

  fileprivate func isPart(of whole: VectorSelector) -> Bool {
    metricName != nil && metricName == whole.metricName && hasMatchers(of: whole) && isOfNow && whole.isOfNow
  }

  /// Whether it selects no more than the other, but for the metric.
  private func hasMatchers(of whole: VectorSelector) -> Bool {
    whole.matchers.allSatisfy { theirs in
      theirs.name == "__name__" || matchers.contains { $0.isSame(as: theirs) }
    }
  }

  /// Whether it is read at the time of the evaluation, as everything is that says nothing else.
  var isOfNow: Bool { timing.offset == nil && timing.at == nil && timing.rangeExtension == nil }
}

extension String {
  /// The words of a metric's name in small letters, also where capitals divide them: `node_memory_MemFree_bytes` has five.
  fileprivate var nameWords: [String] {
    var words: [String] = []
    var word: [UInt8] = []
    func end() {
      words.append(String(decoding: word, as: UTF8.self))
      word.removeAll(keepingCapacity: true)
    }
    var wasSmall = false
    for byte in utf8 {
      let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      if byte == UInt8(ascii: "_") || isCapital && wasSmall { end() }
      if byte != UInt8(ascii: "_") { word.append(isCapital ? byte | 0x20 : byte) }
      wasSmall = !isCapital && byte != UInt8(ascii: "_")
    }
    end()
    return words
  }
}
