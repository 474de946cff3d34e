import Documents

/// What Prometheus and Alertmanager share of an HTTP client's settings.
///
/// <https://github.com/prometheus/common/blob/main/config/http_config.go>, of v0.70.
package enum HTTPClientShapes {
  package static let httpConfig = Shape.section(client)
  package static let tlsConfig = Shape.section(
    SectionShape(
      "tls_config",
      .fields(
        text: "ca cert key ca_file cert_file key_file ca_ref cert_ref key_ref server_name", flags: "insecure_skip_verify",
        ["min_version": tlsVersion, "max_version": tlsVersion]),
      checks: [
        SectionChecks.exclusive("ca", "ca_file", "ca_ref"), SectionChecks.exclusive("cert", "cert_file", "cert_ref"),
        SectionChecks.exclusive("key", "key_file", "key_ref"), certificateNeedsKey,
      ]))
  /// Headers by name.
  package static let headers = Shape.map(
    .section(
      SectionShape(
        "header", ["values": .list(.string), "secrets": .list(.string), "files": .list(.string)])))

  static let client = SectionShape(
    "http_config",
    .fields(
      text: "bearer_token bearer_token_file", flags: "follow_redirects enable_http2",
      [
        "basic_auth": basicAuth, "authorization": authorization, "oauth2": oauth2, "tls_config": tlsConfig,
        "http_headers": headers,
      ]
    ).merging(proxy) { $1 },
    checks: [
      SectionChecks.exclusive("bearer_token", "bearer_token_file"),
      SectionChecks.exclusive("basic_auth", "oauth2", "authorization", "bearer_token"),
      SectionChecks.exclusive("basic_auth", "oauth2", "authorization", "bearer_token_file"),
      reservedHeaders, proxyIsConsistent,
    ])

  private static let tlsVersion = Shape.choice(["TLS10", "TLS11", "TLS12", "TLS13"])
  private static let proxy: [String: Shape] = .fields(
    text: "no_proxy", flags: "proxy_from_environment",
    ["proxy_url": .parsed(GoURL.problem), "proxy_connect_header": .map(.list(.string))])

  private static let basicAuth = Shape.section(
    SectionShape(
      "basic_auth", .fields(text: "username username_file username_ref password password_file password_ref"),
      checks: [
        SectionChecks.exclusive("username", "username_file", "username_ref"),
        SectionChecks.exclusive("password", "password_file", "password_ref"),
      ]))

  private static let authorization = Shape.section(
    SectionShape(
      "authorization", .fields(text: "type credentials credentials_file credentials_ref"),
      checks: [
        SectionChecks.exclusive("credentials", "credentials_file", "credentials_ref"),
        { node in
          guard let type = node.given("type"), type.value.text?.trimmed().lowercased() == "basic" else { return [] }
          return [FormatProblem("`type` cannot be `basic`", help: "write `basic_auth:` instead", at: type.value.range)]
        },
      ]))

  private static let oauth2 = Shape.section(
    SectionShape(
      "oauth2",
      .fields(
        text: """
          client_id client_secret client_secret_file client_secret_ref client_certificate_key_id client_certificate_key \
          client_certificate_key_file client_certificate_key_ref grant_type signature_algorithm iss audience token_url
          """,
        [
          "claims": .map(.any), "scopes": .list(.string), "endpoint_params": .map(.string), "tls_config": tlsConfig,
        ]
      ).merging(proxy) { $1 },
      checks: [SectionChecks.needs("client_id", "token_url", in: "oauth2"), grantIsConsistent, proxyIsConsistent]))

  private static let jwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer"

  private static let grantIsConsistent: SectionShape.Check = { node in
    guard node.string("grant_type") == jwtBearer else {
      return SectionChecks.exclusive("client_secret", "client_secret_file", "client_secret_ref")(node)
    }
    if let algorithm = node.given("signature_algorithm"),
      !["RS256", "RS384", "RS512"].contains(algorithm.value.text ?? "")
    {
      return [FormatProblem("`signature_algorithm` is RS256, RS384 or RS512", at: algorithm.value.range)]
    }
    return SectionChecks.exclusive(
      "client_certificate_key", "client_certificate_key_file", "client_certificate_key_ref")(node)
  }

  private static let certificateNeedsKey: SectionShape.Check = { node in
    func given(_ what: String) -> Node.Entry? {
      ["", "_file", "_ref"].lazy.compactMap { node.given(what + $0) }.first
    }
    switch (given("cert"), given("key")) {
    case (let certificate?, nil):
      return [
        FormatProblem("a client certificate needs its key", help: "add `key_file:`", at: certificate.key.range)
      ]
    case (nil, let key?):
      return [FormatProblem("a client key needs its certificate", help: "add `cert_file:`", at: key.key.range)]
    default: return []
    }
  }

  private static let proxyIsConsistent: SectionShape.Check = { node in
    let fromEnvironment = node.flag("proxy_from_environment") == true
    let url = node.given("proxy_url")
    if fromEnvironment, let other = url ?? node.given("no_proxy") {
      return [
        FormatProblem(
          "`\(other.key.text ?? "")` and `proxy_from_environment` exclude each other", help: "keep one of them",
          at: other.key.range)
      ]
    }
    if let header = node.given("proxy_connect_header"), header.value.mapping?.isEmpty == false, !fromEnvironment,
      url == nil
    {
      return [
        FormatProblem("`proxy_connect_header` needs a proxy", help: "add `proxy_url:`", at: header.key.range)
      ]
    }
    if let exceptions = node.given("no_proxy"), node.entry("proxy_url").map(\.value.isNull) ?? true {
      return [FormatProblem("`no_proxy` needs a proxy", help: "add `proxy_url:`", at: exceptions.key.range)]
    }
    return []
  }

  // https://github.com/prometheus/common/blob/main/config/headers.go, ReservedHeaders
  private static let reserved: Set<String> = [
    "authorization", "host", "content-encoding", "content-length", "content-type", "user-agent", "connection",
    "keep-alive", "proxy-authenticate", "proxy-authorization", "www-authenticate", "accept-encoding",
    "x-prometheus-remote-write-version", "x-prometheus-remote-read-version", "x-prometheus-scrape-timeout-seconds",
    "x-amz-date", "x-amz-security-token", "x-amz-content-sha256",
  ]

  private static let reservedHeaders: SectionShape.Check = { node in
    (node["http_headers"]?.mapping ?? []).compactMap { entry in
      guard let name = entry.key.text, reserved.contains(name.lowercased()) else { return nil }
      return FormatProblem(
        "the header `\(name)` cannot be set here", help: "remove it; credentials have keys of their own",
        at: entry.key.range)
    }
  }
}

extension [String: Shape] {
  /// A table of fields from lists of their names, as most fields are texts and flags.
  package static func fields(
    text: String = "", flags: String = "", integers: String = "", _ others: [String: Shape] = [:]
  ) -> Self {
    var fields = others
    for name in text.split(separator: " ") { fields[String(name)] = .string }
    for name in flags.split(separator: " ") { fields[String(name)] = .boolean }
    for name in integers.split(separator: " ") { fields[String(name)] = .integer }
    return fields
  }
}
