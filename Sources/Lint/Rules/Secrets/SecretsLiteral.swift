import Documents
import Formats

extension Rule {
  static let secretInConfiguration = Rule(
    "secrets/literal", .warning,
    "a secret stands in a configuration as it is",
    why:
      "Whoever can read the repository, its history or a backup has it. Prometheus shows its configuration to everybody who opens its page, secrets hidden, but not those inside of addresses. Passwords in a Compose file are an info, and so is what looks thought up and not drawn: it may stand for another.",
    sparesTrials: true,
    bad: [
      Example(
        """
        scrape_configs:
          - job_name: api
            basic_auth: { username: prom, password: ⟦hT7-kk29x⟧ }
            static_configs: [{ targets: ["api:8000"] }]
        remote_write:
          - url: https://user:⟦s3cr-et⟧@metrics.example.com/write?tenant=a
          - url: https://metrics.example.com/write?api_key=⟦9f8e7d6c5b⟧
            headers: { X-Api-Key: ⟦9f8e7d6c5b⟧, X-Scope-OrgID: shop }
        """),
      Example(
        """
        groups:
          - name: api
            rules:
              - alert: ApiDown
                expr: up{job="api"} == 0
                annotations: { summary: The API is down, runbook_url: "https://ops:⟦hT7-kk29x⟧@wiki.example.com/api" }
        """),
      Example(
        """
        services:
          exporter:
            image: prometheuscommunity/postgres-exporter:v0.17.1
            environment:
              DATA_SOURCE_NAME: postgresql://monitor:⟦hT7-kk29x⟧@db:5432/shop
              API_TOKEN: ⟦9f8e7d6c5b⟧
              ALERT_WEBHOOK_URL: ⟦https://hooks.slack.com/services/T02/B03/q8Zk3v9d⟧
          cache:
            image: redis:7.4
            command: redis-server --requirepass ⟦hT7-kk29x⟧
            healthcheck: { test: ["CMD", "redis-cli", "-a", "⟦hT7-kk29x⟧", "ping"] }
        """),
    ],
    good: [
      Example(
        """
        scrape_configs:
          - job_name: api
            basic_auth: { username: prom, password_file: /run/secrets/api }
            static_configs: [{ targets: ["api:8000"] }]
        """),
      Example(
        """
        services:
          exporter:
            image: prometheuscommunity/postgres-exporter:v0.17.1
            environment:
              DATA_SOURCE_PASS_FILE: /run/secrets/db
              DATA_SOURCE_NAME: postgresql://monitor:${DB_PASSWORD}@db:5432/shop
              API_TOKEN: ${API_TOKEN}
              MYSQL_ALLOW_EMPTY_PASSWORD: "yes"
              ETCD_INITIAL_CLUSTER_TOKEN: shop-1
              JWT_PRIVATE_KEY: config/jwt.pem
              OAUTH_TOKEN: https://auth.example.com/token
              MAIL_PASSWORD: your-mail-password
              SESSION_SECRET: '<to be filled in>'
              VITE_MAP_TOKEN: pk.9f8e7d6c5b
              WEBHOOK_URL: https://n8n.example.com/
              CACHE_URL: redis://default:changeme@cache:6379
              DATABASE_URL: postgresql://shop:shop@db:5432/shop
              DB_PASSWD: "{{ db_password }}"
        """),
      Example(
        """
        services:
          mythical-server: { image: "example/mythical:1.2" }
          db: { image: "postgres:17", environment: { POSTGRES_PASSWORD: mythical } }
        """),
      Example(
        """
        services:
          elasticsearch:
            image: docker.elastic.co/elasticsearch/elasticsearch:9.0.0
            environment: { xpack.security.enabled: "false", ELASTIC_PASSWORD: hT7-kk29x }
        """),
      Example(files: [
        "tests/docker-compose.yml": """
        services:
          db: { image: "postgres:17", environment: ["POSTGRES_PASSWORD=hT7-kk29x"] }
        """
      ]),
    ],
    check: .document { document, reporter in
      if document.source.isForTrial { return }
      for group in document.ruleFiles.flatMap(\.groups) { for rule in group.rules { search(rule, &reporter) } }
      switch document.kind {
      case .prometheus:
        guard let root = document.roots.first else { return }
        search(root, PrometheusShape.shape(of: document.dialect), &reporter)
        for secret in WrittenSecret.all(in: root) {
          reporter.report(
            secret.message, at: secret.text, part: secret.part, help: secret.help, as: secret.looksDrawn ? nil : .info)
        }
      case .compose:
        guard let file = document.compose, !file.isForTrial else { return }
        let names = file.publicNames
        for service in file.services where !service.asksNobody {
          search(service, names, &reporter)
          searchTexts(of: service, names, &reporter)
        }
      default: break
      }
    })

  /// Keys of Prometheus' configuration that hold secrets.
  private static let keys: Set<String> = [
    "password", "bearer_token", "credentials", "client_secret", "client_certificate_key", "secret_key", "token",
    "auth_token", "application_secret", "consumer_key", "application_credential_secret", "service_account_key",
    "private_key", "key_passphrase", "certificate_password",
  ]

  /// - Parameter shape: what the node may be; nil where nobody says.
  private static func search(_ node: Node, _ shape: Shape?, _ reporter: inout Reporter) {
    for item in node.sequence ?? [] { search(item, shape?.part(), &reporter) }
    for entry in node.mapping ?? [] {
      guard let key = entry.key.text else { continue }
      if isSecret(key, entry.value, in: shape), let text = Text(entry.value) {
        if !entry.value.isNull, SecretValues.isLiteral(text.value) {
          reporter.report(
            "the secret `\(key)` is readable by everybody who has this file", at: text, help: help(for: key, in: shape),
            as: SecretValues.looksDrawn(text.value) ? nil : .info)
        }
      } else if key == "secrets", entry.value.sequence != nil {
        for text in (entry.value.sequence ?? []).compactMap(Text.init) where SecretValues.isLiteral(text.value) {
          reporter.report(
            "the secret is readable by everybody who has this file", at: text,
            help: "put it into a file and name that under `files:`",
            as: SecretValues.looksDrawn(text.value) ? nil : .info)
        }
      } else {
        search(entry.value, shape?.part(key), &reporter)
      }
    }
  }

  /// A private key stands under `key`, which names other things elsewhere.
  private static func isSecret(_ key: String, _ value: Node, in shape: Shape?) -> Bool {
    keys.contains(key)
      || key == "key" && shape?.takes("key_file") == true && value.text?.includes("PRIVATE KEY") == true
  }

  /// What to do, as far as the program that reads it has a way.
  private static func help(for key: String, in shape: Shape?) -> String {
    if shape?.takes(key + "_file") != false { return "put it into a file and name that under `\(key)_file:`" }
    if key == "token", shape?.takes("authorization") == true { return "use `authorization` with `credentials_file`" }
    return "there is no key for a file with it: generate the configuration where it is deployed"
  }

  /// Annotations go to everybody who is notified.
  private static func search(_ rule: PrometheusRule, _ reporter: inout Reporter) {
    // Most addresses have neither a user nor parameters.
    func isSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "@") || byte == UInt8(ascii: "?") }
    for annotation in rule.annotations
    where annotation.value.value.utf8.contains(where: isSign) && annotation.value.value.includes("://") {
      for secret in WrittenSecret.all(in: annotation.value) {
        reporter.report(
          secret.message, at: secret.text, part: secret.part,
          help: "leave it out of the address: whoever is notified has it too",
          as: secret.looksDrawn ? nil : .info)
      }
    }
  }

  /// - Parameter names: words that are nobody's secret.
  private static func search(_ service: ComposeService, _ names: Set<String>, _ reporter: inout Reporter) {
    for variable in service.environment {
      guard let text = Text(variable.node), let value = variable.value else { continue }
      // In the list form the value begins after `NAME=`.
      let start = text.value.utf8.count - value.utf8.count
      if let part = SecretValues.password(in: value) {
        reporter.report(
          "the address in `\(variable.name)` holds a password", at: text,
          part: start + part.lowerBound..<start + part.upperBound, help: "write `${…}` for it, or use a secret",
          as: .info)
      } else if SecretValues.isWebhook(value) || isSecret(variable.name, value) && !names.contains(value),
        // The same word for the name and the secret is nobody's secret.
        !service.environment.contains(where: { $0.name != variable.name && $0.value == value })
      {
        reporter.report(
          "the secret `\(variable.name)` is readable by everybody who has this file", at: text,
          part: start..<text.value.utf8.count,
          help: "write `${\(variable.name)}`, or use a secret and `\(SecretNames.fileVariable(of: variable.name))`",
          // A password opens a service of the same file, mostly; a token or an address to send to opens what is elsewhere.
          as: SecretNames.isPassword(variable.name) || !SecretValues.looksDrawn(value)
            || isExplained(text, in: reporter.source) ? .info : nil)
      }
    }
  }

  /// Whether a comment beside it says that it is none, or is replaced.
  private static func isExplained(_ text: Text, in source: SourceFile) -> Bool {
    source.comment(besideLineOf: text.range.lowerBound).contains {
      ["replace", "change", "generate", "dummy", "fake", "example", "test", "dev", "development", "local"].contains($0)
    }
  }

  /// What commands, healthchecks and labels hold: addresses, and arguments such as `--requirepass`.
  private static func searchTexts(of service: ComposeService, _ names: Set<String>, _ reporter: inout Reporter) {
    let lists = [service["command"], service["entrypoint"], service["healthcheck"]?["test"]].compactMap { $0 }
    for list in lists {
      let texts = (list.sequence ?? [list]).compactMap(Text.init)
      for (index, secret) in SecretText.find(inArguments: texts.map(\.value)) {
        report(secret, texts[index], names, &reporter)
      }
    }
    for label in service.labels {
      guard let text = Text(label.node) else { continue }
      for secret in SecretText.find(in: text.value) { report(secret, text, names, &reporter) }
    }
  }

  private static func report(
    _ secret: SecretText.Secret, _ text: Text, _ names: Set<String>, _ reporter: inout Reporter
  ) {
    let value = String(decoding: Array(text.value.utf8)[secret.range], as: UTF8.self)
    guard WrittenSecret.isLiteral(value), !names.contains(value) else { return }
    let (what, isPassword): (String, Bool) =
      switch secret.kind {
      case .userinfo: ("the address holds a password", true)
      case .parameter(let name): ("the parameter `\(name)` of the address is a secret", false)
      case .named(let name): ("`\(name)` is a secret", SecretNames.isPassword(name))
      case .argument(let flag):
        (
          "the argument of `\(flag)` is a secret",
          flag.count == 2 || flag.hasSuffix("pass") || SecretNames.isPassword(flag)
        )
      case .webhook, .compared, .key: ("this is a secret", false)
      }
    reporter.report(
      "\(what) that everybody who has this file can read", at: text, part: secret.range,
      help: "write `${…}` for it, or use a secret", as: isPassword || !SecretValues.looksDrawn(value) ? .info : nil)
  }

  private static func isSecret(_ name: String, _ value: String) -> Bool {
    SecretNames.isSecret(name) && SecretValues.isLiteral(value) && !Interpolation.isNeeded(value)
      // That is `compose/default-password`.
      && !(SecretNames.isPassword(name) && SecretNames.wellKnown.contains(value.lowercased()))
  }
}

extension ComposeFile {
  /// The words in the names of services and images: a password that is one of them hides nothing, and is meant to.
  fileprivate var publicNames: Set<String> {
    Set(
      services.flatMap { [$0.name.value, $0.imageName] }.flatMap { $0.split { !$0.isLetter && !$0.isNumber } }.map(
        String.init))
  }
}
