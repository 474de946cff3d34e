import Documents
import Formats

/// The port of a service that speaks HTTP, and how that shows.
struct ServicePort {
  var number: Int
  /// Why this one, behind a comma: "the only one that it publishes".
  var reason: String
  /// Whether the healthcheck told it.
  var isWhereHealthIs = false
  /// Whether it is the port of metrics for certain.
  var servesMetrics = false
  /// Where the metrics are, if said.
  var metricsPath: String?

  init(_ number: Int, _ reason: String) {
    self.number = number
    self.reason = reason
  }
}

extension ServicePort {
  /// The first that something speaks for; nil where nothing names a port.
  init?(of member: ComposeProject.Member, healthcheck: HealthcheckAddress?) {
    let found =
      Self.fromPrometheusLabels(member) ?? Self.fromMetricsVariable(member) ?? Self.fromKnownMetrics(member)
      ?? Self.fromVariable(member) ?? Self.fromHealthcheck(healthcheck) ?? Self.fromProxyLabels(member)
      ?? Self.fromPorts(member) ?? Self.fromCommand(member) ?? Self.fromOwnVariable(member)
    guard var found else { return nil }
    if Self.label("scrape", member) == "true", Self.label("port", member) == nil {
      found.servesMetrics = true
      found.metricsPath = Self.label("path", member)
    }
    self = found
  }

  /// Annotations that people carry over from Kubernetes, `prometheus.io/port` or `prometheus.port`.
  private static func fromPrometheusLabels(_ member: ComposeProject.Member) -> ServicePort? {
    guard let number = port(label("port", member)) else { return nil }
    var found = ServicePort(number, "as the label `prometheus.io/port` says")
    found.servesMetrics = label("scrape", member) != "false"
    found.metricsPath = label("path", member)
    return found
  }

  private static func label(_ key: String, _ member: ComposeProject.Member) -> String? {
    member.service.labels.first { $0.name == "prometheus.io/\(key)" || $0.name == "prometheus.\(key)" }?.value
  }

  private static func fromMetricsVariable(_ member: ComposeProject.Member) -> ServicePort? {
    let names = ["METRICS_PORT", "PROMETHEUS_PORT"]
    let fitting = member.environment.keys.filter { name in names.contains { name == $0 || name.hasSuffix("_" + $0) } }
    for name in fitting.sorted() {
      guard let number = port(member.environment[name] ?? nil) else { continue }
      var found = ServicePort(number, "where its metrics are, as `\(name)` says")
      found.servesMetrics = true
      return found
    }
    return nil
  }

  private static func fromKnownMetrics(_ member: ComposeProject.Member) -> ServicePort? {
    guard let number = KnownMetrics(of: member)?.port(of: member) else { return nil }
    var found = ServicePort(number, "where an image of this name serves metrics with these settings")
    found.servesMetrics = true
    return found
  }

  /// Names under which programs take the port that they listen on.
  private static let variables = [
    "PORT", "HTTP_PORT", "APP_PORT", "SERVER_PORT", "WEB_PORT", "LISTEN_PORT", "API_PORT",
  ]

  private static func fromVariable(_ member: ComposeProject.Member) -> ServicePort? {
    for name in variables {
      if let number = port(member.environment[name] ?? nil) { return ServicePort(number, "as `\(name)` says") }
    }
    // ASPNETCORE_URLS=http://*:8080
    for name in ["ASPNETCORE_HTTP_PORTS", "ASPNETCORE_URLS"] {
      let last = (member.environment[name] ?? nil)?.split { $0 == ":" || $0 == ";" }.last.map(String.init)
      if let number = port(last) { return ServicePort(number, "as `\(name)` says") }
    }
    return nil
  }

  private static func fromHealthcheck(_ healthcheck: HealthcheckAddress?) -> ServicePort? {
    guard let number = healthcheck?.port else { return nil }
    var found = ServicePort(number, "where its healthcheck asks")
    found.isWhereHealthIs = true
    return found
  }

  private static func fromProxyLabels(_ member: ComposeProject.Member) -> ServicePort? {
    if let number = port(member.environment["VIRTUAL_PORT"] ?? nil) {
      return ServicePort(number, "as `VIRTUAL_PORT` says")
    }
    for label in member.service.labels where label.name.hasSuffix(".loadbalancer.server.port") {
      if let number = port(label.value) {
        return ServicePort(number, "where the proxy sends requests, as its label says")
      }
    }
    return nil
  }

  /// Ports of TLS, shells, debuggers, mail and databases, which are not asked for metrics in plain HTTP.
  private static let unlikely: Set<Int> = [
    22, 25, 53, 443, 465, 587, 636, 1025, 1433, 1883, 3306, 5005, 5432, 5672, 5858, 6379, 6443, 8443, 9042, 9092, 9229,
    9443, 11211, 27017,
  ]

  private static func fromPorts(_ member: ComposeProject.Member) -> ServicePort? {
    let published = member.service.ports.filter { $0.transport == "tcp" }.compactMap { port(first($0.target)) }
    let exposed = member.service.exposed.filter { !$0.value.hasSuffix("/udp") }.compactMap { port(first($0.value)) }
    let all = (published + exposed).reduce(into: [Int]()) { if !$0.contains($1) { $0.append($1) } }
    guard let only = all.first else { return nil }
    if all.count == 1 {
      return ServicePort(only, published.isEmpty ? "the only one that it exposes" : "the only one that it publishes")
    }
    let likely = all.first { !unlikely.contains($0) } ?? only
    return ServicePort(
      likely, "a guess: the first of \(all.map(String.init).joined(separator: ", ")) that looks like HTTP")
  }

  /// `--port 8000`, `-p 3000`, `-b :8000`, `0.0.0.0:8000`.
  private static func fromCommand(_ member: ComposeProject.Member) -> ServicePort? {
    let words = member.service.command.flatMap { $0.value.split(whereSeparator: \.isWhitespace).map(String.init) }
    for (index, word) in words.enumerated() {
      let next = index + 1 < words.count ? words[index + 1] : ""
      let candidate: String? =
        switch word {
        case "--port", "-p", "--http-port": next
        case "--bind", "-b", "--listen", "--addr": next.split(separator: ":").last.map(String.init)
        default:
          if word.hasPrefix("--port=") || word.hasPrefix("--http-port=") {
            word.split(separator: "=").last.map(String.init)
          } else if word.hasPrefix("0.0.0.0:") || word.hasPrefix("--bind=") || word.hasPrefix("--listen=") {
            word.split { $0 == ":" || $0 == "=" }.last.map(String.init)
          } else {
            nil
          }
        }
      if let number = port(candidate) { return ServicePort(number, "as its command says") }
    }
    return nil
  }

  /// What variables of ports are about that belong to others.
  private static let others = [
    "DB", "DATABASE", "POSTGRES", "PGPORT", "SQL", "MONGO", "REDIS", "VALKEY", "CACHE", "SMTP", "MAIL", "KAFKA",
    "RABBIT", "AMQP",
    "COLLECTOR", "PROXY", "DEBUG", "PUBLIC", "EXTERNAL",
  ]

  /// `PG_META_PORT`, where it is the only one that can be its own.
  private static func fromOwnVariable(_ member: ComposeProject.Member) -> ServicePort? {
    let names = member.environment.keys.filter { name in
      name.hasSuffix("_PORT") && !others.contains { name.contains($0) } && port(member.environment[name] ?? nil) != nil
    }
    guard names.count == 1, let name = names.first, let number = port(member.environment[name] ?? nil) else {
      return nil
    }
    return ServicePort(number, "a guess: `\(name)` looks like its own")
  }

  private static func port(_ text: String?) -> Int? {
    text.flatMap { Int($0.trimmed()) }.flatMap { (1...65535).contains($0) ? $0 : nil }
  }

  /// Of a range `3000-3005` its first; of `3000/tcp` the number.
  private static func first(_ text: String) -> String { String(text.prefix { $0.isNumber }) }
}
