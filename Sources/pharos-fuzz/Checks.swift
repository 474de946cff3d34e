import Exposition
import GoTemplate
import PromQL
import RE2

/// What must hold for any input; each check gives what does not.
enum Checks {
  static func promQL(_ input: [UInt8]) -> String? {
    let result = Expr.parse(utf8: input, options: ParseOptions(allowsPlaceholders: input.count % 2 == 0))
    for error in result.errors where error.range.upperBound > input.count {
      return "the error \(error) is out of bounds"
    }
    for need in result.needs where need.range.upperBound > input.count { return "the need \(need) is out of bounds" }
    guard let expression = result.expression else { return result.errors.isEmpty ? "neither a tree nor an error" : nil }
    if let problem = outOfBounds(expression, 0..<input.count) { return problem }
    guard result.isValid else { return nil }
    // A placeholder is printed as it was written, and read back only where placeholders are allowed.
    let options = ParseOptions(allowsPlaceholders: true)
    let printed = expression.description
    for text in [printed, expression.formatted(width: 20), expression.formatted(width: 90)] {
      let again = Expr.parse(text, options: options)
      guard again.isValid, again.expression?.description == printed else {
        return "printed as \(text.debugDescription), which reads back as \(again.expression?.description ?? "nothing")"
      }
    }
    let labels = expression.labels()
    if labels.guaranteed.contains(where: { labels.presence(of: $0) != .always }) {
      return "labels contradict each other"
    }
    for mismatch in expression.mismatches() where mismatch.explanation.isEmpty { return "a mismatch without a reason" }
    for division in expression.zeroDivisions where division.operation.rhs.isNeverZero {
      return "a division that is none"
    }
    _ = (expression.nature(), expression.needs(beyond: PrometheusVersion(2, 42)), expression.labelsUsed)
    return nil
  }

  private static func outOfBounds(_ node: Expr, _ bounds: Range<Int>) -> String? {
    guard node.range.lowerBound >= bounds.lowerBound, node.range.upperBound <= bounds.upperBound else {
      return "a node at \(node.range) within \(bounds)"
    }
    for child in node.children { if let problem = outOfBounds(child, node.range) { return problem } }
    return nil
  }

  static func pattern(_ input: [UInt8]) -> String? {
    guard let text = String(validating: input, as: UTF8.self) else { return nil }
    let problem = Pattern.problem(in: text)
    do throws(PatternError) {
      let pattern = try Pattern(text)
      if let problem { return "it is refused, \(problem), and accepted" }
      if pattern.tree.range.upperBound > input.count { return "the tree is out of bounds" }
      if let literals = pattern.literals(limit: 8), literals.contains(where: { !pattern.matches($0) }) {
        return "it does not match its own literals \(literals)"
      }
      if pattern.text.utf8.count < 12, pattern.matchesNothing == true, pattern.matches(text) {
        return "it matches nothing, and itself"
      }
    } catch {
      if error.range.upperBound > input.count { return "the error \(error) is out of bounds" }
      if problem == nil { return "it is accepted, and refused: \(error)" }
    }
    return nil
  }

  static func template(_ input: [UInt8]) -> String? {
    guard let text = String(validating: input, as: UTF8.self) else { return nil }
    let template = AlertTemplate(text, dialect: input.count % 2 == 0 ? .prometheus : .alertmanager)
    for error in template.errors where error.range.upperBound > input.count {
      return "the error \(error) is out of bounds"
    }
    return nil
  }

  static func exposition(_ input: [UInt8]) -> String? {
    let format: ExpositionFormat = input.count % 2 == 0 ? .text : .openMetrics
    func report(_ piece: Int) -> ExpositionReport {
      var reader = ExpositionReader(format: format)
      for start in stride(from: 0, to: input.count, by: piece) {
        reader.consume(Array(input[start..<min(start + piece, input.count)]))
      }
      return reader.finish()
    }
    let whole = report(max(input.count, 1)), pieces = report(7)
    if whole.problems != pieces.problems || whole.series != pieces.series { return "pieces give another report" }
    for problem in whole.problems where problem.line < 1 || problem.column < 1 || problem.column > input.count + 1 {
      return "\(problem) is out of bounds"
    }
    return nil
  }
}
