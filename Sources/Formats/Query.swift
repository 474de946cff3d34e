import Documents
import PromQL
import RE2

/// A PromQL expression in a file, parsed once, with its place.
///
/// A class, as what is expensive to find out is found out at the first question and kept. It belongs to the file that is being
/// read and does not leave its thread.
package final class Query {
  package let text: Text
  package let source: SourceFile
  package let result: ParseResult
  /// Where a byte of what was parsed stands in the text: they differ where variables were replaced before parsing.
  private let textRange: (@Sendable (Range<Int>) -> Range<Int>)?
  private lazy var map = text.node.scalarMap(in: source)

  package init(_ text: Text, in source: SourceFile) {
    self.text = text
    self.source = source
    result = Expr.parse(text.value)
    textRange = nil
  }

  /// A query whose variables were replaced.
  ///
  /// - Parameters:
  ///   - expanded: what is parsed.
  ///   - textRange: carries a range of it back to a range of the text as written.
  package init(
    _ text: Text, expanded: String, in source: SourceFile, textRange: @escaping @Sendable (Range<Int>) -> Range<Int>
  ) {
    self.text = text
    self.source = source
    result = Expr.parse(expanded)
    self.textRange = textRange
  }

  /// The tree, where there are no errors.
  package var expression: Expr? { result.errors.isEmpty ? result.expression : nil }

  /// The labels that the result carries, as far as the expression alone tells.
  package private(set) lazy var labels: LabelFlow = expression?.labels() ?? .anything
  package private(set) lazy var selectors: [VectorSelector] = expression?.selectors ?? []
  package private(set) lazy var isConditional: Bool = expression?.isConditional ?? true
  /// Whether two vectors meet anywhere in it.
  package private(set) lazy var hasOperators: Bool = expression?.hasVectorOperators ?? false
  /// The matchers by pattern, each parsed.
  package private(set) lazy var patterns: [PatternMatcher] = selectors.flatMap { selector in
    selector.matchers.compactMap { matcher in
      guard matcher.operation.isRegex, let pattern = try? Pattern(matcher.value) else { return nil }
      return PatternMatcher(matcher: matcher, pattern: pattern)
    }
  }

  /// The bytes of the file that a range of the parsed expression was read from.
  package func range(_ part: Range<Int>) -> Range<Int> {
    let part = textRange.map { $0(part) } ?? part
    return map?.range(of: part) ?? text.range
  }

  /// What a range of the expression needs to be placed later, when the query is gone.
  package private(set) lazy var place = QueryPlace(text: text, source: source, textRange: textRange)

  /// The bytes of the whole expression.
  package var range: Range<Int> { text.contentRange(in: source) }
}

/// A matcher of `=~` or `!~` with its pattern.
package struct PatternMatcher: Sendable {
  package let matcher: LabelMatcher
  package let pattern: Pattern

  /// The value stands in the text as it is, so that its offsets do; escapes would move them.
  package var isVerbatim: Bool { matcher.valueRange.count == matcher.value.utf8.count + 2 }

  /// The place of a part of the pattern in the expression; the whole value where escapes move it.
  package func range(of part: Range<Int>) -> Range<Int> {
    guard isVerbatim else { return matcher.valueRange }
    let start = matcher.valueRange.lowerBound + 1
    return start + part.lowerBound..<start + part.upperBound
  }

  /// Where the operator stands, blanks around it included.
  package var operatorRange: Range<Int> { matcher.nameRange.upperBound..<matcher.valueRange.lowerBound }
}

extension Expr {
  fileprivate var hasVectorOperators: Bool {
    if case .binary(let node) = self, node.lhs.type == .vector, node.rhs.type == .vector { return true }
    return children.contains { $0.hasVectorOperators }
  }
}

/// Where an expression stands, without what was found out about it: facts keep it across threads.
package final class QueryPlace: Sendable {
  private let text: Text
  package let source: SourceFile
  private let textRange: (@Sendable (Range<Int>) -> Range<Int>)?

  fileprivate init(text: Text, source: SourceFile, textRange: (@Sendable (Range<Int>) -> Range<Int>)?) {
    self.text = text
    self.source = source
    self.textRange = textRange
  }

  /// The bytes of the file that a range of the parsed expression was read from.
  package func range(_ part: Range<Int>) -> Range<Int> {
    text.range(of: textRange.map { $0(part) } ?? part, in: source)
  }
}
