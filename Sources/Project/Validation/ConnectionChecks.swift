import Documents

/// Ways to reach a target that Prometheus or the blackbox exporter would refuse.
enum ConnectionChecks {
  @Sendable static func run(_ context: inout SpecContext) {
    for place in context.connections { check(place, &context) }
    for (index, write) in context.spec.prometheus.remoteWrite.enumerated() {
      let path: Path = ["prometheus", "remote_write", .index(index)]
      check(ConnectionPlace(path: path, connection: write.connection, isProbe: false), &context)
    }
    twins(&context)
    for (name, component) in context.spec.components
    where component.hasOwnExporter(of: context.resolved.packs[component.pack ?? name]) {
      managed(name, &context)
    }
    for (name, service) in context.spec.services where service.health?.url != nil {
      unheard("scheme", ["services", .key(name), "health"], "`url` says it already", "remove it", &context)
    }
  }

  /// Prometheus tells remote writes apart by everything that is said of them, and does not start with two that are the same: `ApplyConfig`
  /// in <https://github.com/prometheus/prometheus/blob/v3.14.0/storage/remote/write.go>.
  private static func twins(_ context: inout SpecContext) {
    let path: Path = ["prometheus", "remote_write"]
    let writes = (context.reading.node(at: path)?.sequence ?? []).map(Tree.init)
    for (index, write) in writes.enumerated() {
      guard let first = writes[..<index].firstIndex(of: write) else { continue }
      context.report(
        .duplicateTarget, "this is the same remote write as another, and Prometheus does not start with both",
        help: "remove one", at: path + [.index(index)], notes: [("also here", path + [.index(first)])])
    }
  }

  /// The stack's own exporters answer plain HTTP.
  private static func managed(_ name: String, _ context: inout SpecContext) {
    for key in ["scheme", "tls", "basic_auth", "authorization", "headers"] {
      unheard(
        key, ["components", .key(name)], "the stack runs the exporter itself and reaches it by plain HTTP",
        "remove it, or say `managed: false` and where your own exporter answers as `targets`", &context)
    }
  }

  private static func unheard(
    _ key: String, _ path: Path, _ reason: String, _ help: String, _ context: inout SpecContext
  ) {
    guard context.reading.node(at: path + [.key(key)]) != nil, !context.isBroken(path + ["managed"]) else { return }
    context.report(.noEffect, "`\(key)` has no effect: \(reason)", help: help, at: path + [.name(key)])
  }

  private static func check(_ place: ConnectionPlace, _ context: inout SpecContext) {
    let (connection, path) = (place.connection, place.path)
    if connection.basicAuth != nil, connection.authorization != nil {
      context.report(
        .choice, "`basic_auth` and `authorization` are two ways to log in, and one request has one",
        help: "keep one of them", at: path + [.name("authorization")])
    }
    if let tls = connection.tls, (tls.certFile == nil) != (tls.keyFile == nil),
      !context.isBroken(path + ["tls", "cert_file"], path + ["tls", "key_file"])
    {
      let (given, lacking) = tls.certFile == nil ? ("key_file", "cert_file") : ("cert_file", "key_file")
      context.report(
        .missingKey, "a certificate and its key belong together, and `\(lacking)` is missing",
        help: "add `\(lacking):`",
        at: path + ["tls", .name(given)])
    }
    for header in connection.headers.keys where isReserved(header, place) {
      context.report(
        .value, "\(place.isProbe ? "the blackbox exporter" : "Prometheus") sets the header `\(header)` itself",
        help: "remove it; `basic_auth:` and `authorization:` say how to log in", at: path + ["headers", .name(header)])
    }
  }

  private static func isReserved(_ header: String, _ place: ConnectionPlace) -> Bool {
    let name = header.lowercased()
    // A probe may ask one address for another host.
    return reservedHeaders.contains(name)
      && !(place.isProbe && ["host", "user-agent", "accept-encoding"].contains(name))
  }

  /// `reservedHeaders` in <https://github.com/prometheus/common/blob/1696bb533c0c32c20e692500796955b59740b834/config/headers.go> and
  /// <https://github.com/prometheus/prometheus/blob/v3.14.0/config/config.go>.
  private static let reservedHeaders: Set<String> = [
    "authorization", "host", "content-encoding", "content-length", "content-type", "user-agent", "connection",
    "keep-alive", "proxy-authenticate", "proxy-authorization", "www-authenticate", "accept-encoding",
    "x-prometheus-remote-write-version", "x-prometheus-remote-read-version", "x-prometheus-scrape-timeout-seconds",
    "x-amz-date", "x-amz-security-token", "x-amz-content-sha256",
  ]
}

/// Where the spec says how something that is asked again and again is reached.
struct ConnectionPlace {
  let path: Path
  let connection: Connection
  /// Whether the blackbox exporter asks, and not Prometheus.
  let isProbe: Bool
}

extension SpecContext {
  var connections: [ConnectionPlace] {
    spec.services.flatMap { name, service in
      service.scrapes.map { scrape, definition in
        ConnectionPlace(
          path: ["services", .key(name), "scrapes", .key(scrape)], connection: definition.connection, isProbe: false)
      }
        + [service.health].compactMap { $0 }.map {
          ConnectionPlace(path: ["services", .key(name), "health"], connection: $0.connection, isProbe: true)
        }
    }
      + spec.components.map { name, component in
        ConnectionPlace(path: ["components", .key(name)], connection: component.connection, isProbe: false)
      }
      + spec.probes.map { name, probe in
        ConnectionPlace(path: ["probes", .key(name)], connection: probe.connection, isProbe: true)
      }
  }
}
