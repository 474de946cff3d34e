import Artifacts
import Documents
import Foundation
import Project
import Support
import Targets
import Testing

/// What a stack is on a machine without containers.
struct HostTests {
  private static func files(_ spec: String, on target: String) throws -> [String: String] {
    let (stack, findings) = Stacks.resolve(
      spec.replacing("target: TARGET", with: "target: \(target)"))
    let artifacts = try StackArtifacts.generate(try #require(stack, Comment(rawValue: "\(findings.map(\.message))")))
    return Dictionary(
      uniqueKeysWithValues: try artifacts.map { ($0.path, String(decoding: try $0.contents.bytes, as: UTF8.self)) })
  }

  private static func errors(_ text: String) -> [String] {
    Stacks.resolve(Stacks.minimal(adding: text)).findings.filter { $0.severity == .error }.map(\.message)
  }

  /// Of every family of files, on every part that can run on both.
  private static let whole =
    Stacks.minimal(
      adding: """
        tracing: { tail_sample: { errors: 100%, rest: 10% } }
        heartbeat: { url_file: secrets/heartbeat_url }
        components:
          node: {}
          db: { pack: postgres, targets: [db:5432], user: pharos, password_file: secrets/db_password }
          cache: { pack: redis, targets: [cache:6379] }
          web-server: { pack: nginx, stub_status: "http://localhost:8081/stub_status" }
          loki: {}
        probes: { home: { url: "https://shop.example" } }
        deploy: { target: TARGET, provide: [prometheus, alertmanager, grafana, tracing, exporters] }

        """)

  /// Rules, their tests, dashboards, routes and message templates are the same on both targets, to the byte but for addresses.
  @Test func everythingElseIsTheSame() throws {
    let host = try Self.files(Self.whole, on: "host"), containers = try Self.files(Self.whole, on: "compose")
    let same = [
      "prometheus/rules/", "prometheus/tests/", "grafana/dashboards/", "alertmanager/templates/", "blackbox/",
      "instrumentation/",
    ]
    let paths = Set(host.keys).union(containers.keys).filter { path in same.contains(where: path.hasPrefix) }
    #expect(paths.count > 40)
    for path in paths {
      #expect(Self.withoutAddresses(host[path]) == Self.withoutAddresses(containers[path]), "\(path)")
    }
    for path in ["prometheus/prometheus.yml", "grafana/provisioning/datasources/datasources.yml"] {
      #expect(Self.withoutAddresses(host[path]) == Self.withoutAddresses(containers[path]), "\(path)")
    }
    // The relay is there in containers alone.
    let routes = { (files: [String: String]) in
      files["alertmanager/alertmanager.yml"]?.components(separatedBy: "\nreceivers:")[0]
    }
    #expect(routes(host) == routes(containers))
  }

  /// Nobody connects to an address that stands for all.
  @Test func whatListensEverywhereIsReachedOnTheMachine() throws {
    let spec = Self.whole.replacingOccurrences(
      of: "target: TARGET,",
      with: #"target: TARGET, host: { addresses: { prometheus: "0.0.0.0:9191", alertmanager: "[::]:9193" } },"#)
    let files = try Self.files(spec, on: "host")
    #expect(files["host/systemd/shop-prometheus.service"]?.contains("--web.listen-address=0.0.0.0:9191") == true)
    for (path, address) in [
      ("prometheus/prometheus.yml", "localhost:9193"), ("runbooks/watchdog.md", "http://localhost:9193"),
      ("grafana/provisioning/datasources/datasources.yml", "http://localhost:9191"),
    ] {
      let text = try #require(files[path])
      #expect(text.contains(address) && !text.contains("0.0.0.0") && !text.contains("[::]"), "\(path)")
    }
  }

  /// Host and port of each part, as each target has them, and the host where spans are sent, are `ADDRESS`; YAML quotes what begins with numbers.
  private static func withoutAddresses(_ text: String?) -> String? {
    let parts =
      "localhost|prometheus|alertmanager|grafana|loki|jaeger|otel-collector|blackbox|[a-z-]+-exporter|127\\.0\\.0\\.1"
    return text?.replacingOccurrences(
      of: "'?\\b(\(parts)):[0-9]{4,5}\\b'?|host=\"(\(parts))\"", with: "ADDRESS", options: .regularExpression)
  }

  /// What configurations name is where the units put it, and what one part listens on is where the others ask.
  @Test func placesAgree() throws {
    let files = try Self.files(Self.whole, on: "host")
    let expected = [
      ("host/systemd/shop-prometheus.service", "--config.file=/etc/shop-monitoring/prometheus/prometheus.yml"),
      ("host/systemd/shop-prometheus.service", "StateDirectory=shop-prometheus-data"),
      ("host/systemd/shop-prometheus.service", "--storage.tsdb.path=/var/lib/shop-prometheus-data"),
      (
        "host/systemd/shop-alertmanager.service",
        "LoadCredential=slack_webhook_url:/etc/shop-monitoring/secrets/slack_webhook_url"
      ),
      ("alertmanager/alertmanager.yml", "/run/credentials/shop-alertmanager.service/slack_webhook_url"),
      ("alertmanager/alertmanager.yml", "url_file: /run/credentials/shop-alertmanager.service/heartbeat_url"),
      ("host/systemd/shop-grafana.service", "GF_PATHS_DATA=/var/lib/shop-grafana-data\n"),
      ("host/systemd/shop-grafana.service", "GF_PATHS_PROVISIONING=/etc/shop-monitoring/grafana/provisioning"),
      ("grafana/provisioning/dashboards/dashboards.yml", "path: /etc/shop-monitoring/grafana/dashboards"),
      ("host/systemd/shop-grafana.service", "$__file{/run/credentials/shop-grafana.service/grafana_admin_password}"),
      (
        "host/systemd/shop-db-exporter.service",
        "DATA_SOURCE_PASS_FILE=/run/credentials/shop-db-exporter.service/db_password"
      ),
      ("jaeger/config.yml", "/var/lib/shop-jaeger-data/jaeger/keys"),
      ("jaeger/config.yml", "endpoint: '127.0.0.1:14317"),
      ("otel-collector/config.yml", "endpoint: '127.0.0.1:14317"),
      ("otel-collector/config.yml", "endpoint: '127.0.0.1:4317"),
      ("prometheus/prometheus.yml", "127.0.0.1:18888"), ("prometheus/prometheus.yml", "127.0.0.1:9187"),
      ("host/systemd/shop-node-exporter.service", "($$|/)"),
      (
        "host/systemd/shop-node-exporter.service",
        "# Its file systems and its kernel are what is measured.\nProtectHome=read-only"
      ),
      ("runbooks/watchdog.md", "systemctl status shop-prometheus shop-alertmanager"),
      ("runbooks/prometheus-storage.md", "sudo df -h /var/lib/shop-prometheus-data"),
      (
        "runbooks/prometheus-bad-config.md", "sudo promtool check config /etc/shop-monitoring/prometheus/prometheus.yml"
      ),
      ("runbooks/prometheus-notifications.md", "http://127.0.0.1:9093/-/ready"),
      ("docs/monitoring.md", "sudo host/install.sh install --start"),
    ]
    for (path, text) in expected { #expect(files[path]?.contains(text) == true, "\(path) has no \(text)") }
    #expect(files["host/systemd/shop-node-exporter.service"]?.contains("--path.rootfs") == false)
    for (path, text) in files where !path.hasPrefix("instrumentation/") {
      for word in ["docker compose", "docker-compose", "/run/secrets", "127.0.0.11"] {
        #expect(!text.contains(word), "\(path) has \(word)")
      }
    }
  }

  @Test func addressesAreTheSpecs() throws {
    let files = try Self.files(
      Stacks.minimal(
        adding: """
          tracing: {}
          deploy:
            target: host
            host:
              addresses: { prometheus: "10.0.0.7:9091", "jaeger:4317": "127.0.0.1:4327", jaeger: "127.0.0.1:8686" }
              secrets_dir: /srv/secrets

          """), on: "host")
    let expected = [
      ("host/systemd/shop-prometheus.service", "--web.listen-address=10.0.0.7:9091"),
      ("grafana/provisioning/datasources/datasources.yml", "http://10.0.0.7:9091"),
      ("grafana/provisioning/datasources/datasources.yml", "http://127.0.0.1:8686"),
      ("jaeger/config.yml", "endpoint: '127.0.0.1:4327"), ("otel-collector/config.yml", "endpoint: '127.0.0.1:4327"),
      ("host/systemd/shop-alertmanager.service", "slack_webhook_url:/srv/secrets/slack_webhook_url"),
    ]
    for (path, text) in expected { #expect(files[path]?.contains(text) == true, "\(path) has no \(text)") }
  }

  @Test(arguments: [
    (
      "components: { cadvisor: {} }\ndeploy: { target: host }\n",
      "on the target `host` cadvisor runs from an image only"
    ),
    ("logging: {}\ndeploy: { target: host }\n", "on the target `host` alloy runs from an image only"),
    (
      "deploy: { target: host, host: { addresses: { promotheus: \"127.0.0.1:1\" } } }\n",
      "no part of this stack is called `promotheus`"
    ),
    (
      "deploy: { target: host, host: { addresses: { \"grafana:3001\": \"127.0.0.1:1\" } } }\n",
      "`grafana` does not listen on this port"
    ),
    (
      "deploy: { target: host, host: { addresses: { grafana: \"127.0.0.1:9090\" } } }\n",
      "`prometheus` listens on 127.0.0.1:9090 already, and so would `grafana`"
    ),
    (
      "components: { a: { pack: redis, targets: [a:1] }, b: { pack: redis, targets: [b:1] } }\ndeploy: { target: host }\n",
      "`a-exporter` listens on 127.0.0.1:9121 already, and so would `b-exporter`"
    ),
    (
      "heartbeat: { url_file: secrets/beat }\nversions: { alertmanager: 0.25.0 }\ndeploy: { target: host }\n",
      "on the target `host` Alertmanager reads the switch's address from a file, which it can since 0.26.0"
    ),
  ])
  func whatCannotWorkIsAnError(text: String, message: String) {
    #expect(Self.errors(text) == [message])
  }

  /// Everything that a runbook may ask for has a command.
  @Test func operatorsHaveCommands() throws {
    let (stack, _) = Stacks.resolve(Stacks.minimal(adding: "deploy: { target: host }\n"))
    let target = try #require(stack).target
    for (action, command) in [
      (
        OperatorAction(.logs, words: ["loki", "since=30m", "plain"]),
        "journalctl --unit=shop-loki --since=-30m --output=cat"
      ),
      (
        OperatorAction(.logs, words: ["SERVICE", "tail=20", "follow"]), "journalctl --unit=SERVICE --lines=20 --follow"
      ),
      (OperatorAction(.folder, words: ["loki-data"]), "echo /var/lib/shop-loki-data"),
      (OperatorAction(.usage, words: []), "systemd-cgtop --iterations=1"),
      (OperatorAction(.reload, words: ["prometheus"]), "sudo systemctl reload shop-prometheus"),
      (OperatorAction(.start, words: []), "sudo systemctl start shop-monitoring.target"),
      (
        OperatorAction(.ending, words: ["loki", "memory", "restarts"]),
        "systemctl show shop-loki --property=Result --property=NRestarts"
      ),
      (OperatorAction(.deploy, words: ["SERVICE", "count=3"]), "sudo systemctl start 'SERVICE@'{1..3}"),
      (OperatorAction(.status, words: []), "systemctl list-units --all 'shop-*'"),
    ] {
      #expect(target.command(try #require(action)) == command)
    }
  }
}
