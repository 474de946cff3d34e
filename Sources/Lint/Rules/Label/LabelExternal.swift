import Formats
import PromQL

extension Rule {
  static let labelExternal = Rule(
    "label/external", .error, "a query names a label that Prometheus adds only to what it sends elsewhere",
    why:
      """
      External labels are attached to alerts, federated and remote-written series, not to what Prometheus stores. A query \
      that selects or groups by one finds nothing where the rule is evaluated. Without a spec it is looked for in rules that a \
      `prometheus.yml` among the files loads, in queries of `up` and what else Prometheus makes at each scrape.
      """,
    bad: [
      .inShop("up{⟦cluster⟧=\"eu-1\"} == 0", adding: "prometheus: { external_labels: { cluster: eu-1 } }\n"),
      loaded("up{⟦cluster⟧=\"eu-1\"} == 0"),
    ],
    good: [
      .inShop("up == 0", adding: "prometheus: { external_labels: { cluster: eu-1 } }\n"),
      // An exporter may have a label of that name itself.
      loaded("api_nodes{cluster=\"eu-1\"} == 0"), loaded("up{cluster=\"eu-1\"} == 0", labels: "{ cluster: eu-1 }"),
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
          help: help(use.name))
      }
    },
    acrossFiles: { facts, reporter in
      if reporter.knowledge.stack != nil { return }
      for query in facts.loadedQueries {
        let external = query.servers.dropFirst().reduce(query.servers[0].externalLabels) {
          $0.intersection($1.externalLabels)
        }
        guard !external.isEmpty, let expression = query.place.expression() else { continue }
        let isOwn = expression.selectors.allSatisfy { selector in
          selector.metricName == PrometheusSeries.up || selector.metricName?.hasPrefix("scrape_") == true
        }
        guard isOwn else { continue }
        let uses = expression.labelsUsed
        let made = Set(uses.filter { $0.role == .destination }.map(\.name))
        for use in uses
        where external.contains(use.name) && !made.contains(use.name) && use.role.isLookup
          && query.servers.allSatisfy({ $0.lacks(use.name) })
        {
          reporter.report(
            "`\(use.name)` is an external label, which no series has inside of Prometheus",
            at: query.place.range(use.range), in: query.place.source, help: help(use.name))
        }
      }
    })

  private static func help(_ label: String) -> String {
    "leave it out: everything that this Prometheus stores is of that `\(label)`"
  }

  private static func loaded(_ expression: String, labels: String = "{}") -> Example {
    Example(files: [
      "prometheus.yml": """
      global: { external_labels: { cluster: eu-1 } }
      rule_files: [rules.yml]
      scrape_configs:
        - job_name: api
          static_configs: [{ targets: ["api:8000"], labels: \(labels) }]

      """,
      "rules.yml": Example.alertText(expression),
    ])
  }
}
