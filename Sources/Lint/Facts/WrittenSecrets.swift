import Documents
import Formats

/// The secrets that addresses, headers and parameters of requests hold, whatever file they stand in.
struct WrittenSecret {
  enum Kind {
    case password
    case parameter(String)
    case header(String)
  }

  let kind: Kind
  let text: Text
  /// UTF-8 bytes of the text's value.
  let part: Range<Int>
  /// The keys that it stands under, the last two of them.
  var key = "", section = ""

  /// Whether it is a secret by its looks.
  var looksDrawn: Bool { SecretValues.looksDrawn(String(decoding: Array(text.value.utf8)[part], as: UTF8.self)) }

  /// What is wrong, as a message.
  var message: String {
    switch kind {
    case .password: "the address holds a password"
    case .parameter(let name): "the parameter `\(name)` is a secret that everybody who has this file can read"
    case .header(let name): "the header `\(name)` is a secret that everybody who has this file can read"
    }
  }

  /// What to do in files of Prometheus and Alertmanager.
  var help: String {
    switch kind {
    case _ where section == "webhook_configs" && key == "url":
      "put the address into a file and name that under `url_file:`"
    case .password where key == "proxy_url":
      "there is no key for a file with it: use a proxy without a password, or generate the configuration where it is deployed"
    case .password: "use `basic_auth` with `password_file`"
    case .parameter: "use `authorization` with `credentials_file`, where the other side takes a header instead"
    case .header: "use `authorization` with `credentials_file`, or `http_headers` with `files`"
    }
  }

  /// All in the tree of a configuration, in the order of the file.
  static func all(in root: Node) -> [WrittenSecret] {
    var found: [WrittenSecret] = []
    search(root, under: "", in: "", &found)
    return found
  }

  /// What an address in a text gives away.
  static func all(in text: Text) -> [WrittenSecret] {
    SecretText.find(in: text.value).compactMap { secret in
      let value = String(decoding: Array(text.value.utf8)[secret.range], as: UTF8.self)
      guard isLiteral(value) else { return nil }
      switch secret.kind {
      case .userinfo: return WrittenSecret(kind: .password, text: text, part: secret.range)
      case .parameter(let name): return WrittenSecret(kind: .parameter(name), text: text, part: secret.range)
      default: return nil
      }
    }
  }

  static func isLiteral(_ value: String) -> Bool {
    SecretValues.isLiteral(value) && !value.includes("$") && !SecretNames.wellKnown.contains(value.lowercased())
  }

  private static let headers: Set<String> = ["headers", "http_headers", "proxy_connect_header"]

  private static func search(_ node: Node, under key: String, in section: String, _ found: inout [WrittenSecret]) {
    switch node.content {
    case .scalar:
      guard let text = Text(node) else { return }
      for var secret in all(in: text) {
        (secret.key, secret.section) = (key, section)
        found.append(secret)
      }
    case .sequence(let items): for item in items { search(item, under: key, in: section, &found) }
    case .mapping(let entries):
      for entry in entries {
        let name = entry.key.text ?? ""
        if headers.contains(key), SecretNames.isHeader(name) {
          add(.header(name), values(entry.value), &found)
        } else if key == "params", SecretNames.isParameter(name) {
          add(.parameter(name), values(entry.value), &found)
        } else {
          search(entry.value, under: name, in: key, &found)
        }
      }
    }
  }

  private static func add(_ kind: Kind, _ values: [Text], _ found: inout [WrittenSecret]) {
    for text in values where isLiteral(text.value) {
      found.append(WrittenSecret(kind: kind, text: text, part: 0..<text.value.utf8.count))
    }
  }

  /// A value, those of a list, or those of `values:`; what is under `secrets:` says so itself.
  private static func values(_ node: Node) -> [Text] {
    if let items = node.sequence { return items.compactMap(Text.init) }
    return node.mapping == nil ? [Text(node)].compactMap { $0 } : (node["values"]?.sequence ?? []).compactMap(Text.init)
  }
}
