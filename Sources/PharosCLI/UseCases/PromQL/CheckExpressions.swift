import Documents
import Lint
import PromQL

/// Finds what Prometheus would refuse in expressions, and what they need.
struct CheckExpressions {
  let options: ParseOptions
  /// The release that will run them.
  let prometheus: PrometheusVersion

  func callAsFunction(_ items: [ExpressionItem]) -> [Finding] { items.flatMap(check) }

  private func check(_ item: ExpressionItem) -> [Finding] {
    let result = Expr.parse(item.text, options: options)
    var findings = item.findings(result)
    guard findings.isEmpty, let expression = result.expression else { return findings }
    findings += result.needs.filter { $0.feature.isNeeded(by: prometheus) }.map { need in
      Finding(
        Rule.missingFeature, "\(need.construct) needs a feature that is off by default",
        help: "start Prometheus with --enable-feature=\(need.feature.rawValue), and pass it here with --features",
        in: item.source, at: item.range(of: need.range))
    }
    findings += expression.needs(beyond: prometheus).map { need in
      Finding(
        QueryFinding.version, "\(need.construct) came with Prometheus \(need.version)",
        help: "Prometheus \(prometheus) refuses it", in: item.source, at: item.range(of: need.range))
    }
    return findings
  }
}

/// Parses expressions: those that are right, and what is wrong with the others.
struct ParseExpressions {
  func callAsFunction(_ items: [ExpressionItem]) -> (expressions: [Expr], findings: [Finding]) {
    let results = items.map { ($0, Expr.parse($0.text)) }
    return (
      results.compactMap { $1.isValid ? $1.expression : nil }, results.flatMap { item, result in item.findings(result) }
    )
  }
}

extension ExpressionItem {
  fileprivate func findings(_ result: ParseResult) -> [Finding] {
    result.errors.map { Finding(Rule.syntaxError, $0.message, in: source, at: range(of: $0.range)) }
  }
}
