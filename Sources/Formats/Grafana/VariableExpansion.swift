import Documents
import PromQL

/// A PromQL expression of a dashboard with something that parses in the place of each of Grafana's variables.
///
/// What a variable holds is only known when the dashboard is open. Whether the expression around it is well formed, and what it
/// reads, can be told all the same: by its surroundings a variable is a part of a string, a duration, a matcher, a name.
///
/// A class, as most expressions have none and should have no room for one.
package final class VariableExpansion: Sendable {
  struct Replacement: Sendable {
    /// Bytes of what is parsed.
    var expanded: Range<Int>
    /// Bytes of the text as written.
    var written: Range<Int>
  }

  /// What was parsed.
  package let result: ParseResult
  /// The errors, if there are any, are not for what a variable may hold.
  package let isCertain: Bool
  let replacements: [Replacement]
  /// The bytes of the text that are the expression.
  let part: Range<Int>
  /// How many bytes were parsed.
  let count: Int

  /// - Parameter part: UTF-8 bytes of the text that are the expression.
  package init(_ text: String, part: Range<Int>? = nil) {
    var text = text
    let part = part ?? 0..<text.utf8.count
    let (found, bytes) = text.withUTF8 { (VariableContextScanner($0, part).found, Array($0[part])) }
    var best: (result: ParseResult, replacements: [Replacement], count: Int)?
    for attempt in Self.attempts(found.map { Self.choices($0.reference, $0.context) }) {
      let (expanded, replacements) = Self.replace(found.map(\.reference), by: attempt, in: bytes, from: part.lowerBound)
      let result = Expr.parse(utf8: expanded, options: ParseOptions(allowsPlaceholders: true))
      if best == nil || result.isValid { best = (result, replacements, expanded.count) }
      if result.isValid { break }
    }
    let chosen = best ?? (Expr.parse(utf8: bytes), [], bytes.count)
    result = chosen.result
    replacements = chosen.replacements
    count = chosen.count
    self.part = part
    let uncertain: [VariableContext] = [.function, .functionPart, .operator, .suffix, .modifier]
    isCertain = result.isValid || !found.contains { uncertain.contains($0.context) }
  }

  /// What may stand in a variable's place, the likeliest first.
  private static func choices(_ reference: VariableReference, _ context: VariableContext) -> [String] {
    let name = reference.name
    let identifier =
      reference.isNumber || name.utf8.first.map { (0x30...0x39).contains($0) } == true ? "x\(name)" : name
    switch context {
    case .part: return [name]
    // Not the name alone, which may be a word of the language.
    case .name: return ["\(identifier)_"]
    case .quoted: return ["\"\(name)\""]
    case .placeholder: return ["$\(identifier)"]
    case .rest: return [", $\(identifier)"]
    case .digits: return ["1"]
    case .unit: return ["m"]
    case .operand: return name.hasPrefix("__") ? ["$\(identifier)"] : ["$\(identifier)", "\(identifier)_"]
    case .function: return ["sum", "rate", "abs", "topk"]
    case .functionPart: return ["avg", "over_time", "sum", "rate"]
    case .operator: return [" + "]
    case .suffix: return [" + 0", " offset 1m"]
    case .modifier: return [" "]
    }
  }

  /// Combinations of choices: the first of each, then others, not all of them where there are many.
  private static func attempts(_ choices: [[String]]) -> [[String]] {
    var attempts: [[String]] = [[]]
    for choice in choices {
      if choice.count > 1, attempts.count < 16 {
        attempts = attempts.flatMap { start in choice.map { start + [$0] } }
      } else {
        for index in attempts.indices { attempts[index].append(choice[0]) }
      }
    }
    return attempts
  }

  private static func replace(
    _ references: [VariableReference], by replacements: [String], in bytes: [UInt8], from start: Int
  ) -> ([UInt8], [Replacement]) {
    var expanded: [UInt8] = []
    var made: [Replacement] = []
    var position = start
    for (reference, replacement) in zip(references, replacements) {
      expanded += bytes[position - start..<reference.range.lowerBound - start]
      let begin = expanded.count
      expanded += Array(replacement.utf8)
      made.append(Replacement(expanded: begin..<expanded.count, written: reference.range))
      position = reference.range.upperBound
    }
    return (expanded + bytes[(position - start)...], made)
  }

  /// Carries a range of what was parsed back to the text as written.
  func written(_ range: Range<Int>) -> Range<Int> {
    let lower = written(range.lowerBound, isEnd: false)
    return lower..<max(lower, written(range.upperBound, isEnd: !range.isEmpty))
  }

  private func written(_ offset: Int, isEnd: Bool) -> Int {
    let next = replacements.boundary { isEnd ? $0.expanded.lowerBound >= offset : $0.expanded.lowerBound > offset }
    guard next > 0 else { return offset + part.lowerBound }
    let (expanded, written) = (replacements[next - 1].expanded, replacements[next - 1].written)
    if isEnd ? offset <= expanded.upperBound : offset < expanded.upperBound {
      return isEnd ? written.upperBound : written.lowerBound
    }
    return offset + written.upperBound - expanded.upperBound
  }

  /// Whether a variable stands in a range of what was parsed.
  func hasVariable(in range: Range<Int>) -> Bool {
    let next = replacements.boundary { $0.expanded.upperBound > range.lowerBound }
    return next < replacements.count && replacements[next].expanded.overlaps(range)
  }
}
