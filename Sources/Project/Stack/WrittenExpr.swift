import PromQL

/// A PromQL expression as it is written, together with its tree.
package struct WrittenExpr: Sendable {
  package let text: String
  package let tree: Expr

  /// Takes placeholders for what they stand for (`$window`, and a dashboard's `$__rate_interval`).
  ///
  /// Throws `InvalidExpression` for what Prometheus would refuse.
  package init(parsing text: String) throws(InvalidExpression) {
    let result = Expr.parse(text, options: ParseOptions(allowsPlaceholders: true))
    guard let tree = result.expression, result.errors.isEmpty else { throw InvalidExpression(errors: result.errors) }
    self.text = text
    self.tree = tree
  }

  /// Whether it reads the buckets of a histogram, whose values lead to traces.
  var readsBuckets: Bool { tree.metricNames.contains { MetricPart.split($0.name)?.part == .bucket } }
}

/// Why Prometheus would refuse a text.
package struct InvalidExpression: Error {
  /// At least one, by position in the text.
  package let errors: [PromQLError]
}
