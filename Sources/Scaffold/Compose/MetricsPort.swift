import Documents
import Formats

/// Where a container says in so many words that it serves metrics.
struct MetricsPort {
  let member: ComposeProject.Member
  let peers: ComposePeers

  var found: ServicePort? { fromLabels ?? fromVariable ?? Self.ofJavaAgent(member) ?? fromKnownMetrics }

  /// Annotations that people carry over from Kubernetes, `prometheus.io/port` or `prometheus.port`.
  private var fromLabels: ServicePort? {
    guard let number = ServicePort.number(Self.label("port", member)) else { return nil }
    var found = ServicePort.ofMetrics(
      number, "as the label `prometheus.io/port` says", path: Self.label("path", member))
    found.servesMetrics = Self.label("scrape", member) != "false"
    return found
  }

  static func label(_ key: String, _ member: ComposeProject.Member) -> String? {
    member.service.labels.first { $0.name == "prometheus.io/\(key)" || $0.name == "prometheus.\(key)" }?.value
  }

  /// How the last words of variables are called that say where something listens.
  private static let places: Set<String> = ["PORT", "ENDPOINT", "ADDR", "ADDRESS", "LISTEN", "BIND"]

  /// `METRICS_PORT=9464`, `PROMETHEUS_ENDPOINT=0.0.0.0:8000`; not the address of a Prometheus that it asks.
  private var fromVariable: ServicePort? {
    for name in member.environment.keys.sorted() {
      let words = ComposePeers.words(name)
      guard words.contains(where: { $0 == "METRICS" || $0 == "PROMETHEUS" }),
        words.last.map(Self.places.contains) == true,
        let value = member.environment[name] ?? nil, let place = listening(value),
        !peers.isOfAnother(place.port, name, than: member)
      else { continue }
      return .ofMetrics(place.port, "where its metrics are, as `\(name)` says", path: place.path)
    }
    return nil
  }

  /// The port of an address that is its own, and the path behind it.
  private func listening(_ text: String) -> (port: Int, path: String?)? {
    if let number = ServicePort.number(text) { return (number, nil) }
    let place = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
    let authority = place.prefix { $0 != "/" }
    guard let colon = authority.lastIndex(of: ":") else { return nil }
    let host = String(authority[..<colon])
    guard ["", "*", "0.0.0.0", "[::]", "::"].contains(host) || member.hosts.contains(host) else { return nil }
    let path = String(place[authority.endIndex...])
    return ServicePort.number(String(authority[authority.index(after: colon)...])).map {
      ($0, path.isEmpty || path == "/" ? nil : path)
    }
  }

  /// `-javaagent:/opt/jmx_prometheus_javaagent.jar=9404:/opt/config.yml`, wherever a container has it.
  /// <https://prometheus.github.io/jmx_exporter/>
  static func ofJavaAgent(_ member: ComposeProject.Member) -> ServicePort? {
    for word in member.texts.flatMap({ $0.split(whereSeparator: \.isWhitespace) })
    where word.hasPrefix("-javaagent:") && word.contains("jmx_prometheus") {
      let options = word.drop { $0 != "=" }.dropFirst()
      // `HOST:PORT:FILE` or `PORT:FILE`.
      guard let number = options.split(separator: ":").lazy.compactMap({ ServicePort.number(String($0)) }).first else {
        continue
      }
      return .ofMetrics(number, "where the Java agent serves its metrics, as its options say")
    }
    return nil
  }

  private var fromKnownMetrics: ServicePort? {
    KnownMetrics(of: member)?.port(of: member).map {
      .ofMetrics($0, "where an image of this name serves metrics with these settings")
    }
  }
}

extension MetricsPort {
  /// Words that say of `METRICS` that there are some, before it or behind it.
  private static let switches: Set<String> = [
    "ENABLED", "ENABLE", "ACTIVE", "ON", "EXPOSE", "EXPOSED", "EXPORTER", "SERVER",
  ]
  private static let truths: Set<String> = ["1", "true", "yes", "on", "enabled"]

  /// The variable that switches metrics on: `ENABLE_METRICS=1`, `APP_METRICS=true`; not `METRICS_TOPIC_REPLICATION=1`.
  static func switchedOn(by member: ComposeProject.Member) -> String? {
    member.environment.keys.sorted().first { name in
      guard truths.contains((member.environment[name] ?? nil)?.lowercased() ?? "") else { return false }
      let words = ComposePeers.words(name)
      guard let place = words.firstIndex(where: { $0 == "METRICS" || $0 == "PROMETHEUS" }) else { return false }
      return words[(place + 1)...].allSatisfy { switches.contains($0) || $0 == "METRICS" || $0 == "PROMETHEUS" }
    }
  }
}
