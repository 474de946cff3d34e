import Documents
import Formats
import PromQL

extension Rule {
  static let labelUnknown = Rule(
    "label/unknown", .error, "a query names a label that its metric does not carry",
    why:
      """
      A matcher on a label that is not there selects nothing, or excludes nothing; an aggregation by it makes one group of \
      everything. The labels of a metric are those that the spec or its pack declares, and those that scraping attaches.
      """,
    parameters: [.init("allowed", "Labels that every metric may carry besides.", default: .list([]))],
    bad: [
      .inShop("sum by (⟦code⟧) (rate(http_requests_total{⟦verb⟧=\"GET\"}[5m])) > 5")
    ],
    good: [
      .inShop("sum by (service, status) (rate(http_requests_total{method=\"GET\"}[5m])) > 5"),
      .inShop("histogram_quantile(0.9, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 5"),
      .inShop("sum by (code) (label_replace(http_requests_total, \"code\", \"$1\", \"status\", \"(.*)\")) > 5"),
    ],
    check: .query { query, reporter in
      let catalogue = reporter.knowledge.catalogue
      guard catalogue.describesMetrics,
        query.selectors.contains(where: { $0.metricName.flatMap(catalogue.labels) != nil }),
        let expression = query.expression
      else { return }
      let check = LabelCheck(
        catalogue: catalogue, others: catalogue.externalLabels.union(reporter.settings.strings("allowed")))
      for finding in check.run(expression) {
        reporter.report(finding.message, in: query, at: finding.range, help: finding.help)
      }
    })
}

/// Holds the labels of an expression against the catalogue.
private struct LabelCheck {
  struct Problem {
    var message: String
    var range: Range<Int>
    var help: String?
  }

  let catalogue: Catalogue
  /// Labels that are somebody else's to judge.
  let others: Set<String>

  func run(_ expression: Expr) -> [Problem] {
    var problems: [Problem] = []
    expression.visit { node in
      switch node {
      case .selector(let selector): problems += matchers(selector)
      case .rangeSelector(let range): problems += matchers(range.selector)
      case .aggregation(let node):
        guard let grouping = node.grouping, !grouping.isWithout else { break }
        problems += labels(
          grouping.labels, of: [node.operand], "`\(node.aggregator.rawValue) by` makes one group of everything")
      case .binary(let node):
        guard let matching = node.matching else { break }
        if matching.isOn { problems += labels(matching.labels, of: [node.lhs, node.rhs], "nothing is matched by it") }
        problems += labels(
          matching.include, of: [matching.cardinality == .oneToMany ? node.lhs : node.rhs],
          "there is nothing to take over")
      default: break
      }
    }
    return problems
  }

  private func known(_ selector: VectorSelector) -> Set<String>? {
    selector.metricName.flatMap(catalogue.labels)?.union(others)
  }

  private func matchers(_ selector: VectorSelector) -> [Problem] {
    guard let name = selector.metricName, let labels = known(selector) else { return [] }
    return selector.matchers.compactMap { matcher in
      guard matcher.name != "__name__", !labels.contains(matcher.name), !matcher.name.hasPrefix("exported_"),
        // Says that the label is not there, which is so.
        !(matcher.operation == .equal && matcher.value.isEmpty)
      else { return nil }
      let effect = matcher.matchesEmpty ? "the matcher excludes nothing" : "the selector gives nothing"
      return Problem(
        message: "`\(name)` has no label `\(matcher.name)`: \(effect)", range: matcher.nameRange,
        help: Spelling.help(for: matcher.name, among: labels.subtracting(others)))
    }
  }

  /// Labels that one of the sides can have lost nowhere but at its metric.
  private func labels(_ references: [LabelReference], of sides: [Expr], _ effect: String) -> [Problem] {
    guard !references.isEmpty else { return [] }
    let flows = sides.map { $0.labels(knowing: known) }
    return references.compactMap { reference in
      guard !reference.isPlaceholder, !reference.name.hasPrefix("exported_"),
        let metric = flows.lazy.compactMap({ $0.absence(of: reference.name)?.metric }).first
      else { return nil }
      return Problem(
        message: "`\(metric)` has no label `\(reference.name)`: \(effect)", range: reference.range,
        help: catalogue.labels(of: metric).flatMap {
          Spelling.help(for: reference.name, among: $0)
        })
    }
  }
}
