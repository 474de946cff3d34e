/// Makes the inputs.
struct Inputs: Sendable {
  let seed: UInt64
  let corpus: [[UInt8]]

  func input(_ number: Int) -> [UInt8] {
    var random = Random(state: seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
    switch random.next() % 8 {
    case 0: return (0..<Int(random.next() % 40)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    case 1: return (0..<Int(random.next() % 60)).flatMap { _ in Array(random.pick(Self.words).utf8) }
    case 2, 3, 4: return corpus.isEmpty ? Array(generated(4, &random).utf8) : mutated(random.pick(corpus), &random)
    case 5: return mutated(Array(generated(4, &random).utf8), &random)
    default: return Array(generated(Int(random.next() % 6), &random).utf8)
    }
  }

  private static let words = [
    "a", "rate", "sum", "by", "(", ")", "{", "}", "[", "]", "5m", ":", ",", "=", "=~", "!=", "\"x\"", "\"(\"", "'", "`",
    "\\",
    "+", "-", "^", "or", "and", "unless", "on", "ignoring", "group_left", "offset", "@", "bool", "==", "0x1f", "1e",
    ".5", "Inf",
    " ", "\n", "#", "$", "{{", "}}", "{{ $labels.a }}", "| ", ".", "range", "end", "é", "\u{FFFD}", "\0", "_total",
    "le", "NaN",
    "fill", "(?i)", "[[:alpha:]]", "{2,3}", "*", "?", "|", "\\p{Greek}", "# TYPE a counter\n", "a{le=\"1\"} 1\n",
  ]

  private func mutated(_ text: [UInt8], _ random: inout Random) -> [UInt8] {
    var bytes = text
    for _ in 0...random.next() % 4 {
      let index = bytes.isEmpty ? 0 : Int(random.next() % UInt64(bytes.count))
      let end = min(bytes.count, index + Int(random.next() % 8))
      switch random.next() % 6 {
      case 0: bytes.removeSubrange(index..<end)
      case 1: bytes.insert(contentsOf: Array(random.pick(Self.words).utf8), at: index)
      case 2: bytes.insert(contentsOf: bytes[index..<end], at: index)
      case 3: if !bytes.isEmpty { bytes[index] = UInt8(truncatingIfNeeded: random.next()) }
      case 4 where !corpus.isEmpty:
        // Half of one, half of another.
        let other = random.pick(corpus)
        bytes = Array(bytes[..<index]) + other[(other.isEmpty ? 0 : Int(random.next() % UInt64(other.count)))...]
      default: bytes = Array(bytes[..<index])
      }
    }
    return bytes
  }

  /// An expression by the grammar, mostly one with sensible types.
  private func generated(_ depth: Int, _ random: inout Random) -> String {
    guard depth > 0 else {
      return random.pick([
        "a", "a{b=\"c\"}", "{\"x.y\",b=~\"c|d\"}", "1", "1h30m", "-0x1F", "\"s\"", "a offset -5m", "a @ end()", "Inf",
      ])
    }
    let inner = generated(depth - 1, &random)
    switch random.next() % 14 {
    case 0: return "rate(\(inner)[5m])"
    case 1: return "(\(inner))[1h:\(random.pick(["", "1m", "step()"]))]"
    case 2: return "sum by (a, \"b.c\") (\(inner))"
    case 3: return "topk without (x) (3, \(inner))"
    case 4: return "count_values(\"v\", \(inner))"
    case 5: return "-\(inner)"
    case 6: return "(\(inner))"
    case 7: return "label_replace(\(inner), \"d\", \"$1\", \"s\", \"(.*)\")"
    case 8: return "histogram_quantile(0.9, \(inner))"
    case 9: return "\(random.pick(["abs", "absent", "scalar", "vector", "sort", "max_over_time", "info"]))(\(inner))"
    default:
      let op = random.pick([
        "+", "-", "*", "/", "%", "^", "==", "!=", "> bool", "<=", "and", "or", "unless", "atan2", "</",
      ])
      let matching = random.pick(["", "", "on (a) ", "ignoring () ", "on (a) group_left (b) ", "fill (0) "])
      return "\(inner) \(op) \(matching)\(generated(depth - 1, &random))"
    }
  }
}

/// SplitMix64.
struct Random {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func pick<T>(_ choices: [T]) -> T { choices[Int(next() % UInt64(choices.count))] }
}
