import RE2

/// Generates patterns and texts from a seed, the same ones every time.
struct RandomPattern: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &self)]
  }

  mutating func text(of letters: [String], upTo length: Int) -> String {
    (0..<Int.random(in: 0...length, using: &self)).map { _ in pick(letters) }.joined()
  }

  /// A valid pattern; a finite one matches so few texts that they can be listed, but for its assertions.
  mutating func pattern(depth: Int, isFinite: Bool) -> String {
    let kind = depth == 0 ? 0 : Int.random(in: 0..<12, using: &self)
    switch kind {
    case 0...2: return pick(["a", "b", "k", "\\.", "é", "\u{212A}", "\\x{3c3}"])
    case 3: return pick(["[ab]", "[a-c]", "[kK]", "[^\\x00-\\x{10FFFF}]"] + (isFinite ? ["", "[5]"] : [".", "\\w"]))
    case 4...6: return pattern(depth: depth - 1, isFinite: isFinite) + pattern(depth: depth - 1, isFinite: isFinite)
    case 7, 8:
      return pick(["(", "(?:", "(?i:", "(?m:"]) + pattern(depth: depth - 1, isFinite: isFinite) + "|"
        + pattern(depth: depth - 1, isFinite: isFinite) + ")"
    case 9, 10:
      return "(" + pattern(depth: depth - 1, isFinite: isFinite) + ")"
        + pick(["?", "{2}", "{0}", "{0,2}", "{1}?"] + (isFinite ? [] : ["*", "+", "{2,}", "*?"]))
    default: return pick(["^", "$", "\\b", "\\B", "\\A", "\\z", "(?m)^", "(?m)$"])
    }
  }
}
