import Artifacts
import Foundation
import Project
import Support
import Testing

/// The table of spec keys, held against the files of the reference project.
struct SpecKeyTests {
  private static let stack = Result {
    let text = try Repository.text("examples/agentic-startup-studio/pharos.yml")
    return try #require(Stacks.resolve(text).stack)
  }

  /// An edit by hand, and the keys where the spec says the same; none where it takes more than a key.
  @Test(
    arguments: [
      ("prometheus/prometheus.yml", "scrape_interval: 15s", "scrape_interval: 20s", ["prometheus.scrape_interval"]),
      ("prometheus/prometheus.yml", "cluster: studio-1", "cluster: two", ["prometheus.external_labels.cluster"]),
      (
        "prometheus/prometheus.yml", "scrape_interval: 2m", "scrape_interval: 5m",
        ["services.api.scrapes.expensive.interval"]
      ),
      ("prometheus/prometheus.yml", "port: 8000", "port: 9000", ["services.api.discovery"]),
      ("prometheus/prometheus.yml", "scrape_interval: 30s", "scrape_interval: 1m", ["components.cadvisor.interval"]),
      ("prometheus/rules/service-api-http.yml", "for: 10m", "for: 12m", ["services.api.alerts.HighResponseTime.for"]),
      (
        "prometheus/rules/service-api-http.yml", "> 0.05\n          and", "> 0.08\n          and",
        ["services.api.alerts.HighErrorRate.critical"]
      ),
      ("prometheus/rules/alerts.yml", "[6h]", "[8h]", ["alerts.SignupsStalled.expr"]),
      ("prometheus/rules/alerts.yml", "summary: Nobody", "summary: No one", ["alerts.SignupsStalled.summary"]),
      ("prometheus/rules/alerts.yml", "team: platform", "team: growth", ["alerts.SignupsStalled.labels.team"]),
      ("prometheus/rules/component-db-component.yml", "for: 5m", "for: 6m", ["components.db.alerts.TargetDown.for"]),
      ("prometheus/rules/service-api-http.yml", "record: service:", "record: x:", []),
      ("alertmanager/alertmanager.yml", "repeat_interval: 12h", "repeat_interval: 6h", ["severities, routes or teams"]),
      ("alertmanager/alertmanager.yml", "ops-team@company.com", "me@company.com", ["receivers.email"]),
      ("docker-compose.yml", "prometheus/prometheus:v", "prometheus/prometheus:w", ["images.prometheus"]),
      (
        "docker-compose.yml", "image: quay.io/prometheuscommunity/postgres", "image: mine/postgres", ["images.postgres"]
      ),
      ("docker-compose.yml", "retention.time=40d", "retention.time=20d", ["retention.metrics"]),
      ("docker-compose.yml", "- '127.0.0.1:9090", "- '0.0.0.0:9090", ["deploy.compose.bind"]),
      ("docker-compose.yml", "name: studio\n", "name: other\n", ["deploy.compose.network"]),
      ("docker-compose.yml", "max-size: 10m", "max-size: 20m", ["logging.rotate.size"]),
      ("docker-compose.yml", "restart: unless-stopped", "restart: always", []),
      ("docker-compose.yml", "services:", "services: [", []),
      (".gitignore", "/.env", "/env", []),
    ])
  func keys(path: String, old: String, new: String, keys: [String]) throws {
    let stack = try Self.stack.get()
    let artifact = try #require(try StackArtifacts.generate(stack).first { $0.path == path })
    let text = String(decoding: try artifact.contents.bytes, as: UTF8.self)
    let range = try #require(text.range(of: old), "\(path) has no `\(old)`")
    let edited = text.replacingCharacters(in: range, with: new)
    #expect(SpecKeys(stack).keys(of: path, generated: Array(text.utf8), edited: Array(edited.utf8)) == keys)
  }
}
