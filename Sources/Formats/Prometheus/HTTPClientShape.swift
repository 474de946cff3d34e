import Documents

/// How Prometheus and its kin reach something by HTTP: keys that stand beside the others of a section.
///
/// Source: github.com/prometheus/common, config/http_config.go and headers.go.
package enum HTTPClientShape {
  package static let fields: [String: Shape] = [
    "basic_auth": .section(
      SectionShape(
        "basic_auth",
        [
          "username": .string, "username_file": .string, "username_ref": .string, "password": .string,
          "password_file": .string, "password_ref": .string,
        ],
        checks: [
          Condition.atMostOne("username", "username_file", "username_ref"),
          Condition.atMostOne("password", "password_file", "password_ref"),
        ])),
    "authorization": .section(authorization),
    "oauth2": .section(oauth2),
    "bearer_token": .string, "bearer_token_file": .string,
    "tls_config": tls,
    "follow_redirects": .boolean, "enable_http2": .boolean,
    "http_headers": .map(
      .section(SectionShape("http_headers", ["values": .strings, "secrets": .strings, "files": .strings])),
      keys: { reserved.contains($0.lowercased()) ? "the header `\($0)` cannot be set" : nil }),
  ].merging(proxy) { first, _ in first }

  /// Keys that name a file with a secret or a certificate.
  static let fileKeys: Set<String> = [
    "username_file", "password_file", "credentials_file", "bearer_token_file", "client_secret_file",
    "client_certificate_key_file", "ca_file", "cert_file", "key_file",
  ]

  /// `http_config:`, where the client is a section of its own.
  package static let config = Shape.section(section("http_config", [:]))

  /// A section with its own keys and those of an HTTP client.
  package static func section(
    _ name: String, _ fields: [String: Shape], required: [String] = [], checks: [SectionShape.Check] = []
  ) -> SectionShape {
    SectionShape(
      name, fields.merging(self.fields) { own, _ in own }, required: required, checks: self.checks + checks)
  }

  package static let checks: [SectionShape.Check] =
    [
      Condition.atMostOne("bearer_token", "bearer_token_file"),
      Condition.atMostOnePresent("basic_auth", "oauth2", "authorization"),
      { node in
        guard let auth = ["basic_auth", "oauth2", "authorization"].first(where: { node.isPresent($0) }),
          let token = ["bearer_token", "bearer_token_file"].first(where: { node.isFilled($0) }),
          let entry = node.entry(token)
        else { return [] }
        return [FormatProblem("`\(token)` cannot stand beside `\(auth)`", help: "remove one", at: entry.key.range)]
      },
    ] + proxyChecks

  private static let proxy: [String: Shape] = [
    "proxy_url": .url, "no_proxy": .string, "proxy_from_environment": .boolean, "proxy_connect_header": .map(.strings),
  ]

  private static let proxyChecks: [SectionShape.Check] = [
    { node in
      let fromEnvironment = node.flag("proxy_from_environment") == true
      func problem(_ key: String, _ message: String) -> [FormatProblem] {
        [FormatProblem(message, at: node.entry(key)?.key.range ?? node.range)]
      }
      if node.isFilled("proxy_connect_header"), !fromEnvironment, !node.isFilled("proxy_url") {
        return problem("proxy_connect_header", "`proxy_connect_header` needs `proxy_url` or `proxy_from_environment`")
      }
      if fromEnvironment, node.isFilled("proxy_url") {
        return problem("proxy_url", "`proxy_url` cannot stand beside `proxy_from_environment`")
      }
      if fromEnvironment, node.isFilled("no_proxy") {
        return problem("no_proxy", "`no_proxy` cannot stand beside `proxy_from_environment`")
      }
      if node.isFilled("no_proxy"), !node.isPresent("proxy_url") {
        return problem("no_proxy", "`no_proxy` needs `proxy_url`")
      }
      return []
    }
  ]

  private static let authorization = SectionShape(
    "authorization",
    [
      "type": .parsed {
        $0.trimmed().lowercased() == "basic" ? "the type cannot be `basic`: that is what `basic_auth` is for" : nil
      },
      "credentials": .string, "credentials_file": .string, "credentials_ref": .string,
    ],
    checks: [Condition.atMostOne("credentials", "credentials_file", "credentials_ref")])

  private static let jwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer"

  private static let oauth2 = SectionShape(
    "oauth2",
    [
      "client_id": .string, "client_secret": .string, "client_secret_file": .string, "client_secret_ref": .string,
      "client_certificate_key_id": .string, "client_certificate_key": .string, "client_certificate_key_file": .string,
      "client_certificate_key_ref": .string, "grant_type": .string, "signature_algorithm": .string, "iss": .string,
      "audience": .string, "claims": .map(.any), "scopes": .strings, "token_url": .string,
      "endpoint_params": .stringMap, "tls_config": tls,
    ].merging(proxy) { first, _ in first },
    checks: [
      Condition.filled("client_id", "token_url"),
      Condition.when(
        "grant_type", is: jwtBearer,
        Condition.atMostOne("client_certificate_key", "client_certificate_key_file", "client_certificate_key_ref")),
      Condition.when("grant_type", is: jwtBearer) { node in
        Shape.optionalChoice(["RS256", "RS384", "RS512"]).problems(
          in: node["signature_algorithm"] ?? Node(.scalar(Scalar(text: "", style: .plain)), range: 0..<0))
      },
      { node in
        node["grant_type"]?.text == jwtBearer
          ? [] : Condition.atMostOne("client_secret", "client_secret_file", "client_secret_ref")(node)
      },
    ] + proxyChecks)

  package static let tls = Shape.section(
    SectionShape(
      "tls_config",
      [
        "ca": .string, "cert": .string, "key": .string, "ca_file": .string, "cert_file": .string, "key_file": .string,
        "ca_ref": .string, "cert_ref": .string, "key_ref": .string, "server_name": .string,
        "insecure_skip_verify": .boolean, "min_version": tlsVersion, "max_version": tlsVersion,
      ],
      checks: [
        Condition.atMostOne("ca", "ca_file", "ca_ref"), Condition.atMostOne("cert", "cert_file", "cert_ref"),
        Condition.atMostOne("key", "key_file", "key_ref"),
        { node in
          let certificate = ["cert", "cert_file", "cert_ref"].first { node.isFilled($0) }
          let key = ["key", "key_file", "key_ref"].first { node.isFilled($0) }
          guard (certificate == nil) != (key == nil), let entry = node.entry(certificate ?? key ?? "") else {
            return []
          }
          return [
            FormatProblem(
              certificate == nil
                ? "a client key needs a certificate, `cert` or `cert_file`"
                : "a client certificate needs a key, `key` or `key_file`", at: entry.key.range)
          ]
        },
      ]))

  private static let tlsVersion = Shape.choice(["TLS10", "TLS11", "TLS12", "TLS13"])

  /// Headers that are the client's own affair.
  private static let reserved: Set<String> = [
    "authorization", "host", "content-encoding", "content-length", "content-type", "user-agent", "connection",
    "keep-alive", "proxy-authenticate", "proxy-authorization", "www-authenticate", "accept-encoding",
    "x-prometheus-remote-write-version", "x-prometheus-remote-read-version", "x-prometheus-scrape-timeout-seconds",
    "x-amz-date", "x-amz-security-token", "x-amz-content-sha256",
  ]

  /// `headers:` of remote storage and tracing, which know the same names but one.
  static let headers = Shape.map(.string) { name in
    reserved.contains(name.lowercased()) && name.lowercased() != "x-prometheus-scrape-timeout-seconds"
      ? "the header `\(name)` cannot be set" : nil
  }

  package static let sigv4 = Shape.section(
    SectionShape(
      "sigv4",
      [
        "region": .string, "access_key": .string, "secret_key": .string, "profile": .string, "role_arn": .string,
        "external_id": .string, "use_fips_sts_endpoint": .boolean, "service_name": .string,
      ],
      checks: [
        Condition.needs("access_key", "secret_key"), Condition.needs("secret_key", "access_key"),
        Condition.needs("external_id", "role_arn"),
      ]))
}
