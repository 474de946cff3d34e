import Documents
import Project

/// The keys by which Prometheus and the blackbox exporter say how a target is reached.
enum ConnectionTree {
  static func merge(_ tree: Tree, _ connection: Connection, timeoutKey: String? = nil) -> Tree {
    var tree = tree
    if connection.scheme == .https, tree["url"] == nil { tree["scheme"] = "https" }
    if let timeoutKey, let timeout = connection.timeout { tree[timeoutKey] = .string(timeout.description) }
    if let limit = connection.sampleLimit, tree["url"] == nil { tree["sample_limit"] = .integer(limit) }
    let authentication = authentication(connection)
    if case .mapping(let entries) = authentication { for entry in entries { tree[entry.key] = entry.value } }
    if !connection.headers.isEmpty {
      let headers = connection.headers.map {
        Tree.Entry($0, tree["url"] == nil ? ["values": [.string($1)]] : .string($1))
      }
      tree[tree["url"] == nil ? "http_headers" : "headers"] = .mapping(headers)
    }
    return tree
  }

  /// TLS, user and credentials, by files.
  static func authentication(_ connection: Connection) -> Tree {
    .compact([
      "tls_config": connection.tls.map { tls in
        .compact([
          "ca_file": path(tls.caFile), "cert_file": path(tls.certFile), "key_file": path(tls.keyFile),
          "server_name": tls.serverName.map { .string($0) },
        ])
      },
      "basic_auth": connection.basicAuth.map {
        ["username": .string($0.username), "password_file": .string($0.passwordFile.containerPath)]
      },
      "authorization": connection.authorization.map {
        ["type": .string($0.type), "credentials_file": .string($0.credentialsFile.containerPath)]
      },
    ])
  }

  private static func path(_ secret: SecretReference?) -> Tree? { secret.map { .string($0.containerPath) } }
}

/// Service discovery, and the relabelling that goes with it.
enum DiscoveryTree {
  static func make(_ discovery: Discovery) -> (key: String, configuration: Tree, relabelling: [Tree]) {
    switch discovery {
    case .dns(let names, let type, let port):
      (
        "dns_sd_configs",
        .compact(["names": .strings(names), "type": .string(type), "port": port.map { .integer($0) }]), []
      )
    case .docker(let host, let port, let match):
      (
        "docker_sd_configs", ["host": .string(host ?? "unix://\(Discovery.dockerSocket)")],
        keep(match, prefix: "__meta_docker_container_label_")
          + (port.map {
            [["source_labels": ["__meta_docker_port_private"], "regex": .string(String($0)), "action": "keep"]]
          } ?? [])
      )
    case .file(let paths): ("file_sd_configs", ["files": .strings(paths)], [])
    case .http(let url): ("http_sd_configs", ["url": .string(url.description)], [])
    case .kubernetes(let role, let namespaces, let match):
      (
        "kubernetes_sd_configs",
        .compact(["role": .string(role), "namespaces": namespaces.isEmpty ? nil : ["names": .strings(namespaces)]]),
        keep(
          match, prefix: "__meta_kubernetes_\(role == "endpoints" || role == "endpointslice" ? "service" : role)_label_"
        )
      )
    }
  }

  private static func keep(_ match: OrderedMap<String>, prefix: String) -> [Tree] {
    match.map { name, value in
      [
        "source_labels": [.string(prefix + labelName(name))], "regex": .string(pattern(value)),
        "action": "keep",
      ]
    }
  }

  /// What matches a text alone. go-yaml takes `~` and `null` for nothing, quoted or not, where a type reads itself as patterns do: `prepare` in
  /// <https://github.com/go-yaml/yaml/blob/v2.4.0/decode.go>.
  private static func pattern(_ text: String) -> String {
    text == "~" || text == "null" ? "(\(text))" : Selector.quotedMeta(text)
  }

  /// As Prometheus turns foreign label names into its own: everything but letters and digits becomes `_`.
  private static func labelName(_ name: String) -> String {
    String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }
}
