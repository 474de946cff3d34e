import Formats
import PromQL
import Synchronization

/// What a rule asks, and the servers that load it: what each of them scrapes decides what it finds.
package struct LoadedQuery: Sendable {
  package let place: QueryPlace
  /// All that load its file, the same object for all whose files the same ones load.
  let loading: LoadingServers
  var servers: [ScrapedSeries] { loading.servers }
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

/// The servers that load a file.
final class LoadingServers: Sendable {
  let servers: [ScrapedSeries]
  /// The values of `job` on any of them; nil where there may be others.
  let jobNames: Set<String>?

  init(_ servers: [ScrapedSeries]) {
    self.servers = servers
    let names = servers.map(\.jobNames)
    jobNames = names.dropFirst().reduce(names.first ?? []) { all, more in
      all.flatMap { all in more.map { all.union($0) } }
    }
  }
}

/// What a server scrapes and with which labels, where all of it is known.
final class ScrapedSeries: Sendable {
  let jobs: [JobFact]
  /// Whether a job changes the labels of what it scrapes, or anything of it.
  let changesLabels: Bool
  let changesSeries: Bool
  private let jobsByName: [String: [JobFact]]
  private let missing = Mutex<[String: Bool]>([:])
  let externalLabels: Set<String>
  /// The values of `job`; nil where targets or series may have others.
  let jobNames: Set<String>?

  init(_ jobs: [JobFact], of server: PrometheusFact) {
    self.jobs = jobs
    changesLabels = jobs.contains { $0.metricSteps.contains { $0.action.hasPrefix("label") } }
    changesSeries = jobs.contains { !$0.metricSteps.isEmpty }
    jobsByName = Dictionary(grouping: jobs, by: \.name)
    externalLabels = Set(server.externalLabels.map(\.name))
    jobNames = jobs.allSatisfy(\.keepsName) ? Set(jobs.map(\.name)) : nil
  }

  /// The jobs whose series a selector may select.
  func jobs(for selector: VectorSelector) -> [JobFact] {
    if jobNames == nil { return jobs }
    let matchers = selector.matchers.filter { $0.name == "job" }
    if matchers.isEmpty { return jobs }
    let name = matchers.first { $0.operation == .equal }?.value
    return (name.map { jobsByName[$0] ?? [] } ?? jobs).filter { job in
      matchers.allSatisfy { $0.accepts(job.name) ?? true }
    }
  }

  /// Whether no target has a label.
  func lacks(_ label: String) -> Bool {
    missing.withLock { missing in
      if let known = missing[label] { return known }
      let isMissing = !jobs.contains { $0.labels.mayBe(label) }
      missing[label] = isMissing
      return isMissing
    }
  }
}

extension ConfigurationFacts {
  /// The first `prometheus.yml` that loads each rule file, by the file's name.
  var loaders: [String: String] {
    var loaders: [String: String] = [:]
    for (_, path, config) in named(\.ruleFiles) {
      for file in files(matching: path) where loaders[file.source.name] == nil {
        loaders[file.source.name] = config.source.name
      }
    }
    return loaders
  }
}

extension ProjectFacts {
  /// Finds out which server evaluates which rules.
  mutating func prepareLoadedQueries() {
    if ruleQueries.isEmpty || configuration.prometheus.isEmpty { return }
    let configuration = configuration
    let receiving = Set(
      configuration.deployments.filter(\.service.flags.isSentMetrics).map(\.config.source.name))
    var servers: [String: [ScrapedSeries?]] = [:]
    let named = Dictionary(grouping: configuration.named(\.ruleFiles)) { ObjectIdentifier($0.config.source) }
    for server in configuration.servers {
      guard let paths = named[ObjectIdentifier(server.source)]?.map(\.path) else { continue }
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
    var loading: [[ObjectIdentifier]: LoadingServers] = [:]
    let byFile = servers.compactMapValues { all -> LoadingServers? in
      let known = all.compactMap { $0 }
      guard known.count == all.count else { return nil }
      let key = known.map { ObjectIdentifier($0) }
      let together = loading[key] ?? LoadingServers(known)
      loading[key] = together
      return together
    }
    loadedQueries = ruleQueries.compactMap { place in
      byFile[place.source.name].map { LoadedQuery(place: place, loading: $0, records: records) }
    }
  }
}
