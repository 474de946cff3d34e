import Documents
import Formats

/// Where an image serves metrics that are not on the port that it is there for, as far as its settings say.
struct KnownMetrics {
  /// Names as in `KnownImage`.
  let images: Set<String>
  /// What its variables begin with; `metrics.prometheus` of the command is `TRAEFIK_METRICS_PROMETHEUS` there.
  let prefix: String
  /// The setting without which it serves none.
  let enabledBy: String
  /// The setting for its address or port. `*` is the value of the setting `chosenBy`.
  let address: String
  /// The setting that chooses among several addresses, and what counts without it.
  var chosenBy: (setting: String, default: String)?
  /// Where they are as long as nothing is said; nil where only the address tells.
  let port: Int?
  /// The first version that has it so.
  var since: Int?

  private static let all = [
    // Its entry point `traefik` is at :8080 unless said otherwise, whatever others there are.
    // <https://doc.traefik.io/traefik/observability/metrics/prometheus>, SetEffectiveConfiguration of
    // <https://github.com/traefik/traefik/blob/master/pkg/config/static/static_config.go>
    KnownMetrics(
      images: ["traefik"], prefix: "TRAEFIK_", enabledBy: "metrics.prometheus", address: "entrypoints.*.address",
      chosenBy: ("metrics.prometheus.entrypoint", "traefik"), port: 8080),
    // Since 25 on the management interface: <https://www.keycloak.org/server/management-interface>
    KnownMetrics(
      images: ["keycloak"], prefix: "KC_", enabledBy: "metrics-enabled", address: "http-management-port", port: 9000,
      since: 25),
    // <https://www.authelia.com/configuration/telemetry/metrics/>
    KnownMetrics(
      images: ["authelia"], prefix: "AUTHELIA_", enabledBy: "telemetry.metrics.enabled",
      address: "telemetry.metrics.address", port: 9959),
    // On the admin API, which only Caddy's own container reaches unless said otherwise: <https://caddyserver.com/docs/metrics>,
    // <https://github.com/caddyserver/caddy/pull/5332>
    KnownMetrics(images: ["caddy"], prefix: "CADDY_", enabledBy: "admin", address: "admin", port: nil),
    // <https://docs.immich.app/features/monitoring>
    KnownMetrics(
      images: ["immich-server"], prefix: "IMMICH_", enabledBy: "telemetry.include", address: "api.metrics.port",
      port: 8081),
    // <https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/monitor-tunnels/metrics/>
    KnownMetrics(images: ["cloudflared"], prefix: "TUNNEL_", enabledBy: "metrics", address: "metrics", port: nil),
  ]
}

extension KnownMetrics {
  /// What is known of the image of a service.
  init?(of member: ComposeProject.Member) {
    let image = member.service.imageShortName
    guard let known = Self.all.first(where: { $0.images.contains(image) }), !known.isYounger(than: member) else {
      return nil
    }
    self = known
  }

  /// Where other containers reach its metrics; nil where its settings do not say that it serves them there.
  func port(of member: ComposeProject.Member) -> Int? { port(Settings(of: member, prefix: prefix)) }

  private func isYounger(than member: ComposeProject.Member) -> Bool {
    guard let since, let tag = ImageReference(member.service.image?.value ?? "").tag else { return false }
    return Int(tag.prefix { $0.isNumber }).map { $0 < since } ?? false
  }

  private func port(_ settings: Settings) -> Int? {
    guard settings.isOn(enabledBy) else { return nil }
    let choice = chosenBy.flatMap { settings[$0.setting] } ?? chosenBy?.default ?? ""
    if let address = settings[address.replacing("*", with: choice)] { return Self.reachablePort(address) }
    return choice == chosenBy?.default ?? "" ? port : nil
  }

  /// The port of `:8082`, `0.0.0.0:8082`, `tcp://:8082/metrics` or `8082`; nil where other containers do not reach it.
  private static func reachablePort(_ address: String) -> Int? {
    let place = address.firstRange(of: "://").map { address[$0.upperBound...] } ?? address[...]
    let authority = place.prefix { $0 != "/" }
    let host = authority.lastIndex(of: ":").map { authority[..<$0] } ?? ""
    guard !["localhost", "127.0.0.1", "[::1]"].contains(host) else { return nil }
    return authority.split(separator: ":").last.flatMap { Int($0) }.flatMap { (1...65535).contains($0) ? $0 : nil }
  }
}

/// What the command and the environment of a container set, under one name for both.
private struct Settings {
  /// By names in small letters, words joined by dots.
  private var values: [String: String] = [:]

  init(of member: ComposeProject.Member, prefix: String) {
    for (name, value) in member.environment where name.hasPrefix(prefix) {
      values[Self.key(name.dropFirst(prefix.count))] = value ?? ""
    }
    let words = member.service.command.flatMap { $0.value.split(whereSeparator: \.isWhitespace) }
    for (index, word) in words.enumerated() where word.hasPrefix("-") {
      let parts = word.drop { $0 == "-" }.split(separator: "=", maxSplits: 1)
      guard let name = parts.first else { continue }
      let next = index + 1 < words.count && !words[index + 1].hasPrefix("-") ? words[index + 1] : "true"
      values[Self.key(name)] = String(parts.count > 1 ? parts[1] : next)
    }
  }

  subscript(name: String) -> String? { values[Self.key(name)].flatMap { $0.isEmpty ? nil : $0 } }

  /// Whether it, or something below it, is set to anything but `false`.
  func isOn(_ name: String) -> Bool {
    let key = Self.key(name)
    if let value = values[key] { return value.lowercased() != "false" && !value.isEmpty }
    return values.keys.contains { $0.hasPrefix(key + ".") }
  }

  private static func key(_ name: some StringProtocol) -> String {
    String(name.lowercased().map { $0 == "-" || $0 == "_" ? "." : $0 })
  }
}
