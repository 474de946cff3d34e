/// The secrets of a file that only its structure tells: a value under a name in another line, the headers of requests, the data of a
/// `Secret`, an argument behind its flag.
enum SecretPlaces {
  /// Notes them in the source, for all that is shown of it later.
  static func note(in roots: [Node], of source: SourceFile) {
    var search = Search(source: source)
    for root in roots { search.visit(root, .plain) }
    source.noteSecrets(search.found)
  }

  /// What the keys around a value say of it.
  private enum Context {
    case plain, names, headers, header, parameters, data, texts, secrets, parts, authorization, reference
    case receivers, webhooks, slack, victorOps

    /// Whether a text stands where a mapping belongs that has secrets in it.
    var takesMappings: Bool {
      switch self {
      case .receivers, .webhooks, .slack, .victorOps: true
      default: false
      }
    }
  }

  private struct Search {
    /// What a key says of a scalar under it.
    enum Key { case secret, value, replacement, material, file, address, path, plain }

    let source: SourceFile
    var found: [SourceFile.Secret] = []

    init(source: SourceFile) { self.source = source }

    mutating func visit(_ node: Node, _ context: Context) {
      switch node.content {
      case .scalar: if context == .secrets { note(node) }
      case .sequence(let items):
        arguments(items)
        for item in items { item.scalar == nil ? visit(item, context) : context.takesMappings ? note(item) : () }
      case .mapping(let entries): visit(entries, context)
      }
    }

    private mutating func visit(_ entries: [Node.Entry], _ context: Context) {
      for index in entries.indices {
        guard let key = entries[index].key.text else { continue }
        switch entries[index].value.content {
        case .scalar(let scalar):
          let kind = kind(of: key)
          if context == .plain, kind == .plain { continue }
          visit(scalar, entries[index].value, key, kind, among: entries, context)
        case .sequence(let items)
        where isSecret(key, context) || context == .parts || context == .header && Self.isOfHeader(key):
          for item in items { note(item) }
        case .mapping where context != .names && kind(of: key) == .secret && !Self.isOfClient(key):
          visit(entries[index].value, .parts)
        case .sequence, .mapping: visit(entries[index].value, self.context(below: key, context, among: entries))
        }
      }
    }

    private mutating func visit(
      _ scalar: Scalar, _ node: Node, _ key: String, _ kind: Key, among entries: [Node.Entry], _ context: Context
    ) {
      if isSecret(key, context) || context == .texts && !Self.isFile(scalar.text) { return note(node) }
      switch kind {
      case .value where isBesideSecretName(entries), .replacement where isOfSecretParameter(entries): note(node)
      case .material where scalar.text.includes("PRIVATE KEY"): note(node)
      case .file where SecretValues.looksIssued(scalar.text): note(node)
      case .address where context == .webhooks: notePlace(node, scalar)
      case .path: noteNames(of: scalar, at: node.range)
      // `{ env: NAME }`, which may have the value in the place of the name.
      case _ where context == .reference && key == "env" && !Placeholder.isSubstituted(scalar.text): note(node)
      case _ where context == .authorization && key == "type" && scalar.text.contains(" "): note(node)
      default: break
      }
    }

    private func kind(of key: String) -> Key {
      switch key {
      case "value": .value
      case "replacement": .replacement
      case "key": .material
      case "url": .address
      case "metrics_path", "metricsPath": .path
      default: SecretNames.mayHoldSecret(key) ? .secret : key.hasSuffix("_file") ? .file : .plain
      }
    }

    private func context(below key: String, _ outer: Context, among entries: [Node.Entry]) -> Context {
      switch key {
      case "headers", "http_headers", "httpHeaders", "proxy_connect_header", "proxyConnectHeader":
        .headers
      // Below these stand names that people choose.
      case "alerts", "services", "components", "receivers", "probes", "objectives", "metrics", "volumes", "networks":
        .names
      case "params": .parameters
      case "secrets": .parts
      case "authorization" where outer != .headers: .authorization
      case "data": isSecretResource(entries) ? .data : .plain
      case "stringData": isSecretResource(entries) ? .texts : .plain
      case "secureJsonData", "secureSettings", "secure_settings", "basic_auth_users": .secrets
      case "webhook_configs", "webhookConfigs": .webhooks
      case "slack_configs", "slackConfigs": .slack
      case "victorops_configs": .victorOps
      case _ where key.hasSuffix("_file"): .reference
      case _ where outer == .names && (key.hasSuffix("_configs") || key.hasSuffix("Configs")): .receivers
      default:
        switch outer {
        case .headers: SecretNames.isHarmlessHeader(key) ? .plain : .header
        case .secrets, .parts: outer
        default: .plain
        }
      }
    }

    private func isSecretResource(_ entries: [Node.Entry]) -> Bool {
      entries.contains { $0.key.text == "kind" && $0.value.text == "Secret" }
    }

    private func isSecret(_ key: String, _ context: Context) -> Bool {
      switch context {
      case .secrets, .data: return true
      case .headers: return !SecretNames.isHarmlessHeader(key)
      case .header: return Self.isOfHeader(key)
      case .parameters where SecretNames.isParameter(key): return true
      case .parts: return !Self.references.contains(key) && !key.hasSuffix("_file")
      case .slack where key == "api_url" || key == "apiURL": return true
      // There it is the name of a route: <https://prometheus.io/docs/alerting/latest/configuration/#victorops_config>
      case .victorOps where key == "routing_key": return false
      default: return kind(of: key) == .secret
      }
    }

    /// What says where a secret is kept, or of what kind it is, in the mapping that stands in its place.
    private static let references: Set<String> = [
      "default", "description", "driver", "environment", "example", "external", "file", "format", "from", "key", "mode",
      "name", "namespace", "optional", "path", "required", "source", "target", "title", "type", "version",
    ]

    /// Whether a key is that of a client's settings, where others than the secret stand as well: `basic_auth`.
    private static func isOfClient(_ key: String) -> Bool {
      let key = key.lowercased()
      return key.hasSuffix("auth") || key.hasSuffix("authorization")
    }

    private static func isOfHeader(_ key: String) -> Bool { key == "values" || key == "secrets" }

    /// `{ name: API_KEY, value: … }`
    private func isBesideSecretName(_ entries: [Node.Entry]) -> Bool {
      entries.contains { entry in
        ["name", "key", "header"].contains(entry.key.text) && entry.value.text.map(SecretNames.mayHoldSecret) == true
      }
    }

    /// Whether a relabel step sets a label, or a parameter of the request, to a secret.
    private func isOfSecretParameter(_ entries: [Node.Entry]) -> Bool {
      entries.contains { entry in
        guard entry.key.text == "target_label" || entry.key.text == "targetLabel", let label = entry.value.text else {
          return false
        }
        guard label.hasPrefix("__param_") else { return SecretNames.mayHoldSecret(label) }
        return SecretNames.isParameter(String(label.dropFirst("__param_".count)))
      }
    }

    /// The value that follows the flag it belongs to, where each stands in a line of its own.
    private mutating func arguments(_ items: [Node]) {
      guard items.contains(where: { $0.text?.utf8.first == UInt8(ascii: "-") }) else { return }
      for (index, secret) in SecretText.find(inArguments: items.map { $0.text ?? "" }) {
        if let scalar = items[index].scalar { note(secret.range, of: scalar, at: items[index].range) }
      }
    }

    /// Whether a text of a `Secret` is a file with keys of its own, in which some are secret and most are not.
    private static func isFile(_ text: String) -> Bool {
      text.trimmed().hasLineBreak && (text.includes(": ") || text.includes(":\n") || text.includes("="))
    }

    private mutating func note(_ node: Node) {
      switch node.content {
      case .scalar(let scalar):
        if !node.isNull, !SecretValues.mayBeShown(scalar.text) {
          found.append(.init(range: node.range, value: scalar.text))
        }
      case .sequence(let items): for item in items { note(item) }
      case .mapping(let entries): for entry in entries { note(entry.value) }
      }
    }

    /// Alertmanager hides these addresses as a whole: <https://pkg.go.dev/github.com/prometheus/alertmanager/config#SecretURL>.
    /// Where they lead is worth knowing.
    private mutating func notePlace(_ node: Node, _ scalar: Scalar) {
      let bytes = Array(scalar.text.utf8)
      guard let scheme = scalar.text.firstRange(of: "://") else {
        // What has no scheme may be a key as well as an address.
        return bytes.count < 8 ? () : note(node)
      }
      let host = scalar.text.utf8.distance(from: scalar.text.startIndex, to: scheme.upperBound)
      // Of the path the first name, which says what takes it: `/hook/KEY`.
      let path = bytes[host...].firstIndex { "/?".utf8.contains($0) } ?? bytes.count
      let isNamed = bytes[path...].first == UInt8(ascii: "/")
      let rest = bytes[path...].dropFirst(isNamed ? 1 : 0)
      guard let sign = rest.firstIndex(where: { "/?".utf8.contains($0) }), sign + 1 < bytes.count else { return }
      note(sign + 1..<bytes.count, of: scalar, at: node.range)
    }

    private mutating func noteNames(of path: Scalar, at range: Range<Int>) {
      for name in SecretAddress.names(in: path.text) { note(name, of: path, at: range) }
    }

    private mutating func note(_ part: Range<Int>, of scalar: Scalar, at range: Range<Int>) {
      found.append(
        .init(
          range: ScalarMap(of: scalar, at: range, in: source).range(of: part),
          value: String(decoding: Array(scalar.text.utf8)[part], as: UTF8.self)))
    }
  }
}
