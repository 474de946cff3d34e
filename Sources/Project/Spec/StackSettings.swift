import Documents

/// Settings of Prometheus itself.
package struct PrometheusSettings: Sendable {
  package var scrapeInterval = PrometheusDuration.seconds(15)
  package var evaluationInterval = PrometheusDuration.seconds(15)
  package var externalLabels: OrderedMap<String> = [:]
  package var remoteWrite: [RemoteWrite] = []

  package struct RemoteWrite: Sendable {
    package var url: WebAddress?
    package var connection = Connection()
  }

  package static let section = Section(
    "prometheus", "Settings of Prometheus itself.", default: PrometheusSettings(),
    fields: [
      .init(
        "scrape_interval", \.scrapeInterval, .positiveDuration,
        "How often targets are scraped, unless they say otherwise."),
      .init("evaluation_interval", \.evaluationInterval, .positiveDuration, "How often rules are evaluated."),
      .init(
        "external_labels", \.externalLabels, .mapping(of: externalLabel, key: Name.label),
        "Labels on everything that leaves this Prometheus."),
      .init("remote_write", \.remoteWrite, .list(of: remoteWrite.codec), "Where samples are sent as well."),
    ])

  /// Prometheus 3 expands variables of its environment in them and takes `$$` for one dollar sign; 2 does neither without a feature flag. See
  /// `expand-external-labels` in <https://prometheus.io/docs/prometheus/3.0/migration/#flags> and
  /// <https://prometheus.io/docs/prometheus/2.55/feature_flags/#expand-environment-variables-in-external-labels>.
  private static let externalLabel = Codec.text.checked { text in
    guard text.includes("$") else { return nil }
    return (
      "Prometheus 3 takes `$` for the beginning of a variable here, and Prometheus 2 does not",
      "write the value without `$`: no spelling means the same to both"
    )
  }
  .annotated(["pattern": "^[^$]*$"])

  private static let remoteWrite = Section(
    "remote_write", "A place that samples are sent to.", default: RemoteWrite(),
    fields: [.init("url", \.url, .webAddress, "Address of the receiving end.", isRequired: true)]
      // The address says the scheme; samples are sent as they come.
      + Connection.fields(in: \.connection, without: ["scheme", "interval", "sample_limit"]))
}

/// How logs are collected and kept.
package struct Logging: Sendable {
  package var collector = "alloy"
  package var store = "loki"
  package var rotate = Rotation()
  package var labels = ["service", "environment"]

  package init() {}

  package struct Rotation: Sendable {
    package var size = ByteSize(bytes: 10 << 20)
    package var files = 3

    static let section = Section(
      "rotation", "Rotation of the containers' own log files.", default: Rotation(),
      fields: [
        .init("size", \.size, .byteSize, "Size of a file before the next begins."),
        .init("files", \.files, .integer(1...100), "Files that are kept."),
      ])
  }

  package static let section = Section(
    "logging", "How logs are collected and kept.", default: Logging(),
    fields: [
      .init("collector", \.collector, .word(of: ["alloy"]), "What collects them."),
      .init("store", \.store, .word(of: ["loki"]), "What keeps them."),
      .init("rotate", \.rotate, Rotation.section.codec, "Rotation of the containers' own log files."),
      .init("labels", \.labels, .list(of: Name.label), "Container labels that the log lines carry."),
    ])
}

/// How traces are collected, sampled and kept.
package struct Tracing: Sendable {
  package var collector = "otel-collector"
  package var store = "jaeger"
  package var headSample: Decimal = 1
  package var tailSample: TailSample?

  package struct TailSample: Sendable {
    package var errors: Decimal = 1
    package var slowerThan: PrometheusDuration?
    package var rest: Decimal = 1

    static let section = Section(
      "tail_sample", "Which traces are kept once they are complete.", default: TailSample(),
      fields: [
        .init("errors", \.errors, .ratio, "Share kept of those with an error."),
        .init("slower_than", \.slowerThan, .positiveDuration, "Those slower than this are all kept."),
        .init("rest", \.rest, .ratio, "Share kept of the others."),
      ])
  }

  package static let section = Section(
    "tracing", "How traces are collected, sampled and kept.", default: Tracing(),
    fields: [
      .init("collector", \.collector, .word(of: ["otel-collector"]), "What collects them."),
      .init("store", \.store, .word(of: ["jaeger"]), "What keeps them."),
      .init("head_sample", \.headSample, .ratio, "Share of requests that are traced at all."),
      .init(
        "tail_sample", \.tailSample, TailSample.section.codec,
        "Which traces are kept once they are complete; all if not said."),
    ])
}

/// How long things are kept.
package struct Retention: Sendable {
  package var metrics = PrometheusDuration.days(15)
  package var metricsSize: ByteSize?
  package var logs = PrometheusDuration.days(14)
  package var traces = PrometheusDuration.days(7)

  package static let section = Section(
    "retention", "How long things are kept.", default: Retention(),
    fields: [
      .init(
        "metrics", \.metrics, .positiveDuration,
        "Metrics; if not said, 15d, the longest objective's window, or 30d where there are prices, whichever is longest."
      ),
      .init("metrics_size", \.metricsSize, .byteSize, "Disk that metrics may take, whichever comes first."),
      .init("logs", \.logs, .positiveDuration, "Logs."),
      .init("traces", \.traces, .positiveDuration, "Traces."),
    ])
}

/// Bounds on cardinality.
package struct Budgets: Sendable {
  package var series = 50_000
  package var seriesPerMetric = 5_000
  package var labelValues = 100

  package init() {}

  package static let section = Section(
    "budgets", "Bounds on cardinality.", default: Budgets(),
    fields: [
      .init("series", \.series, .integer(1...1_000_000_000), "Series of all services, by the bounds of their labels."),
      .init("series_per_metric", \.seriesPerMetric, .integer(1...1_000_000_000), "Series of one metric of one owner."),
      .init("label_values", \.labelValues, .integer(1...1_000_000), "Values of one label."),
    ])
}

/// Prices and a budget.
package struct Cost: Sendable {
  package struct Model: Sendable {
    package var input: Decimal = 0
    package var output: Decimal = 0
  }

  package var currency = "USD"
  package var monthlyBudget: Decimal?
  package var models: OrderedMap<Model> = [:]

  /// How far back the rules and dashboards of spending look.
  package static let month = PrometheusDuration.days(30)

  package static let section = Section(
    "cost", "Prices and a budget.", default: Cost(),
    fields: [
      .init(
        "currency", \.currency,
        Codec.name(
          "currency", pattern: "^[A-Z]{3}$", example: "USD", rule: "three capital letters of ISO 4217",
          isValid: { $0.utf8.count == 3 && $0.utf8.allSatisfy { $0.isLetter && $0 < UInt8(ascii: "a") } }),
        "Currency of every amount."),
      .init("monthly_budget", \.monthlyBudget, .money, "What a month may cost."),
      .init(
        "models", \.models, .mapping(of: model.codec, key: .text),
        "Prices of AI models, by the value of the `model` label."),
    ])

  private static let model = Section(
    "model_price", "Price of an AI model.", default: Model(),
    fields: [
      .init("input_per_million_tokens", \.input, .money, "Price of a million tokens in.", isRequired: true),
      .init("output_per_million_tokens", \.output, .money, "Price of a million tokens out.", isRequired: true),
    ])
}

/// Where the stack runs, and what of it.
package struct Deploy: Sendable {
  package enum Part: String, CaseIterable, Sendable {
    case prometheus, alertmanager, grafana, logging, tracing, exporters
  }

  package struct Compose: Sendable {
    package var network: String?
    package var prefix = ""
    package var bind = "127.0.0.1"
  }

  package struct HostSettings: Sendable {
    /// By part, or by `PART:PORT` where it listens on several.
    package var addresses: OrderedMap<HostPort> = [:]
    package var secretsFolder: String?

    package init() {}
  }

  package var target: String?
  package var compose = Compose()
  package var host = HostSettings()
  package var registry: String?
  package var provide = Part.allCases

  package static let section = Section(
    "deploy", "Where the stack runs, and what of it.", default: Deploy(),
    fields: [
      .init("target", \.target, Name.owner, "What runs the stack: `compose`, if not said."),
      .init("compose", \.compose, composeSection.codec, "Settings of Docker Compose."),
      .init("host", \.host, hostSection.codec, "Settings of a machine that runs the parts as services of systemd."),
      .init("registry", \.registry, registryName, "Registry to pull every image from instead of its own."),
      .init(
        "provide", \.provide, .list(of: .word, minimum: 1),
        "Parts that the stack runs; the rest is yours, and its part comes as files to include."),
    ])

  private static let registryName = Codec.name(
    "registry", pattern: "^[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._/-]+)?$", example: "registry.example.org/mirror",
    rule: "a host, with a port and a path where needed",
    isValid: { text in
      let host = text.split(separator: "/", omittingEmptySubsequences: false)[0]
      return (Host.isValid(String(host)) || HostPort(String(host)) != nil) && !text.hasSuffix("/")
        && text.utf8.dropFirst(host.utf8.count).allSatisfy {
          $0.isLetter && $0 >= UInt8(ascii: "a") || $0.isDigit || "._/-".utf8.contains($0)
        }
    })

  private static let composeSection = Section(
    "compose", "Settings of Docker Compose.", default: Compose(),
    fields: [
      .init(
        "network", \.network, composeName,
        "External network that the application's containers are on; `PROJECT_default` if not said."),
      .init(
        "prefix", \.prefix,
        .name(
          "prefix", pattern: "^[a-z][a-z0-9_-]*$", example: "monitoring-",
          rule: "small letters, digits, `_` and `-`, the first of them a letter",
          isValid: { text in
            text.utf8.first.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } == true
              && text.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0.isDigit || "_-".utf8.contains($0)
              }
          }),
        "What the names of the stack's parts begin with, where the application has services of these names on the same network."
      ),
      .init(
        "bind", \.bind,
        .name(
          "IP address", pattern: #"^([0-9]{1,3}(\.[0-9]{1,3}){3}|\[[0-9a-fA-F:.]+\])$"#, example: "127.0.0.1",
          rule: "four numbers from 0 to 255, or version 6 in brackets; Compose takes no names here",
          isValid: IPAddress.isValid),
        "Address that web interfaces are published on."),
    ])

  private static let hostSection = Section(
    "host", "Settings of a machine that runs the parts as services of systemd.", default: HostSettings(),
    fields: [
      .init(
        "addresses", \.addresses, .mapping(of: .hostPort, key: endpointName, keyName: "PART"),
        "Where parts listen, by their names, or by `PART:PORT` of one that has several ports; `127.0.0.1` and the usual port if not said."
      ),
      .init(
        "secrets_dir", \.secretsFolder, absolutePath,
        "Where the machine keeps secrets; `/etc/PROJECT-monitoring/secrets` if not said."),
    ])

  private static let endpointName = Codec.name(
    "part", pattern: "^[a-z0-9]([a-z0-9_-]*[a-z0-9])?(:[0-9]+)?$", example: "prometheus",
    rule: "the name of a part, with `:` and a port where it has several",
    isValid: { text in
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      return Name.isOwner(String(parts[0])) && (parts.count == 1 || HostPort(text) != nil)
    })

  private static let absolutePath = Codec.name(
    "absolute path", pattern: "^/[A-Za-z0-9._/-]+$", example: "/etc/shop-monitoring/secrets",
    rule: "it begins with `/` and has letters, digits, `.`, `_`, `-` and no `..`",
    isValid: { text in
      text.hasPrefix("/") && text.utf8.count > 1 && !text.split(separator: "/").contains("..")
        && text.utf8.allSatisfy { $0.isLetter || $0.isDigit || "._/-".utf8.contains($0) }
    })

  private static let composeName = Codec.name(
    "network name", pattern: "^[a-zA-Z0-9][a-zA-Z0-9_.-]*$", example: "studio",
    rule: "letters, digits, `_`, `.` and `-`",
    isValid: {
      $0.utf8.first.map { $0.isLetter || $0.isDigit } == true
        && $0.utf8.allSatisfy { $0.isLetter || $0.isDigit || "_.-".utf8.contains($0) }
    })
}

/// Addresses that generated links point to.
package struct Addresses: Sendable {
  package var runbooks: WebAddress?
  package var grafana: WebAddress?
  package var prometheus: WebAddress?
  package var alertmanager: WebAddress?

  package static let section = Section(
    "urls", "Addresses that generated links point to.", default: Addresses(),
    fields: [
      .init("runbooks", \.runbooks, .webAddress, "Where the folder `runbooks/` can be read."),
      .init("grafana", \.grafana, .webAddress, "Where people open Grafana."),
      .init("prometheus", \.prometheus, .webAddress, "Where people open Prometheus."),
      .init("alertmanager", \.alertmanager, .webAddress, "Where people open Alertmanager."),
    ])
}

/// What is generated for the services themselves.
package enum Instrumentation: String, CaseIterable, Sendable { case none, python }
