/// Random expressions over a few series, for holding what is said of an expression against what Prometheus makes of it.
struct ExpressionGenerator {
  static let labels = ["job", "i", "zone", "le", "new"]

  /// Series and their values; some lack a label that others have.
  static let series: [(series: String, values: String)] = [
    ("a{job=\"x\", i=\"1\"}", "1+1x10"), ("a{job=\"x\", i=\"2\"}", "0x10"),
    ("a{job=\"y\", i=\"1\", zone=\"eu\"}", "3+2x10"),
    ("b{job=\"x\", i=\"1\"}", "2+1x10"), ("b{job=\"y\", i=\"2\"}", "5x10"), ("b{zone=\"eu\"}", "0x10"),
    ("c{job=\"x\"}", "4x10"), ("c{job=\"y\", zone=\"us\"}", "0+3x10"),
    ("h_bucket{job=\"x\", le=\"1\"}", "0+1x10"), ("h_bucket{job=\"x\", le=\"+Inf\"}", "0+2x10"),
  ]

  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(state: seed) }

  private mutating func pick<T>(_ choices: [T]) -> T { choices[Int(random.next() % UInt64(choices.count))] }

  private mutating func chance(_ percent: UInt64) -> Bool { random.next() % 100 < percent }

  private mutating func names() -> String {
    (0..<Int(random.next() % 3)).map { _ in pick(Self.labels) }.uniqued().joined(separator: ", ")
  }

  private mutating func selector() -> String {
    let name = pick(["a", "a", "b", "b", "c", "h_bucket"])
    var matchers: [String] = []
    for _ in 0..<Int(random.next() % 3) {
      matchers.append(
        pick([
          "job=\"x\"", "job=\"y\"", "job=~\"x|y\"", "zone=\"\"", "zone!=\"\"", "i=~\".+\"", "i!=\"2\"", "zone=~\"eu|\"",
          "zone=\"eu\"", "i=\"1\"", "le!~\".+\"",
        ]))
    }
    return matchers.isEmpty ? name : "\(name){\(matchers.joined(separator: ", "))}"
  }

  private mutating func grouping() -> String {
    chance(25) ? "" : " \(pick(["by", "without"])) (\(names()))"
  }

  mutating func vector(depth: Int) -> String {
    guard depth > 0, !chance(12) else { return selector() }
    let next = depth - 1
    switch random.next() % 16 {
    case 0: return "rate(\(selector())[5m])"
    case 1: return "\(pick(["last_over_time", "max_over_time", "count_over_time", "increase"]))(\(selector())[5m])"
    case 2, 3:
      return "\(pick(["sum", "avg", "min", "max", "count", "group"]))\(grouping()) (\(vector(depth: next)))"
    case 4: return "\(pick(["topk", "bottomk"]))\(grouping()) (2, \(vector(depth: next)))"
    case 5: return "count_values\(grouping()) (\"new\", \(vector(depth: next)))"
    case 6: return "absent(\(chance(70) ? selector() : vector(depth: next)))"
    case 7:
      let (replacement, pattern) = pick([
        ("$1", "(.*)"), ("$1", "(.+)"), ("q", ""), ("", "x"), ("q", "x.*"), ("$1-z", "(x)?"),
      ])
      return "label_replace(\(vector(depth: next)), \"\(pick(Self.labels))\", \"\(replacement)\", "
        + "\"\(pick(Self.labels))\", \"\(pattern)\")"
    case 8:
      return "label_join(\(vector(depth: next)), \"\(pick(Self.labels))\", \"\(pick(["-", ""]))\", "
        + "\"\(pick(Self.labels))\", \"\(pick(Self.labels))\")"
    case 9: return "\(pick(["abs", "ceil", "sort", "timestamp", "clamp_min1"]))(\(vector(depth: next)))".clamped
    case 10: return "histogram_quantile(0.5, \(vector(depth: next)))"
    case 11: return "(\(vector(depth: next)) \(pick(["> 1", ">= bool 1", "* 2", "!= 0", "- 1"])))"
    case 12: return "\(pick(["-", "vector(1) + ", "1 - "]))\(selector())"
    default: return binary(next)
    }
  }

  private mutating func binary(_ depth: Int) -> String {
    let op = pick(["+", "/", "*", "==", "> bool", ">=", "and", "or", "unless", "and", "or"])
    let isSet = ["and", "or", "unless"].contains(op)
    var matching = ""
    if chance(50) {
      matching = " \(pick(["on", "ignoring"])) (\(names()))"
      if !isSet, chance(50) {
        matching += " \(pick(["group_left", "group_right"])) (\(chance(50) ? "" : pick(Self.labels)))"
      }
    }
    return "(\(vector(depth: depth)) \(op)\(matching) \(vector(depth: depth)))"
  }
}

extension String {
  /// `clamp_min` takes a second argument.
  fileprivate var clamped: String {
    hasPrefix("clamp_min1(") ? "clamp_min(" + dropFirst(11).dropLast() + ", 1)" : self
  }
}

extension Array where Element: Hashable {
  fileprivate func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

/// Sebastiano Vigna's generator: the same numbers everywhere.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
