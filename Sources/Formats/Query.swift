import Documents
import PromQL
import RE2

/// A PromQL expression in a file, with its place.
///
/// A class, as what is expensive to find out is found out at the first question and kept until it is let go of. It belongs to the
/// file that is being read and does not leave its thread.
package final class Query {
  package let text: Text
  package let source: SourceFile
  package let language: QueryLanguage
  /// What a panel calls each series that comes out; nil where nobody says, or where all labels are shown.
  package internal(set) var legend: Text?
  /// What was parsed where Grafana's variables stand.
  private let expansion: VariableExpansion?
  private var answers: QueryAnswers?

  package init(_ text: Text, in source: SourceFile, language: QueryLanguage = .promQL) {
    self.text = text
    self.source = source
    self.language = language
    expansion = nil
  }

  /// A query of a dashboard.
  ///
  /// - Parameter part: bytes of the text that are the expression; nil for all of them.
  package init(
    dashboard text: Text, part: Range<Int>? = nil, in source: SourceFile, language: QueryLanguage = .promQL
  ) {
    self.text = text
    self.source = source
    self.language = language
    expansion = VariableExpansion(text.value, part: part)
  }

  private var known: QueryAnswers {
    if let answers { return answers }
    let new = QueryAnswers(text, source, expansion, language)
    answers = new
    return new
  }

  /// Lets go of all that was found out; who asks again waits again.
  package func forget() { answers = nil }

  package var result: ParseResult { known.result }

  /// The tree, where there are no errors; of a dashboard's query what holds whatever its variables are.
  package var expression: Expr? { known.expression }

  /// Whether errors are errors whatever variables hold, and whatever another language than PromQL allows.
  package var isCertain: Bool { language == .promQL && expansion?.isCertain ?? true }

  /// Whether a dashboard asks it: somebody looks at what comes out.
  package var isOfDashboard: Bool { expansion != nil }

  /// Whether a variable of a dashboard stands in a part of the parsed expression: its text there is made up.
  package func hasVariable(in part: Range<Int>) -> Bool { expansion?.hasVariable(in: part) ?? false }

  /// The labels that the result carries, as far as the expression alone tells.
  package var labels: LabelFlow { known.labels }
  /// Operators whose two sides cannot match.
  package var mismatches: [Mismatch] { known.mismatches }
  package var selectors: [VectorSelector] { known.selectors }
  package var isConditional: Bool { known.isConditional }
  /// The matchers by pattern, each parsed.
  package var patterns: [PatternMatcher] { known.patterns }

  /// The bytes of the file that a range of the parsed expression was read from.
  package func range(_ part: Range<Int>) -> Range<Int> {
    let part = expansion.map { $0.written(part) } ?? part
    return known.map.range(of: part)
  }

  /// What a range of the expression needs to be placed later, when the query is gone.
  package var place: QueryPlace { known.place }

  /// The bytes of the whole expression.
  package var range: Range<Int> {
    if let expansion { return expansion.count == 0 ? text.range : range(0..<expansion.count) }
    return text.contentRange(in: source)
  }
}

/// What was found out about a query, each thing at the first question.
private final class QueryAnswers {
  let text: Text
  let source: SourceFile
  let expansion: VariableExpansion?
  let language: QueryLanguage

  init(_ text: Text, _ source: SourceFile, _ expansion: VariableExpansion?, _ language: QueryLanguage) {
    self.text = text
    self.source = source
    self.expansion = expansion
    self.language = language
  }

  lazy var map = text.map(in: source)
  lazy var result = expansion?.result ?? Expr.parse(text.value)
  lazy var expression: Expr? = {
    // A query of logs that PromQL takes as well means something else.
    guard language == .promQL || language == .metricsQL, result.errors.isEmpty, let expression = result.expression
    else { return nil }
    guard let expansion, !expansion.replacements.isEmpty else { return expression }
    return expression.withoutUnknownParts { expansion.hasVariable(in: $0) }
  }()
  lazy var mismatches: [Mismatch] = {
    guard let (flow, mismatches) = expression?.labelsAndMismatches() else { return [] }
    knownLabels = flow
    return mismatches
  }()
  /// Found out together with the mismatches.
  private var knownLabels: LabelFlow?
  var labels: LabelFlow {
    _ = mismatches
    return knownLabels ?? .anything
  }
  lazy var selectors = expression?.selectors ?? []
  lazy var isConditional = expression?.isConditional ?? true
  lazy var patterns: [PatternMatcher] = selectors.flatMap { selector in
    selector.matchers.compactMap { matcher in
      guard matcher.operation.isRegex, let pattern = KnownPattern.of(matcher.value) else { return nil }
      return PatternMatcher(matcher: matcher, pattern: pattern)
    }
  }
  lazy var place = QueryPlace(text: text, source: source, expansion: expansion)
}

/// A matcher of `=~` or `!~` with its pattern.
package struct PatternMatcher: Sendable {
  package let matcher: LabelMatcher
  package let pattern: KnownPattern

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

/// Where an expression stands, without what was found out about it: facts keep it across threads.
package final class QueryPlace: Sendable {
  private let text: Text
  package let source: SourceFile
  private let expansion: VariableExpansion?

  fileprivate init(text: Text, source: SourceFile, expansion: VariableExpansion?) {
    self.text = text
    self.source = source
    self.expansion = expansion
  }

  /// A part of the expression, parsed anew: facts keep no trees.
  package func expression(_ part: Range<Int>) -> Expr? {
    let bytes = Array(text.value.utf8)
    return part.upperBound <= bytes.count ? Expr.parse(String(decoding: bytes[part], as: UTF8.self)).expression : nil
  }

  /// The expression as it is written.
  package var expressionText: String { text.value }

  /// All of it, parsed anew.
  package func expression() -> Expr? {
    let result = Expr.parse(text.value)
    return result.errors.isEmpty ? result.expression : nil
  }

  /// The query anew, of an expression in a rule.
  package var query: Query { Query(text, in: source) }

  /// The bytes of the file that a range of the parsed expression was read from.
  package func range(_ part: Range<Int>) -> Range<Int> {
    text.range(of: expansion.map { $0.written(part) } ?? part, in: source)
  }
}
