import Documents
import Project

/// The keys by which Prometheus and the blackbox exporter say how a target is reached.
struct ConnectionTree {
  let target: any Target
  /// Name of the workload that reads the secrets.
  let reader: String
  /// Whether what reads it knows headers of a scrape.
  var takesScrapeHeaders = true

  func merge(_ tree: Tree, _ connection: Connection, timeoutKey: String? = nil) -> Tree {
    var tree = tree
    if connection.scheme == .https, tree["url"] == nil { tree["scheme"] = "https" }
    if let timeoutKey, let timeout = connection.timeout { tree[timeoutKey] = .string(timeout.description) }
    if let limit = connection.sampleLimit, tree["url"] == nil { tree["sample_limit"] = .integer(limit) }
    let authentication = authentication(connection)
    if case .mapping(let entries) = authentication { for entry in entries { tree[entry.key] = entry.value } }
    if !connection.headers.isEmpty, tree["url"] != nil || takesScrapeHeaders {
      let headers = connection.headers.map {
        Tree.Entry($0, tree["url"] == nil ? ["values": [.string($1)]] : .string($1))
      }
      tree[tree["url"] == nil ? "http_headers" : "headers"] = .mapping(headers)
    }
    return tree
  }

  /// TLS, user and credentials, by files.
  func authentication(_ connection: Connection) -> Tree {
    .compact([
      "tls_config": connection.tls.map { tls in
        .compact([
          "ca_file": tls.caFile.map(path), "cert_file": tls.certFile.map(path), "key_file": tls.keyFile.map(path),
          "server_name": tls.serverName.map { .string($0) },
        ])
      },
      "basic_auth": connection.basicAuth.map {
        ["username": .string($0.username), "password_file": path($0.passwordFile)]
      },
      "authorization": connection.authorization.map {
        ["type": .string($0.type), "credentials_file": path($0.credentialsFile)]
      },
    ])
  }

  private func path(_ secret: SecretReference) -> Tree { .string(target.path(of: secret, in: reader)) }
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
