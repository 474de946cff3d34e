import Documents
import Project

/// The `scrape_configs` of every job and probe.
enum ScrapeConfigurations {
  static func all(_ stack: Stack) -> [Tree] {
    stack.jobs.map { job($0, stack) } + probeJobs(stack)
  }

  private static func job(_ job: ScrapeJob, _ stack: Stack) -> Tree {
    var tree: Tree = ["job_name": .string(job.name)]
    if let interval = job.interval { tree["scrape_interval"] = .string(interval.description) }
    if let timeout = effectiveTimeout(job.timeout, job.interval ?? stack.prometheus.scrapeInterval) {
      tree["scrape_timeout"] = .string(timeout.description)
    }
    if job.path != "/metrics" { tree["metrics_path"] = .string(job.path) }
    if !job.parameters.isEmpty { tree["params"] = .mapping(job.parameters.map { .init($0, .strings($1)) }) }
    tree = stack.prometheusConnections.merge(tree, job.connection)
    let labels = Tree.texts(job.owner.targetLabels)
    guard let discovery = job.discovery else {
      if !job.senders.isEmpty { tree["honor_labels"] = true }
      tree["static_configs"] = .list(staticConfigs(job.targets, labels))
      if !job.senders.isEmpty { tree["metric_relabel_configs"] = .list(SentSeries.relabelling(job)) }
      return tree
    }
    let (key, configuration, relabelling) = DiscoveryTree.make(discovery)
    tree[key] = [configuration]
    tree["relabel_configs"] = .list(
      relabelling
        + job.owner.targetLabels.map {
          ["target_label": .string($0.name), "replacement": .string($0.value.withDollarsDoubled)]
        })
    return tree
  }

  /// Targets whose `instance` is what their exporter watches stand apart, each with that label.
  private static func staticConfigs(_ targets: [ScrapeJob.Target], _ labels: Tree) -> [Tree] {
    let plain = targets.filter { $0.instance == nil }
    let named = targets.filter { $0.instance != nil }.map { target -> Tree in
      ["targets": [.string(target.address)], "labels": labels.merging(["instance": .string(target.instance!)])]
    }
    return (plain.isEmpty ? [] : [["targets": .strings(plain.map(\.address)), "labels": labels]]) + named
  }

  /// Prometheus refuses a timeout longer than the interval, and its own default is 10s.
  private static func effectiveTimeout(_ timeout: PrometheusDuration?, _ interval: PrometheusDuration)
    -> PrometheusDuration?
  {
    if let timeout { return min(timeout, interval) }
    return interval < .seconds(10) ? interval : nil
  }

  // MARK: Probes

  /// All are one job, which rules and dashboards go by; what differs from probe to probe is a label of its target:
  /// <https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config>.
  private static func probeJobs(_ stack: Stack) -> [Tree] {
    guard !stack.probes.isEmpty, let prober = stack.prober else { return [] }
    return [
      [
        "job_name": "probe", "metrics_path": "/probe",
        "static_configs": .list(
          stack.probes.map { ["targets": [.string($0.address)], "labels": .texts(labels($0, stack))] }),
        "relabel_configs": [
          ["source_labels": ["__address__"], "target_label": "__param_target"],
          ["source_labels": ["__param_target"], "target_label": "instance"],
          ["target_label": "__address__", "replacement": .string(prober)],
        ],
      ]
    ]
  }

  private static func labels(_ probe: ProbeTarget, _ stack: Stack) -> [(name: String, value: String)] {
    let connection = probe.connection
    let interval = connection.interval ?? stack.prometheus.scrapeInterval
    let timeout = connection.timeout.map { probeTimeout($0, interval) } ?? effectiveTimeout(nil, interval)
    return probe.owner.targetLabels + [
      ("probe", probe.probe), ("__param_module", BlackboxConfiguration.module(of: probe, in: stack)),
    ] + (connection.interval.map { [("__scrape_interval__", $0.description)] } ?? [])
      + (timeout.map { [("__scrape_timeout__", $0.description)] } ?? [])
  }

  /// The exporter gives up half a second before Prometheus does, however long its own timeout is: `getTimeout` in
  /// <https://github.com/prometheus/blackbox_exporter/blob/v0.28.0/prober/handler.go>.
  private static func probeTimeout(_ timeout: PrometheusDuration, _ interval: PrometheusDuration) -> PrometheusDuration
  {
    min(PrometheusDuration(milliseconds: timeout.milliseconds + 1000), interval)
  }
}
