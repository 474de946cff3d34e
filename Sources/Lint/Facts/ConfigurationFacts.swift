import Documents
import Formats

/// What runs and how: the configurations of Prometheus, Compose files, and which files there are at all.
package struct ConfigurationFacts: Sendable {
  package var files: [FileFact] = []
  /// The same by their paths, once all of them are there.
  private(set) var fileIndex: FileIndex?
  package var prometheus: [PrometheusFact] = []
  package var compose: [ComposeFact] = []
  /// The same, with what may be merged.
  package internal(set) var composeProjects: [ComposeProject] = []
  package var ruleTests: [RuleTestFact] = []
  package var groups: [GroupFact] = []
  package var dataSources: [DataSourceAddress] = []

  init() {}

  init(_ document: Document) {
    files = [FileFact(source: document.source, kind: document.kind)]
    prometheus = document.prometheus.map { [PrometheusFact($0)] } ?? []
    compose = document.compose.map { [ComposeFact($0)] } ?? []
    ruleTests = document.ruleTests.map { [RuleTestFact($0)] } ?? []
    groups = document.ruleFiles.flatMap { file in file.groups.map { GroupFact($0, in: file.source) } }
    dataSources = DataSourceAddress.all(in: document)
  }

  /// Sorts the files, for thousands of patterns to look for some of them.
  mutating func prepareFiles() { fileIndex = FileIndex(files) }

  mutating func merge(_ other: ConfigurationFacts) {
    fileIndex = nil
    files += other.files
    prometheus += other.prometheus
    compose += other.compose
    ruleTests += other.ruleTests
    groups += other.groups
    dataSources += other.dataSources
  }

  /// The configurations that servers run with: without the files that others take in by `scrape_config_files`.
  package var servers: [PrometheusFact] {
    let included = Set(prometheus.flatMap { config in self.included(by: config).map(\.source.name) })
    return included.isEmpty ? prometheus : prometheus.filter { !included.contains($0.source.name) }
  }

  /// The files that a configuration takes in by `scrape_config_files`, as far as they were given.
  package func included(by config: PrometheusFact) -> [PrometheusFact] {
    config.scrapeConfigFiles.flatMap { included(by: $0, of: config) }
  }

  /// Those that one of its patterns names.
  package func included(by pattern: WordFact, of config: PrometheusFact) -> [PrometheusFact] {
    files(matching: ProjectPath.resolved(pattern.text, beside: config.source.name)).compactMap { file in
      prometheus.first { $0.source === file.source }
    }
  }

  /// The interval at which groups are evaluated that say nothing else, if the configurations agree.
  package var evaluationInterval: PrometheusDuration? {
    let intervals = Set(servers.map(\.evaluationInterval))
    return intervals.count == 1 ? intervals.first : nil
  }

  /// Whether no target of any job has a label.
  package func noTargetHas(_ label: String) -> Bool {
    let servers = servers
    return !servers.isEmpty
      && servers.allSatisfy { server in
        !server.readsRemotely
          && server.scrapeConfigFiles.allSatisfy { !included(by: $0, of: server).isEmpty }
          && ([server] + included(by: server)).flatMap(\.jobs).allSatisfy {
            !$0.isDiscovering && !$0.mapsLabels && !$0.targetLabels.contains(label)
          }
      }
  }

  /// The jobs of a name, of all configurations.
  package func jobs(named name: String) -> [JobFact] { prometheus.flatMap(\.jobs).filter { $0.name == name } }
}

package struct FileFact: Sendable {
  package let source: SourceFile
  package let kind: FileKind
}

/// A word in a file: a name, a path, an address.
package struct WordFact: Sendable {
  package let text: String
  package let range: Range<Int>

  init(_ text: Text, in source: SourceFile) {
    self.text = text.value
    range = text.contentRange(in: source)
  }
}

/// A `prometheus.yml` as other files see it.
package struct PrometheusFact: Sendable {
  package let source: SourceFile
  package let jobs: [JobFact]
  package let scrapeInterval: PrometheusDuration
  package let evaluationInterval: PrometheusDuration
  package let externalLabels: [(name: String, value: String)]
  package let ruleFiles: [WordFact]
  package let scrapeConfigFiles: [WordFact]
  /// Of `file_sd_configs`.
  package let targetFiles: [WordFact]
  /// Files with passwords, tokens and certificates.
  package let credentialFiles: [WordFact]
  package let alertmanagers: [WordFact]
  /// Keys that an agent does not take.
  package let serverOnly: [WordFact]
  /// The file says how long samples are kept, and its flags count for nothing.
  package let setsRetention: Bool
  /// For that long; nil for as long as there is room.
  package let retention: PrometheusDuration?
  /// It hands samples on to others, or asks others for theirs.
  package let writesRemotely: Bool
  package let readsRemotely: Bool
  /// It takes samples that others send.
  package let isSentMetrics: Bool

  init(_ config: PrometheusConfig) {
    let source = config.source
    self.source = source
    jobs = config.jobs.map { JobFact($0, in: source) }
    scrapeInterval = config.scrapeInterval
    evaluationInterval = config.evaluationInterval
    externalLabels = config.externalLabels.map { ($0.key.value, $0.value.value) }
    ruleFiles = config.ruleFiles.map { WordFact($0, in: source) }
    scrapeConfigFiles = config.scrapeConfigFiles.map { WordFact($0, in: source) }
    targetFiles = config.jobs.flatMap { $0.node["file_sd_configs"]?.sequence ?? [] }
      .flatMap { $0["files"]?.sequence ?? [] }.compactMap { Text($0).map { WordFact($0, in: source) } }
    credentialFiles = config.node.credentialFiles.map { WordFact($0, in: source) }
    alertmanagers = config.alertmanagerTargets.map { WordFact($0.address, in: source) }
    serverOnly = ["alerting", "rule_files", "remote_read"].compactMap { key in
      guard config.node.isFilled(key) else { return nil }
      return Text(config.node.entry(key)?.key).map { WordFact($0, in: source) }
    }
    writesRemotely = config.node.isFilled("remote_write")
    readsRemotely = config.node.isFilled("remote_read")
    isSentMetrics = config.node.isFilled("otlp")
    // Source: TSDBRetentionConfig in github.com/prometheus/prometheus, config/config.go.
    let section = config.node.descend(["storage", "tsdb", "retention"])
    setsRetention = section?.mapping != nil
    retention = section?.positiveDuration("time")
  }
}

/// A job as other files see it.
package struct JobFact: Sendable {
  package let name: String
  package let range: Range<Int>
  package let interval: PrometheusDuration
  package let timeout: PrometheusDuration
  /// The timeout that the job itself sets.
  package let ownTimeout: WordFact?
  /// The interval is the job's own, not the default of its file.
  package let setsInterval: Bool
  package let targets: [WordFact]
  /// Addresses that relabel rules put in the place of targets: of probers.
  package let proxies: [WordFact]
  package let isDiscovering: Bool
  package let rewritesAddress: Bool
  /// Labels that its static configurations and relabel rules give to targets.
  package let targetLabels: Set<String>
  /// Labels that its targets may have in the end.
  package let labels: TargetLabels
  /// What is done to the series that it scrapes.
  package let metricSteps: [RelabelStep]
  /// Every series that it scrapes has its name for `job`.
  package let keepsName: Bool
  /// Its relabel rules give labels to targets whose names they do not tell.
  package let mapsLabels: Bool

  init(_ job: ScrapeJob, in source: SourceFile) {
    name = job.name?.value ?? ""
    range = job.name?.contentRange(in: source) ?? job.node.range
    interval = job.interval
    timeout = job.timeout
    ownTimeout = Text(job.node["scrape_timeout"]).map { WordFact($0, in: source) }
    setsInterval = job.node.positiveDuration("scrape_interval") != nil
    targets = job.targets.map { WordFact($0.address, in: source) }
    isDiscovering = job.isDiscovering
    rewritesAddress = job.rewritesAddress
    proxies = job.relabelRules.compactMap { rule in
      guard rule["target_label"]?.text == "__address__", RelabelShape.action(rule) == "replace",
        let text = Text(rule["replacement"]), !text.value.includes("$")
      else { return nil }
      return WordFact(text, in: source)
    }
    mapsLabels = job.relabelRules.contains {
      RelabelShape.action($0) == "labelmap" || $0["target_label"]?.text?.includes("$") == true
    }
    let written = job.relabelRules.compactMap { $0["target_label"]?.text }.filter { !$0.hasPrefix("__") }
    let targetLabels = Set(job.targets.flatMap { $0.labels.map(\.key.value) } + written)
    self.targetLabels = targetLabels
    labels = job.relabelRules.reduce(into: TargetLabels(job)) { $0.apply(RelabelStep($1)) }
    let steps = job.metricRelabelRules.map(RelabelStep.init)
    metricSteps = steps
    let isRenamed = targetLabels.contains("job") || steps.contains { $0.mayWrite("job") || $0.removes("job") }
    keepsName = !isRenamed && !labels.isOpen && job.node.flag("honor_labels") != true && !name.includes("$")
  }
}

/// The timing of a group, and of the alerts in it.
package struct GroupFact: Sendable {
  package struct Pending: Sendable {
    package let alert: String
    package let value: PrometheusDuration
    package let range: Range<Int>
  }

  package let source: SourceFile
  package let name: String
  package let interval: PrometheusDuration?
  package let pending: [Pending]

  init(_ group: PrometheusRuleGroup, in source: SourceFile) {
    self.source = source
    name = group.name?.value ?? ""
    interval = group.node.positiveDuration("interval")
    pending = group.rules.compactMap { rule in
      guard rule.kind == .alert, let text = rule.pending, let value = PrometheusDuration(text.value) else { return nil }
      return Pending(alert: rule.name.value, value: value, range: text.range)
    }
  }
}

/// A file of rule tests as other files see it.
package struct RuleTestFact: Sendable {
  package struct Case: Sendable {
    package let alert: WordFact
    package let fires: Bool
  }

  package let source: SourceFile
  package let ruleFiles: [WordFact]
  package let cases: [Case]

  init(_ tests: RuleTestFile) {
    source = tests.source
    ruleFiles = tests.ruleFiles.map { WordFact($0, in: tests.source) }
    cases = tests.alertCases.map { Case(alert: WordFact($0.name, in: tests.source), fires: $0.fires) }
  }
}

/// The address of a provisioned data source.
package struct DataSourceAddress: Sendable {
  /// Whether VictoriaMetrics answers, by what its parts are called and the ports that they listen on:
  /// <https://docs.victoriametrics.com/victoriametrics/cluster-victoriametrics/>.
  var isVictoriaMetrics: Bool {
    ["victoria", "vmsingle", "vmselect", "vmauth", ":8428", ":8481"].contains { url.text.includes(text: $0) }
  }

  /// What holds the folder of provisioning, with a slash at its end: the dashboards are somewhere below it.
  var grafanaFolder: String {
    let parts = ProjectPath.normalized(source.name).split(separator: "/").dropLast()
    let folder = parts.prefix(while: { $0 != "provisioning" }).joined(separator: "/")
    return folder.isEmpty ? "" : folder + "/"
  }

  package let source: SourceFile
  package let url: WordFact

  static func all(in document: Document) -> [DataSourceAddress] {
    guard document.kind == .grafanaProvisioning else { return [] }
    return document.roots.flatMap { $0["datasources"]?.sequence ?? [] }.compactMap { node in
      // Others are asked by the browser, which is not in the network.
      guard node["access"]?.text ?? "proxy" == "proxy", let url = Text(node["url"]) else { return nil }
      return DataSourceAddress(source: document.source, url: WordFact(url, in: document.source))
    }
  }
}
