import Documents
import Scaffold
import Support
import Testing

/// Jobs and alerts of a Prometheus.
struct PrometheusImportTests {
  private func spec(_ text: String, _ others: [String: String] = [:]) throws -> FirstSpec {
    try Imports.spec { draft in
      try PrometheusImport.add("p.yml", Imports.files(["p.yml": text].merging(others) { $1 }), to: &draft)
    }
  }

  private func job(_ text: String) throws -> FirstSpec {
    try spec("scrape_configs:\n  - job_name: My Job\n" + text.indented().indented() + "\n")
  }

  @Test(arguments: [
    ("static_configs: [{ targets: ['a:1', b] }]", "targets: [a:1, b:80]"),
    ("scheme: https\nstatic_configs: [{ targets: [b] }]", "targets: [b:443]"),
    (
      "dns_sd_configs: [{ names: [tasks.web], type: A, port: 8000 }]",
      "dns: { names: [tasks.web], type: A, port: 8000 }"
    ),
    ("dns_sd_configs: [{ names: [_http._tcp.web] }]", "dns: { names: [_http._tcp.web], type: SRV }"),
    ("file_sd_configs: [{ files: [/etc/prometheus/t/*.json] }]", "file: { paths: [t/*.json] }"),
    ("http_sd_configs: [{ url: 'http://sd/x' }]", "http: { url: http://sd/x }"),
    (
      "docker_sd_configs: [{ host: h, port: 9, filters: [{ name: label, values: [a=b] }] }]",
      "docker: { port: 9, match: { a: b } }"
    ),
    ("kubernetes_sd_configs: [{ role: pod, selectors: [{ role: pod, label: app=web }] }]", "match: { app: web }"),
    (
      "kubernetes_sd_configs: [{ role: service }]\nrelabel_configs: [{ source_labels: [__meta_kubernetes_service_label_app], action: keep, regex: web }]",
      "kubernetes: { role: service, match: { app: web } }"
    ),
  ])
  func targets(text: String, found: String) throws {
    let spec = try job(text)
    #expect(Imports.section("services", of: spec.text)?.contains("  my-job:") == true)
    #expect(spec.text.contains(found), Comment(rawValue: spec.text))
  }

  @Test(arguments: [
    ("consul_sd_configs: [{ server: c }]", "no discovery by consul"),
    ("docker_sd_configs: [{ host: h }]", "shows in no label"),
    ("static_configs: []", "has no targets"),
    ("static_configs: [{ targets: ['a:1'], labels: { env: x } }]", "the label `env` of the targets"),
    ("static_configs: [{ targets: ['a:1'] }]\nfile_sd_configs: [{ files: [a] }]", "targets or a discovery"),
    ("static_configs: [{ targets: ['a:1'] }]\nhonor_labels: true", "`honor_labels` of the job"),
    ("static_configs: [{ targets: ['a:1'] }]\ntls_config: { insecure_skip_verify: true }", "`insecure_skip_verify`"),
    ("static_configs: [{ targets: ['a:1'] }]\nheaders: { X-Token: abc }", "the header `X-Token`"),
    ("static_configs: [{ targets: ['a:1'] }]\nscrape_interval: 5s\nscrape_timeout: 10s", "`scrapes` of `my-job`"),
  ])
  func leftOut(text: String, reason: String) throws {
    let messages = try job(text).leftovers.map(\.message)
    #expect(messages.contains { $0.contains(reason) }, "\(messages)")
  }

  /// What a prober asks by, its module's name tells.
  @Test(arguments: [
    ("", "shop.example", "url: http://shop.example"),
    ("http_2xx", "https://shop.example/x", "url: https://shop.example/x"),
    ("http_post_2xx", "shop.example", "url: http://shop.example"),
    ("tcp_connect", "db.example:5432", "type: tcp, target: db.example:5432"),
    ("tcp_tls", "db.example:5432", "type: tcp, target: db.example:5432, tls: true"),
    ("ssh_banner", "host.example:22", "type: tcp, target: host.example:22"),
    ("icmp", "router.example", "type: icmp, host: router.example"),
    ("icmp_ipv4", "10.0.0.1", "type: icmp, host: 10.0.0.1"),
    ("dns_udp", "10.0.0.53", "type: dns, name: example.com, server: 10.0.0.53"),
    ("my_dns", "10.0.0.53:53", "type: dns, name: example.com, server: 10.0.0.53:53"),
    ("grpc", "cart.example:9000", "type: grpc, target: cart.example:9000, tls: true"),
    ("grpc_plain", "cart.example:9000", "type: grpc, target: cart.example:9000"),
  ])
  func probesAreOfTheirKind(module: String, target: String, found: String) throws {
    let spec = try job(prober(module, target))
    let section = try #require(Imports.section("probes", of: spec.text))
    #expect(section.replacing("'", with: "").contains("{ \(found) }"), Comment(rawValue: section))
    #expect(!spec.leftovers.contains { $0.message.contains("`params`") })
    // A target may have a module of its own.
    let labelled = try job(
      "relabel_configs: [{ target_label: __param_target }]\nstatic_configs: [{ targets: ['a:1'], labels: { module: tcp } }]"
    )
    #expect(labelled.text.contains("{ type: tcp, target: a:1 }"))
  }

  @Test(arguments: [
    ("sctp_init", "a.example:1", "does not tell how it is asked"), ("tcp_connect", "a.example", "no address"),
  ])
  func probesOfNoKindAreLeftOut(module: String, target: String, reason: String) throws {
    let spec = try job(prober(module, target))
    #expect(Imports.section("probes", of: spec.text) == nil)
    #expect(spec.leftovers.contains { $0.message.contains(reason) }, "\(spec.leftovers.map(\.message))")
  }

  private func prober(_ module: String, _ target: String) -> String {
    (module.isEmpty ? "" : "params: { module: [\(module)] }\n")
      + "metrics_path: /probe\nrelabel_configs: [{ target_label: __param_target }]\nstatic_configs: [{ targets: ['\(target)'] }]"
  }

  /// No value of a secret is in the spec or in what is said of it.
  @Test func secretsStayWhereTheyAre() throws {
    let spec = try job(
      """
      static_configs: [{ targets: ['a:1'] }]
      basic_auth: { username: u, password: GEHEIM }
      tls_config: { ca_file: /etc/ca.pem, cert_file: /etc/cert.pem, key: GEHEIM }
      """)
    // One request has one way to log in.
    let bearer = try job("static_configs: [{ targets: ['a:1'] }]\nbearer_token: GEHEIM\n")
    for spec in [spec, bearer] {
      #expect(!(spec.text + spec.leftovers.map(\.message).joined()).contains("GEHEIM"))
    }
    #expect(spec.text.contains("basic_auth: { username: u, password_file: secrets/my-job_password }"))
    #expect(spec.text.contains("key_file: secrets/my-job_key"))
    #expect(bearer.text.contains("credentials_file: secrets/my-job_bearer_token"))
  }

  /// Jobs of one host are services of their own, each with its own secret.
  @Test(arguments: [
    ("api:8000", "api:9000"), ("api:8000", "api:8000"), ("api:8000", "other:9000"),
  ])
  func jobsOfOneHost(first: String, second: String) throws {
    let spec = try spec(
      """
      scrape_configs:
        - { job_name: a, bearer_token: GEHEIM, static_configs: [{ targets: ['\(first)'] }] }
        - { job_name: b, metrics_path: /b, authorization: { credentials: GEHEIM }, static_configs: [{ targets: ['\(second)'] }] }
      """)
    #expect(spec.stack?.services.map(\.name) == ["a", "b"], Comment(rawValue: spec.text))
    let secrets = spec.stack?.services.map { $0.scrapes["main"]?.connection.secrets.map { "\($0)" } ?? [] }.joined()
    #expect(secrets.map { "\(Array($0))" }?.contains("secrets/a_bearer_token") == true)
    #expect(secrets.map { "\(Array($0))" }?.contains("secrets/b_credentials") == true)
    #expect(spec.stack?.services.last?.targets.map(\.description) == [second])
  }

  /// A job of a service that Compose told of, on another port.
  @Test func aJobOnAnotherPort() throws {
    let files = Imports.files([
      "compose.yml": "services: { web: { build: ., ports: ['8000'] } }",
      "p.yml": "scrape_configs: [{ job_name: w, static_configs: [{ targets: ['web:9000'] }] }]",
    ])
    let spec = try Imports.spec { draft in
      try ComposeImport.add(["compose.yml"], in: "shop", files, to: &draft)
      try PrometheusImport.add("p.yml", files, to: &draft)
    }
    #expect(spec.leftovers.contains { $0.message.contains("reads `web:9000`, and `web` had `web:8000`") })
    #expect(spec.text.contains("targets: [web:9000]"))
  }

  @Test func exportersAndProbers() throws {
    let spec = try spec(
      """
      scrape_configs:
        - { job_name: prometheus, static_configs: [{ targets: ['localhost:9090'] }] }
        - { job_name: hosts, static_configs: [{ targets: ['n1:9100', 'n2:9100'] }] }
        - job_name: sites
          params: { module: [http_2xx] }
          static_configs: [{ targets: ['https://a.example', b.example] }]
          relabel_configs: [{ source_labels: [__address__], target_label: __param_target }]
      """)
    #expect(spec.text.contains("hosts: { pack: node, managed: false, targets: [n1:9100, n2:9100] }"))
    #expect(
      spec.text.contains("a-example: { url: https://a.example }")
        && spec.text.contains("b-example: { url: http://b.example }"))
    #expect(spec.leftovers.contains { $0.kind == .unmonitored && $0.message.contains("`prometheus`") })
  }

  /// A database that Compose told of is not watched twice.
  @Test func anExporterOfWhatIsKnown() throws {
    let files = Imports.files([
      "compose.yml": "services: { db: { image: 'postgres:17' } }",
      "p.yml": "scrape_configs: [{ job_name: pg, static_configs: [{ targets: ['postgres-exporter:9187'] }] }]",
    ])
    let spec = try Imports.spec { draft in
      try ComposeImport.add(["compose.yml"], in: "shop", files, to: &draft)
      try PrometheusImport.add("p.yml", files, to: &draft)
    }
    #expect(spec.text.contains("db: { pack: postgres, managed: false, targets: [postgres-exporter:9187] }"))
    #expect(spec.spec?.components.keys == ["db", "cadvisor", "node"])
  }

  @Test func alerts() throws {
    let spec = try spec(
      """
      rule_files: [r/*.yml, none.yml]
      scrape_configs:
        - { job_name: My Job, static_configs: [{ targets: ['a:1'] }] }
        - { job_name: other, static_configs: [{ targets: ['b:1'] }] }
      """,
      [
        "r/a.yml": """
        groups:
          - name: g
            interval: 1m
            rules:
              - { record: 'a:b', expr: x }
              - { alert: needs_record, expr: 'a:b > 1' }
              - alert: high-errors
                expr: sum(rate(errors_total{job="My Job"}[5m])) > 1
                for: 5m
                labels: { severity: page, tier: one, team: t }
                annotations: { summary: Errors, runbook_url: 'https://w.example/r', grafana: g }
              - { alert: high-errors, expr: 'errors_total > 2', labels: { severity: critical } }
              - { alert: broken, expr: 'sum(' }
              - { alert: constant, expr: 'vector(1)' }
        """
      ])
    let alerts = try #require(Imports.section("alerts", of: spec.text))
    #expect(
      alerts.contains(
        "HighErrors:\n    service: my-job\n    expr: sum(rate(errors_total{job=\"my-job\"}[5m])) > 1\n    for: 5m"))
    #expect(alerts.contains("runbook: https://w.example/r") && alerts.contains("labels: { tier: one }"))
    #expect(alerts.contains("HighErrorsCritical:"))
    #expect(spec.text.contains("name: page, pages: true") && spec.text.contains("known_metrics: [errors_total]"))
    for reason in [
      "the recording rule `a:b`", "needs the recording rule", "no PromQL", "`constant`".capitalized,
      "annotation `grafana`",
      "label `team`", "`interval` of the group", "`none.yml`",
    ] {
      #expect(spec.leftovers.contains { $0.message.contains(reason) }, "\(reason)")
    }
  }

  /// Prometheus reads a file once, however often it is named; of alerts with one name each has a number that is free.
  @Test func eachRuleFileOnce() throws {
    let rules = (0..<60).map { "{ alert: A, expr: 'x == \($0)' }" }.joined(separator: ", ")
    let spec = try spec(
      "rule_files: [r.yml, 'r*.yml', r.yml]\nscrape_configs: [{ job_name: a, static_configs: [{ targets: ['a:1'] }] }]",
      ["r.yml": "groups: [{ name: g, rules: [\(rules)] }]"])
    #expect(spec.spec?.alerts.keys.count == 60 && spec.text.contains("AWarning59:"))
  }

  /// An alert that a rule file holds, among jobs of three kinds; what is said of it where it stays behind.
  private func alert(_ expression: String, labels: String = "severity: critical") throws -> (text: String, left: String)
  {
    let spec = try spec(
      """
      rule_files: [r.yml]
      scrape_configs:
        - { job_name: My Job, static_configs: [{ targets: ['a:1'] }] }
        - { job_name: other, static_configs: [{ targets: ['b:1'] }] }
        - { job_name: Node Exporter, static_configs: [{ targets: ['n:9100'] }] }
        - { job_name: Node Two, static_configs: [{ targets: ['m:9100'] }] }
        - { job_name: far, consul_sd_configs: [{ server: c }] }
        - job_name: sites
          static_configs: [{ targets: ['https://a.example'] }]
          relabel_configs: [{ source_labels: [__address__], target_label: __param_target }]
      """, ["r.yml": "groups: [{ name: g, rules: [{ alert: A, expr: '\(expression)', labels: { \(labels) } }] }]"])
    return (
      Imports.section("alerts", of: spec.text) ?? "", spec.leftovers.map(\.message).joined(separator: "\n")
    )
  }

  /// A job is called after what it became, wherever an expression selects it.
  @Test(arguments: [
    (#"node_load1{job="Node Exporter"} > 1"#, #"component: node-exporter"#, #"{job="node-exporter"}"#),
    (#"up{job=~"Node Exporter|other"} == 0"#, "About whatever its series are of", #"{job=~"node-exporter|other"}"#),
    (#"up{job=~"My Job"} == 0"#, "service: my-job", #"{job=~"my-job"}"#),
    (#"up{job!="My Job", service="other"} == 0"#, "service: other", #"{job!="my-job""#),
    (#"up{job=~"Node.*"} == 0"#, "About whatever its series are of", #"{job=~"node-exporter|node-two"}"#),
    (#"up{job=~"oth.*"} == 0"#, "service: other", #"{job=~"oth.*"}"#),
    (#"probe_success{job="sites"} == 0"#, "About whatever its series are of", #"{job="probe"}"#),
  ])
  func jobsOfAlerts(expression: String, owner: String, found: String) throws {
    let text = try alert(expression).text
    #expect(text.contains(owner) && text.contains(found), Comment(rawValue: text))
  }

  @Test func jobsThatNothingIsScrapedAs() throws {
    for expression in [#"up{job="far"} == 0"#, #"up{job=~"fa.*"} == 0"#, #"up{job=~"far|gone"} == 0"#] {
      let (text, left) = try alert(expression)
      #expect(text.isEmpty && left.contains("the alert `A`: nothing here is scraped as the job"), "\(left)")
    }
    #expect(try alert(#"up{job=~"Node.*"} == 0"#).left.contains("those that it matched are listed instead"))
    #expect(try alert(#"probe_success{job="sites"} == 0"#).left.contains("all probes share the job `probe`"))
  }

  /// Each guess is explained.
  @Test(arguments: [
    ("up == 0", "severity: critical", "About whatever its series are of"),
    (#"up{job=~"other|My Job"} == 0"#, "severity: critical", "About whatever its series are of"),
    ("node_load1 > 1", "severity: critical", "About whatever its series are of"),
    (#"up{job="other"} == 0"#, "severity: '{{ $labels.sev }}'", "is a guess: it was `{{ $labels.sev }}`."),
    (#"up{job="other"} == 0"#, "a: b", "That its severity is `warning` is a guess: it had none."),
  ])
  func guesses(expression: String, labels: String, note: String) throws {
    let (text, left) = try alert(expression, labels: labels)
    #expect(text.contains(note), Comment(rawValue: text))
    #expect(left.contains("the severity `{{ $labels.sev }}` of `A`") == labels.contains("{{"))
  }

  @Test func settings() throws {
    let spec = try spec(
      """
      global: { scrape_interval: 20s, external_labels: { cluster: a }, scrape_timeout: 5s }
      remote_write: [{ url: 'https://m.example/push', basic_auth: { username: u, password_file: /x }, queue_config: {} }]
      storage: {}
      """)
    #expect(spec.text.contains("scrape_interval: 20s") && spec.text.contains("external_labels: { cluster: a }"))
    #expect(spec.text.contains("password_file: secrets/remote_write_1_password"))
    for reason in ["`scrape_timeout`", "`queue_config`", "`storage`"] {
      #expect(spec.leftovers.contains { $0.message.contains(reason) })
    }
  }

  /// Every configuration that Prometheus' own tests load becomes a spec without errors.
  @Test func corpus() throws {
    guard let folder = Repository.shared?.appendingPathComponent("corpora/prometheus/good") else { return }
    for file in try Imports.yaml(in: folder) {
      do {
        _ = try Imports.spec { try PrometheusImport.add(file.path, Imports.disk, to: &$0) }
      } catch is ImportError {}
    }
  }
}
