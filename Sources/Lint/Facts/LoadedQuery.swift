import Formats
import PromQL

/// What a rule asks, and the servers that load it: what each of them scrapes decides what it finds.
package struct LoadedQuery: Sendable {
  package let place: QueryPlace
  /// All that load its file.
  let servers: [ScrapedSeries]
  /// Names that rules record.
  let records: Set<String>

  /// Whether a series is of somebody's target: neither recorded nor made by Prometheus itself.
  func isScraped(_ name: String) -> Bool {
    !name.isRecordName && !records.contains(name) && !PrometheusSeries.contains(name)
  }

  /// A job that drops something, where each does whose series any of some selectors may select on any server.
  func job(of selectors: [VectorSelector], dropping drops: (JobFact) -> Bool) -> JobFact? {
    let jobs = servers.flatMap { server in selectors.map(server.jobs) }
    return jobs.allSatisfy { !$0.isEmpty && $0.allSatisfy(drops) } ? jobs.first?.first : nil
  }
}

/// What a server scrapes and with which labels, where all of it is known.
final class ScrapedSeries: Sendable {
  let jobs: [JobFact]
  let externalLabels: Set<String>
  /// The values of `job`; nil where targets or series may have others.
  let jobNames: Set<String>?

  init(_ jobs: [JobFact], of server: PrometheusFact) {
    self.jobs = jobs
    externalLabels = Set(server.externalLabels.map(\.name))
    jobNames = jobs.allSatisfy(\.keepsName) ? Set(jobs.map(\.name)) : nil
  }

  /// The jobs whose series a selector may select.
  func jobs(for selector: VectorSelector) -> [JobFact] {
    if jobNames == nil { return jobs }
    let matchers = selector.matchers.filter { $0.name == "job" }
    return jobs.filter { job in matchers.allSatisfy { $0.accepts(job.name) ?? true } }
  }

  /// Whether no target has a label.
  func lacks(_ label: String) -> Bool { !jobs.contains { $0.labels.mayBe(label) } }
}

extension ProjectFacts {
  /// Finds out which server evaluates which rules.
  mutating func prepareLoadedQueries() {
    if ruleQueries.isEmpty || configuration.prometheus.isEmpty { return }
    let configuration = configuration
    let receiving = Set(
      configuration.deployments.filter(\.service.flags.isSentMetrics).map(\.config.source.name))
    var servers: [String: [ScrapedSeries?]] = [:]
    let named = configuration.named(\.ruleFiles)
    for server in configuration.servers {
      let paths = named.filter { $0.config.source === server.source }.map(\.path)
      if paths.isEmpty { continue }
      let jobs = ([server] + configuration.included(by: server)).flatMap(\.jobs)
      let isWhole =
        !jobs.isEmpty && !server.readsRemotely && !server.isSentMetrics && !receiving.contains(server.source.name)
        && configuration.hasAllScrapeConfigs(of: server)
      let series = isWhole ? ScrapedSeries(jobs, of: server) : nil
      for name in Set(paths.flatMap { configuration.files(matching: $0).map(\.source.name) }) {
        servers[name, default: []].append(series)
      }
    }
    let records = Set(records.map(\.name))
    loadedQueries = ruleQueries.compactMap { place in
      guard let all = servers[place.source.name] else { return nil }
      let known = all.compactMap { $0 }
      return known.count == all.count ? LoadedQuery(place: place, servers: known, records: records) : nil
    }
  }
}
