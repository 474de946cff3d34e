import Documents
import PromQL

/// What the spec asks for that a version under `versions` does not know. What is left out of packs is reported as they are read.
enum VersionChecks {
  @Sendable static func run(_ context: inout SpecContext) {
    guard !context.spec.versions.isEmpty else { return }
    names(&context)
    headers(&context)
    heartbeat(&context)
    probes(&context)
    expressions(&context)
  }

  /// A stack without its own Prometheus or Alertmanager writes files for those of others.
  private static let readers = ["prometheus", "alertmanager"]

  private static func names(_ context: inout SpecContext) {
    var known = NearestNames(
      among: context.resolved.packs.values.filter { $0.version != nil }.map(\.name) + readers)
    for name in context.spec.versions.keys where !known.contains(name) && context.canTell(name) {
      context.report(
        .unknownContainer, "nothing of this stack is called `\(name)` and has a version", help: known.help(for: name),
        at: ["versions", .name(name)])
    }
  }

  private static func headers(_ context: inout SpecContext) {
    let key = VersionedKey.scrapeHeaders
    guard !context.resolved.takes(key) else { return }
    for place in context.connections where !place.isProbe && !place.connection.headers.isEmpty {
      context.report(
        .version, "\(key.name) are left out: Prometheus has them since \(key.since)",
        help: "remove the key, or run a newer Prometheus", at: place.path + [.name("headers")],
        notes: [("the version", ["versions", "prometheus"])])
    }
  }

  /// Without the relay, Alertmanager itself reads the address of the dead-man's switch.
  private static func heartbeat(_ context: inout SpecContext) {
    let resolved = context.resolved
    let key = VersionedKey.webhookAddressFile
    guard context.spec.heartbeat != nil, resolved.provides(.alertmanager), !resolved.target.isContainerized,
      !resolved.takes(key)
    else { return }
    context.report(
      .targetNeed,
      "on the target `\(resolved.target.name)` Alertmanager reads the switch's address from a file, which it can since \(key.since)",
      help: "run a newer Alertmanager, or remove `heartbeat`", at: ["heartbeat"],
      notes: [("the version", ["versions", "alertmanager"])])
  }

  private static func probes(_ context: inout SpecContext) {
    let key = VersionedKey.grpcProbe
    guard !context.resolved.takes(key) else { return }
    for (name, probe) in context.spec.probes where probe.kind == .grpc {
      context.report(
        .version, "\(key.name) is left out: the blackbox exporter has it since \(key.since)",
        help: "use `type: tcp`, or run a newer blackbox exporter", at: ["probes", .key(name), "type"],
        notes: [("the version", ["versions", "blackbox"])])
    }
  }

  /// Nothing is left out of what people wrote themselves.
  private static func expressions(_ context: inout SpecContext) {
    guard let release = context.spec.versions["prometheus"].flatMap({ PrometheusVersion($0.release(parts: 2)) }) else {
      return
    }
    for (name, alert) in context.spec.alerts {
      check(alert.expression, release, ["alerts", .key(name), "expr"], &context)
    }
    for (service, definition) in context.spec.services {
      for (name, objective) in definition.objectives {
        let path: Path = ["services", .key(service), "objectives", .key(name)]
        guard case .ratio(let bad, let total) = objective.indicator else { continue }
        check(bad, release, path + ["bad"], &context)
        check(total, release, path + ["total"], &context)
      }
    }
  }

  private static func check(_ text: String, _ release: PrometheusVersion, _ path: Path, _ context: inout SpecContext) {
    let needs = ExpressionTemplate(text).validated().expression?.needs(beyond: release) ?? []
    context.report(
      .expression, needs.map { ("\($0.construct) came with Prometheus \($0.version)", $0.range) },
      help: "write it without, or run a newer Prometheus than `versions` says", in: path)
  }
}
