import Documents
import Foundation
import PharosCLI
import Project
import Scaffold
import Support
import Targets
import Testing

/// What a pack says of its software is all that `init` needs to recognise it: a folder of data, and no word in Swift.
struct PackDetectionTests {
  private static let packs = BuiltInPacks.files.overlaid(with: [
    "broker/pack.yml": SourceFile(
      name: "broker/pack.yml",
      text: """
        name: broker
        title: Broker
        kind: exporter
        summary: Messages of a broker.
        settings:
          realm: { type: string, help: Its realm. }
        scrape: { port: 9555 }
        metrics:
          broker_up: { type: gauge, help: Whether it works. }
          broker_messages: { type: gauge, help: Messages that wait. }
        setup: |
          A broker is watched by a user of its own:
            broker adduser watcher
        detect:
          images: [acme-broker]
          commands: [brokerctl]
          ports: [9555]
          jobs: [acme_broker]
          metrics: [broker_]
          server: { port: 7000, variables: [BROKER_PORT], flags: [port], images: { acme-broker-tls: 7443 } }
          settings:
            realm: { variables: [BROKER_REALM], value: main, note: "Which realm of `@{server}`, nothing says." }
        """)
  ])

  private func components(_ add: (inout Draft) throws -> Void) throws -> String {
    var draft = Draft(project: "shop", isNamed: false, packs: Self.packs)
    try add(&draft)
    return try #require(
      Imports.section(
        "components", of: FirstSpec(draft, packs: Self.packs, targets: Targets.all).text))
  }

  private func compose(_ service: String) throws -> String {
    let files = Imports.files(["compose.yml": "services:\n  mq: { \(service) }\n"])
    return try components { draft in try ComposeImport.add(["compose.yml"], in: "shop", files, to: &draft) }
  }

  @Test(arguments: [
    ("image: 'acme-broker:4'", "targets: [mq:9555], realm: main"),
    ("image: 'ghcr.io/acme/acme-broker:4', environment: { BROKER_REALM: shop }", "targets: [mq:9555], realm: shop"),
    ("image: 'private/mq', healthcheck: { test: brokerctl ping }", "targets: [mq:9555], realm: main"),
  ])
  func softwareInComposeFiles(service: String, keys: String) throws {
    let text = try compose(service)
    #expect(text.contains("mq: { pack: broker, \(keys) }"), "\(text)")
  }

  @Test(arguments: [
    ("image: acme-broker", "mq:7000"), ("image: acme-broker, environment: { BROKER_PORT: 7001 }", "mq:7001"),
    ("image: acme-broker, command: --port 7002", "mq:7002"),
    ("image: acme-broker, environment: { BROKER_PORT: none }", "mq:7000"),
    ("image: acme-broker, ports: ['9:7003']", "mq:7003"),
  ])
  func whereItAnswers(service: String, address: String) throws {
    #expect(try compose(service).contains("Which realm of `\(address)`, nothing says."))
  }

  @Test(arguments: [
    ("other", "mq:9555"), ("acme-broker", "mq:1234"), ("my_acme_broker_2", "mq:1234"), ("other", "acme-broker-1:1234"),
  ])
  func itsJobs(job: String, target: String) throws {
    let files = Imports.files([
      "prometheus.yml": "scrape_configs:\n- job_name: \(job)\n  static_configs: [{ targets: ['\(target)'] }]\n"
    ])
    let text = try components { draft in try PrometheusImport.add("prometheus.yml", files, to: &draft) }
    #expect(text.contains("pack: broker") && text.contains("targets: [\(target)]"), "\(text)")
    #expect(!text.contains("managed"), "it serves its metrics itself")
  }

  @Test func itsSetupIsSaid() throws {
    var draft = Draft(project: "shop", isNamed: false, packs: Self.packs)
    let files = Imports.files(["compose.yml": "services:\n  mq: { image: acme-broker }\n"])
    try ComposeImport.add(["compose.yml"], in: "shop", files, to: &draft)
    let text = FirstSpec(draft, packs: Self.packs, targets: Targets.all).text
    #expect(text.contains("# A broker is watched by a user of its own:\n#   broker adduser watcher\n"))
  }

  /// An alert of somebody's own is about the component whose metrics it reads.
  @Test func itsMetrics() throws {
    let files = Imports.files([
      "prometheus.yml": """
      rule_files: [rules.yml]
      scrape_configs:
      - { job_name: web, static_configs: [{ targets: ['web:80'] }] }
      - { job_name: mq, static_configs: [{ targets: ['mq:9555'] }] }
      """,
      "rules.yml": "groups: [{ name: a, rules: [{ alert: Long, expr: broker_depth > 5 }] }]",
    ])
    var draft = Draft(project: "shop", isNamed: false, packs: Self.packs)
    try PrometheusImport.add("prometheus.yml", files, to: &draft)
    let text = FirstSpec(draft, packs: Self.packs, targets: Targets.all).text
    #expect(try #require(Imports.section("alerts", of: text)).contains("component: mq"))
  }
}
