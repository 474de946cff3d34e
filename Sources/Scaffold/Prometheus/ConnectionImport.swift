import Documents
import Formats

/// How a target is reached, from the keys that Prometheus has for it. Secrets become names of files.
struct ConnectionImport {
  let node: Node
  /// What the files of its secrets are called after.
  let owner: String
  let source: SourceFile

  static let keys: Set<String> = [
    "scheme", "scrape_interval", "scrape_timeout", "remote_timeout", "sample_limit", "basic_auth", "authorization",
    "bearer_token", "bearer_token_file", "tls_config", "headers",
  ]

  func keys(_ draft: inout Draft) -> [Tree.Entry] {
    var result: [Tree.Entry] = []
    if node["scheme"]?.text == "https" { result.append(.init("scheme", "https")) }
    if let tls = tls(&draft) { result.append(.init("tls", tls)) }
    if let basic = node["basic_auth"], let user = basic["username"]?.text {
      let password = secret("password", in: basic, &draft) ?? "secrets/\(owner)_password"
      result.append(.init("basic_auth", ["username": .string(user), "password_file": .string(password)]))
    }
    if let authorization = authorization(&draft) { result.append(.init("authorization", authorization)) }
    let headers = TextPair.all(node["headers"]).filter { !isSecret($0, &draft) }
    if !headers.isEmpty {
      result.append(.init("headers", .mapping(headers.map { .init($0.key.value, .string($0.value.value)) })))
    }
    for (key, name) in [("timeout", "scrape_timeout"), ("timeout", "remote_timeout"), ("interval", "scrape_interval")] {
      if let duration = node.positiveDuration(name) { result.append(.init(key, .string(duration.description))) }
    }
    if let limit = node.number("sample_limit"), limit >= 1, limit <= 10_000_000 {
      result.append(.init("sample_limit", .integer(Int(limit))))
    }
    return result
  }

  /// Says of every other key that it stays behind.
  func leaveRest(besides known: Set<String>, _ what: String, _ draft: inout Draft) {
    for entry in node.mapping ?? [] {
      guard let key = entry.key.text, !known.contains(key), !Self.keys.contains(key) else { continue }
      draft.leave(.leftOut, "`\(key)` of \(what): the spec has no such key", at: Place(entry.key.range, in: source))
    }
  }

  private func tls(_ draft: inout Draft) -> Tree? {
    guard let config = node["tls_config"] else { return nil }
    var result: [Tree.Entry] = []
    for key in ["ca", "cert", "key"] {
      if let file = secret(key, in: config, &draft) { result.append(.init("\(key)_file", .string(file))) }
    }
    if let name = config["server_name"]?.text { result.append(.init("server_name", .string(name))) }
    if config.flag("insecure_skip_verify") == true {
      draft.leave(
        .leftOut, "`insecure_skip_verify`: a certificate is always checked here; name its authority as `ca_file`",
        at: Place(config.range, in: source))
    }
    return result.isEmpty ? nil : .mapping(result)
  }

  private func authorization(_ draft: inout Draft) -> Tree? {
    if let given = node["authorization"] {
      guard let file = secret("credentials", in: given, &draft) else { return nil }
      var type = given["type"]?.text
      if type?.contains(" ") == true {
        type = nil
        draft.leave(
          .changed, "the `type` of an `authorization` has more than a word, which may be a secret, and is not copied",
          at: Place(given.range, in: source))
      }
      return .compact(["type": type == "Bearer" ? nil : type.map { .string($0) }, "credentials_file": .string(file)])
    }
    return secret("bearer_token", in: node, &draft).map { ["credentials_file": .string($0)] }
  }

  private func isSecret(_ header: TextPair, _ draft: inout Draft) -> Bool {
    guard SecretNames.mayBeHeader(header.key.value) else { return false }
    draft.leave(
      .leftOut, "the header `\(header.key.value)`, which may be a secret: use `authorization` with a file",
      at: Place(header.key.range, in: source))
    return true
  }

  /// The file for a secret that stands under `KEY` or in the file of `KEY_file`.
  private func secret(_ key: String, in node: Node, _ draft: inout Draft) -> String? {
    SecretImport(source: source).file(key, in: node, as: "\(owner)_\(key)", &draft)
  }
}

/// Secrets of imported files: their values stay where they are, the spec names a file for each.
struct SecretImport {
  let source: SourceFile

  /// - Parameters:
  ///   - key: `password` stands for the value under it, and for the file under `password_file`.
  ///   - name: what the file is called.
  func file(_ key: String, in node: Node, as name: String, _ draft: inout Draft) -> String? {
    let inline = node.given(key), outside = node.given(key + "_file")
    guard let entry = inline ?? outside else { return nil }
    let plain = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "_" }
    let file = "secrets/\(String(plain))"
    let origin =
      inline == nil
      ? "copy what `\(key)_file` names" : "the value of `\(key)` stands in the file itself and was not copied; put it"
    draft.leave(.changed, "\(origin) into monitoring/\(file)", at: Place(entry.key.range, in: source))
    return file
  }
}
