import Documents
import Formats

extension ComposeFile {
  /// Whether it runs on somebody's own machine for a while, as it says itself or by what it mounts.
  var isForTrial: Bool {
    source.isForTrial || services.contains { $0.mounts.contains { $0.isBind && SourceFile.isInTrialFolder($0.source) } }
  }

  /// Whether something shows that others use what runs of it: its name, its first comment, a cluster, the port of pages with TLS.
  var isForProduction: Bool {
    source.isNamedForProduction
      || services.contains { service in
        service.ports.contains { $0.published == "443" }
          || service["deploy"]?.mapping?.contains { $0.key.text != "resources" } == true
      }
  }

  /// Whether something in it is built from source, as on the machines of those who write it: a secret there is mostly nobody's.
  var isForDevelopers: Bool { services.contains { $0["build"] != nil } }
}

extension ComposeService {
  /// Whether somebody works in it: it does nothing by itself.
  var isWorkshop: Bool {
    ["command", "entrypoint"].contains { key in
      guard let node = self[key] else { return false }
      let words = (node.sequence ?? [node]).compactMap(\.text).joined(separator: " ")
      return words.includes("tail -f /dev/null") || words.includes("sleep infinity")
    }
  }

  /// Whether it is to run until somebody stops it: it is started again, or deployed to a cluster.
  var staysUp: Bool {
    if let restart = self["restart"]?.text { return restart != "no" }
    // Without a cluster only `resources` count, as on the machines of those who write it.
    return self["deploy"]?.mapping?.contains { $0.key.text != "resources" } ?? false
  }

  /// Whether it runs with its security switched off, so that nobody is asked for a password.
  ///
  /// Sources: <https://docs.opensearch.org/latest/security/configuration/disable-enable-security/>,
  /// <https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/security-settings>,
  /// <https://www.keycloak.org/server/configuration>, <https://developer.hashicorp.com/vault/docs/concepts/dev-server>.
  var asksNobody: Bool {
    let words = command.flatMap { $0.value.split(separator: " ") }
    if words.contains("start-dev") || words.contains("-dev") { return true }
    return environment.contains { variable in
      switch variable.name {
      case "plugins.security.disabled", "DISABLE_SECURITY_PLUGIN": variable.value?.lowercased() == "true"
      case "xpack.security.enabled": variable.value?.lowercased() == "false"
      default: false
      }
    }
  }

  /// Whether a port of it is open to others than its own machine.
  var isReachable: Bool { ports.contains { !$0.isOnLoopback } || networkMode == "host" }

  /// Whether a password is one that it shows to another service of its file, and nobody outside reaches that one: `DB_PASSWORD` beside
  /// `DB_HOST: db`.
  func isForInside(_ password: String, among services: [ComposeService]) -> Bool {
    guard let stem = Self.stem(of: password, Self.passwords) else { return false }
    let addresses = environment.filter { Self.stem(of: $0.name, Self.addresses) == stem }.compactMap(\.value)
    return services.contains { other in
      other.name.value != name.value && !other.isReachable
        && addresses.contains { address in
          other.hosts.contains { Self.names(address).contains($0) }
        }
    }
  }

  /// What others call it.
  private var hosts: Set<String> {
    Set(
      [name.value, self["container_name"]?.text, self["hostname"]?.text].compactMap { $0 } + networks.values.joined())
  }

  private static let passwords = ["PASSWORD", "PASSWD", "PASS", "PW"]
  private static let addresses = [
    "HOST", "HOSTNAME", "HOSTS", "SERVER", "URL", "URI", "DSN", "ADDR", "ADDRESS", "ENDPOINT", "ENDPOINTS", "JDBC_URL",
  ]

  /// `DB_` of `DB_PASSWORD`.
  private static func stem(of variable: String, _ endings: [String]) -> String? {
    let name = variable.uppercased()
    return endings.first { name.hasSuffix($0) }.map { String(name.dropLast($0.count)) }
  }

  /// The hosts that an address may name.
  private static func names(_ address: String) -> [String] {
    (Interpolation.filled(address) ?? address).split { "/:@,?".contains($0) }.map(String.init)
  }
}
