import Documents
import Project
import Regeneration

/// `prometheus/prometheus.yml`.
enum PrometheusConfiguration {
  @Sendable static func generate(_ stack: Stack) -> [Artifact] {
    guard stack.provides(.prometheus) else { return [] }
    let settings = stack.prometheus
    let tree: Tree = .compact([
      "global": .compact([
        "scrape_interval": .string(settings.scrapeInterval.description),
        "evaluation_interval": .string(settings.evaluationInterval.description),
        "external_labels": settings.externalLabels.isEmpty
          ? nil : .mapping(settings.externalLabels.map { .init($0, .string($1)) }),
      ]),
      "rule_files": ["rules/*.yml"],
      "alerting": alerting(stack),
      "scrape_configs": .list(ScrapeConfigurations.all(stack)),
      "remote_write": settings.remoteWrite.isEmpty ? nil : .list(settings.remoteWrite.map { remoteWrite($0, stack) }),
    ])
    return [.yaml("prometheus/prometheus.yml", tree, "Scrapes, rules and alerting of \(stack.project).", stack)]
  }

  private static func alerting(_ stack: Stack) -> Tree? {
    guard let address = stack.address(of: .alertmanager) else { return nil }
    return ["alertmanagers": [["static_configs": [["targets": [.string(address)]]]]]]
  }

  private static func remoteWrite(_ write: PrometheusSettings.RemoteWrite, _ stack: Stack) -> Tree {
    stack.prometheusConnections.merge(
      ["url": .string(write.url?.description ?? "")], write.connection, timeoutKey: "remote_timeout")
  }
}

extension Stack {
  /// How Prometheus reaches what it scrapes and writes to.
  var prometheusConnections: ConnectionTree {
    ConnectionTree(target: target, reader: "prometheus", takesScrapeHeaders: takes(.scrapeHeaders))
  }
}

/// What is left for a Prometheus of your own: the scrape configurations and how to include them.
enum ScrapeFragments {
  @Sendable static func generate(_ stack: Stack) -> [Artifact] {
    guard !stack.provides(.prometheus) else { return [] }
    let tree: Tree = ["scrape_configs": .list(ScrapeConfigurations.all(stack))]
    return [
      .yaml(
        "prometheus/scrape/\(stack.project).yml", tree,
        "For your own Prometheus: name this file under `scrape_config_files:` and rules/*.yml under `rule_files:`.",
        stack)
    ]
  }
}
