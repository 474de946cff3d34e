import Documents
import Formats

/// The port of a service that it is asked at, what it speaks there, and how that shows.
struct ServicePort {
  var number: Int
  /// Why this one, behind a comma: "the only one that it publishes".
  var reason: String
  var speaks: KnownPort
  /// Whether the healthcheck told it.
  var isWhereHealthIs = false
  /// Whether it is the port of metrics for certain.
  var servesMetrics = false
  /// Where the metrics are, if said.
  var metricsPath: String?

  /// - Parameter speaks: what says it; by convention of its number where nothing does.
  init(_ number: Int, _ reason: String, speaks: KnownPort? = nil) {
    self.number = number
    self.reason = reason
    self.speaks = speaks ?? KnownPort(number)
  }

  /// One that serves metrics, which is done by HTTP.
  static func ofMetrics(_ number: Int, _ reason: String, path: String? = nil) -> ServicePort {
    var port = ServicePort(number, reason, speaks: .http)
    port.servesMetrics = true
    port.metricsPath = path
    return port
  }

  /// The port of a text `8000`.
  static func number(_ text: String?) -> Int? {
    text.flatMap { Int($0.trimmed()) }.flatMap { (1...65535).contains($0) ? $0 : nil }
  }
}

extension ServicePort {
  /// The first that something speaks for; nil where nothing names a port.
  init?(of member: ComposeProject.Member, healthcheck: HealthcheckAddress?, _ peers: ComposePeers) {
    let metrics = MetricsPort(member: member, peers: peers)
    let found =
      metrics.found ?? Self.fromVariable(member, peers) ?? Self.fromHealthcheck(healthcheck)
      ?? Self.fromProxyLabels(member) ?? Self.fromPorts(member, peers) ?? Self.fromCommand(member)
      ?? Self.fromPeers(member, peers) ?? Self.fromOwnVariable(member, peers)
    guard var found else { return nil }
    if MetricsPort.label("scrape", member) == "true", MetricsPort.label("port", member) == nil {
      found.servesMetrics = true
      found.metricsPath = MetricsPort.label("path", member)
    }
    self = found
  }

  /// Names under which programs take the port that they listen on.
  private static let variables = [
    "PORT", "HTTP_PORT", "APP_PORT", "SERVER_PORT", "WEB_PORT", "LISTEN_PORT", "API_PORT",
  ]

  private static func fromVariable(_ member: ComposeProject.Member, _ peers: ComposePeers) -> ServicePort? {
    for name in variables {
      guard let number = number(member.environment[name] ?? nil) else { continue }
      // Another's port that it knows, except under the name that is nobody's.
      guard name == "PORT" || !peers.isOfAnother(number, name, than: member) else { continue }
      // Under this name a program of the team's own learns where to serve the web, unless it is where gRPC usually is.
      let usual = KnownPort(number)
      let isOwn = member.service["build"] != nil && usual != .other("gRPC")
      return ServicePort(number, "as `\(name)` says", speaks: isOwn ? .http : usual)
    }
    // ASPNETCORE_URLS=http://*:8080
    for name in ["ASPNETCORE_HTTP_PORTS", "ASPNETCORE_URLS"] {
      let last = (member.environment[name] ?? nil)?.split { $0 == ":" || $0 == ";" }.last.map(String.init)
      if let number = number(last) { return ServicePort(number, "as `\(name)` says") }
    }
    return nil
  }

  private static func fromHealthcheck(_ healthcheck: HealthcheckAddress?) -> ServicePort? {
    guard let healthcheck, let number = healthcheck.port else { return nil }
    var found = ServicePort(
      number, "where its healthcheck asks", speaks: healthcheck.isSecure ? .https : .http)
    found.isWhereHealthIs = true
    return found
  }

  private static func fromProxyLabels(_ member: ComposeProject.Member) -> ServicePort? {
    if let number = number(member.environment["VIRTUAL_PORT"] ?? nil) {
      return ServicePort(number, "as `VIRTUAL_PORT` says", speaks: .http)
    }
    for label in member.service.labels
    where label.name.hasPrefix("traefik.http.") && label.name.hasSuffix(".loadbalancer.server.port") {
      if let number = number(label.value) {
        return ServicePort(number, "where the proxy sends requests, as its label says", speaks: .http)
      }
    }
    return nil
  }

  private static func fromPorts(_ member: ComposeProject.Member, _ peers: ComposePeers) -> ServicePort? {
    let published = member.service.ports.filter { $0.transport == "tcp" }.compactMap { number(first($0.target)) }
    let exposed = member.service.exposed.filter { !$0.value.hasSuffix("/udp") }.compactMap { number(first($0.value)) }
    let all = (published + exposed).uniqued()
    guard let only = all.first else { return nil }
    let protocols = protocols(of: all, member, peers)
    if all.count == 1 {
      let reason = published.isEmpty ? "the only one that it exposes" : "the only one that it publishes"
      return ServicePort(only, reason, speaks: protocols[0])
    }
    let listed = all.map(String.init).joined(separator: ", ")
    for (wanted, what) in [(KnownPort.http, "HTTP"), (.https, "HTTPS")] {
      guard let index = protocols.firstIndex(of: wanted) else { continue }
      return ServicePort(all[index], "a guess: the first of \(listed) that looks like \(what)", speaks: wanted)
    }
    return ServicePort(only, "the first of \(listed)", speaks: protocols[0])
  }

  /// What each port speaks: as others ask there, else as a variable with its number is called, else by convention.
  private static func protocols(
    of ports: [Int], _ member: ComposeProject.Member, _ peers: ComposePeers
  ) -> [KnownPort] {
    let schemes = peers.addresses(of: member)
    let variables = member.environment.keys.sorted()
    return ports.map { port in
      if let scheme = schemes.first(where: { $0.port == port && $0.scheme != nil })?.scheme {
        return KnownPort(scheme: scheme)
      }
      let names = variables.filter { number(member.environment[$0] ?? nil) == port }
      return names.lazy.compactMap { KnownPort(words: ComposePeers.words($0)) }.first ?? KnownPort(port)
    }
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
      if let number = number(candidate) { return ServicePort(number, "as its command says") }
    }
    return nil
  }

  /// Where others ask it, by HTTP if some do.
  private static func fromPeers(_ member: ComposeProject.Member, _ peers: ComposePeers) -> ServicePort? {
    let asked = peers.addresses(of: member)
    guard let address = asked.first(where: { $0.scheme?.hasPrefix("http") == true }) ?? asked.first else { return nil }
    let usual = KnownPort(address.port)
    let speaks = address.scheme.map(KnownPort.init(scheme:)) ?? (usual == .http ? .unknown : usual)
    return ServicePort(address.port, "where `\(address.asker)` asks it", speaks: speaks)
  }

  /// What variables of ports are about that belong to others.
  private static let others = [
    "DB", "DATABASE", "POSTGRES", "PGPORT", "SQL", "MONGO", "REDIS", "VALKEY", "CACHE", "SMTP", "MAIL", "KAFKA",
    "RABBIT", "AMQP",
    "COLLECTOR", "PROXY", "DEBUG", "PUBLIC", "EXTERNAL",
  ]

  /// `PG_META_PORT`, where it is the only one that can be its own.
  private static func fromOwnVariable(_ member: ComposeProject.Member, _ peers: ComposePeers) -> ServicePort? {
    let found = member.environment.keys.sorted().compactMap { name -> (name: String, number: Int)? in
      guard name.hasSuffix("_PORT"), !others.contains(where: { name.contains($0) }),
        let number = number(member.environment[name] ?? nil), !peers.isOfAnother(number, name, than: member)
      else { return nil }
      return (name, number)
    }
    guard found.count == 1 else { return nil }
    return ServicePort(
      found[0].number, "a guess: `\(found[0].name)` looks like its own",
      speaks: KnownPort(words: ComposePeers.words(found[0].name)))
  }

  /// Of a range `3000-3005` its first; of `3000/tcp` the number.
  private static func first(_ text: String) -> String { String(text.prefix { $0.isNumber }) }
}
