import RE2
import Testing

@Suite struct FuzzTests {
  private static let tokens =
    "a b ( ( ) ) [ ] { } , * + ? | \\ ^ $ . - : P Q E d p x 0 1 2 9 < > = ! i U _ é σ \n \u{212A} \u{1F600}"
    .split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    + ["(?", "(?:", "(?P<n>", "[[:alpha:]]", "\\p{", "\\x{", "{2,3}", "(?i)", "\\Q", "\\E", "[^", "\\pL", "(?m)", "|"]

  /// Anything that comes off a keyboard gives a tree whose nodes lie in each other, or an error in bounds.
  @Test func anyTextGivesATreeOrAnError() throws {
    var random = RandomPattern(seed: 3)
    var accepted = 0
    for _ in 0..<70_000 { accepted += try check(random.text(of: Self.tokens, upTo: 14)) ? 1 : 0 }
    #expect(accepted > 5_000)
  }

  /// So do bytes that mean nothing, repaired as text is.
  @Test func anyBytesGiveATreeOrAnError() throws {
    var random = RandomPattern(seed: 4)
    for _ in 0..<30_000 {
      let bytes = (0..<Int.random(in: 0...20, using: &random)).map { _ in
        UInt8.random(in: 0...(Bool.random(using: &random) ? 255 : 127), using: &random)
      }
      _ = try check(String(decoding: bytes, as: UTF8.self))
    }
  }

  private func check(_ text: String) throws -> Bool {
    let problem = Pattern.problem(in: text)
    let bytes = Array(text.utf8)
    do throws(PatternError) {
      let pattern = try Pattern(text)
      guard problem == nil, isInBounds(pattern.tree, 0..<bytes.count) else {
        let what = problem?.message ?? "a node is out of bounds"
        Issue.record("\(text.debugDescription): \(what)")
        return true
      }
      guard bytes.count % 8 == 0, let literals = pattern.literals(limit: 8) else { return true }
      if !literals.allSatisfy({ pattern.matches($0) }) { Issue.record("\(text.debugDescription): \(literals)") }
      return true
    } catch {
      // Bounds lie between characters.
      let isBetween = [error.range.lowerBound, error.range.upperBound].allSatisfy {
        $0 >= 0 && $0 <= bytes.count && ($0 == bytes.count || bytes[$0] & 0xC0 != 0x80)
      }
      if problem != error || error.range.isEmpty || !isBetween {
        Issue.record("\(text.debugDescription): \(error.message)")
      }
      return false
    }
  }

  private func isInBounds(_ node: RegexNode, _ bounds: Range<Int>) -> Bool {
    guard node.range.lowerBound >= bounds.lowerBound, node.range.upperBound <= bounds.upperBound else { return false }
    switch node.kind {
    case .group(let inner, _, _), .repetition(let inner, _, _, _): return isInBounds(inner, node.range)
    case .concatenation(let nodes), .alternation(let nodes):
      return nodes.allSatisfy { isInBounds($0, node.range) }
        && zip(nodes, nodes.dropFirst()).allSatisfy { $0.range.upperBound <= $1.range.lowerBound }
    default: return true
    }
  }
}
