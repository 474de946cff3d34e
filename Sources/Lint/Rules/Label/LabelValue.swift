import Documents
import Formats
import PromQL

extension Rule {
  static let labelValue = Rule(
    "label/value", .error, "a matcher asks for a value that the label never has",
    why:
      """
      The selector gives nothing and no error: the alert never fires. The values are those that the spec or its pack declares, \
      and the names of services, components, teams and jobs. Without a spec the names of the jobs are known to rules that a \
      `prometheus.yml` among the files loads.
      """,
    bad: [
      .inShop("rate(http_requests_total{method=⟦\"FETCH\"⟧,service=~⟦\"ap.*\"⟧}[5m]) > 5"),
      loaded(#"up{job=⟦"apis"⟧} == 0 or web_jobs{job=~⟦"web|db"⟧} > 5"#),
    ],
    good: [
      .inShop("rate(http_requests_total{method=~\"P.*\",service=\"web\",status=\"500\"}[5m]) > 5"),
      loaded(#"up{job="api"} == 0 or web_jobs{job=~"web|api"} > 5 or job:jobs:sum{job="all"} > 5"#),
      loaded(#"up{job="apis"} == 0"#, job: "honor_labels: true"),
      loaded(#"up{job="apis"} == 0"#, job: "file_sd_configs: [{ files: [targets/*.yml] }]"),
    ],
    check: .query { query, reporter in
      for selector in query.selectors where !selector.matchers.isEmpty {
        guard let name = selector.metricName, let entry = reporter.knowledge.catalogue.entry(of: name) else { continue }
        for matcher in selector.matchers where !matcher.operation.isNegative && !matcher.matchesEmpty {
          guard let values = entry.values[matcher.name], !values.isEmpty,
            !values.contains(where: { matcher.accepts($0) ?? true }),
            // A dashboard's variable stands here.
            !query.isVariable(matcher.valueRange)
          else { continue }
          let help =
            matcher.operation.isRegex
            ? Spelling.list(of: values, near: matcher.value)
            : Spelling.help(for: matcher.value, among: values)
          reporter.report(
            "`\(matcher.name)` of `\(name)` is never `\(matcher.value)`: the selector gives nothing", in: query,
            at: matcher.valueRange, help: help)
        }
      }
    },
    acrossFiles: { facts, reporter in
      if reporter.knowledge.stack != nil { return }
      var suggestions: [ObjectIdentifier: NearestNames] = [:]
      for query in facts.loadedQueries where query.place.expressionText.includes("job") {
        guard let jobs = query.loading.jobNames else { continue }
        for use in query.place.expression()?.metricNames ?? [] {
          guard query.isScraped(use.name) || use.name == PrometheusSeries.up else { continue }
          for matcher in use.selector.matchers
          where matcher.name == "job" && !matcher.operation.isNegative && !matcher.matchesEmpty
            && !(matcher.operation == .equal
              ? jobs.contains(matcher.value) : jobs.contains { matcher.accepts($0) ?? true })
          {
            reporter.report(
              "no job of `prometheus.yml` is called `\(matcher.value)`: the selector gives nothing",
              at: query.place.range(matcher.valueRange), in: query.place.source,
              help: suggestions[ObjectIdentifier(query.loading), default: NearestNames(among: jobs)]
                .help(for: matcher.value))
          }
        }
      }
    })

  private static func loaded(_ expression: String, job: String = "honor_labels: false") -> Example {
    Example(files: [
      "prometheus.yml": """
      rule_files: [rules.yml]
      scrape_configs:
        - job_name: api
          \(job)
          static_configs: [{ targets: ["api:8000"] }]

      """,
      "rules.yml": Example.alertText(expression),
    ])
  }
}

extension Query {
  /// Whether something was replaced in a part of the expression before it was parsed.
  func isVariable(_ part: Range<Int>) -> Bool {
    let range = range(part)
    return source.bytes[range].contains(UInt8(ascii: "$")) || source.bytes[range].starts(with: "[[".utf8)
  }
}
