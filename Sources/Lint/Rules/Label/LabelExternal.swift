import Formats
import PromQL

extension Rule {
  static let labelExternal = Rule(
    "label/external", .error, "a query names a label that Prometheus adds only to what it sends elsewhere",
    why:
      """
      External labels are attached to alerts, federated and remote-written series, not to what Prometheus stores. A query \
      that selects or groups by one finds nothing where the rule is evaluated.
      """,
    bad: [
      .inShop("up{⟦cluster⟧=\"eu-1\"} == 0", adding: "prometheus: { external_labels: { cluster: eu-1 } }\n")
    ],
    good: [
      .inShop("up == 0", adding: "prometheus: { external_labels: { cluster: eu-1 } }\n")
    ],
    check: .query { query, reporter in
      let external = reporter.knowledge.catalogue.externalLabels
      guard !external.isEmpty, let expression = query.expression else { return }
      let made = Set(expression.labelsUsed.filter { $0.role == .destination }.map(\.name))
      // What comes from elsewhere may carry it.
      guard
        query.selectors.allSatisfy({ $0.metricName.map { reporter.knowledge.catalogue.entry(of: $0) != nil } ?? false })
      else { return }
      for use in expression.labelsUsed
      where external.contains(use.name) && !made.contains(use.name) && use.role.isLookup {
        let isOwn = query.selectors.contains {
          $0.metricName.flatMap(reporter.knowledge.catalogue.labels)?.contains(use.name) == true
        }
        guard !isOwn else { continue }
        reporter.report(
          "`\(use.name)` is an external label, which no series has inside of Prometheus", in: query, at: use.range,
          help: "leave it out: everything that this Prometheus stores is of that `\(use.name)`")
      }
    })
}
