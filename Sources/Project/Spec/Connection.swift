import Documents

/// How a target is reached: what a scrape, a probe, a component or a remote write may say. Each section declares the keys that it uses.
package struct Connection: Sendable {
  package var scheme: Scheme = .http
  package var tls: TLS?
  package var basicAuth: BasicAuth?
  package var authorization: Authorization?
  package var headers: OrderedMap<String> = [:]
  package var timeout: PrometheusDuration?
  package var interval: PrometheusDuration?
  package var sampleLimit: Int?

  package enum Scheme: String, CaseIterable, Sendable { case http, https }

  package struct TLS: Sendable {
    package var caFile: SecretReference?
    package var certFile: SecretReference?
    package var keyFile: SecretReference?
    package var serverName: String?

    /// Those that are given.
    package var files: [SecretReference] { [caFile, certFile, keyFile].compactMap { $0 } }
  }

  package struct BasicAuth: Sendable {
    package var username = ""
    package var passwordFile: SecretReference = .file("secrets/password")
  }

  package struct Authorization: Sendable {
    package var type = "Bearer"
    package var credentialsFile: SecretReference = .file("secrets/credentials")
  }

  package init() {}

  /// Every secret that the connection reads.
  package var secrets: [SecretReference] {
    (tls?.files ?? []) + [basicAuth?.passwordFile, authorization?.credentialsFile].compactMap { $0 }
  }
}

extension Connection {
  /// The connection's keys as part of another section.
  ///
  /// - Parameter unused: keys that would have no effect there.
  package static func fields<Root>(
    in path: WritableKeyPath<Root, Connection> & Sendable, without unused: Set<String> = []
  ) -> [Field<Root>] {
    fields.filter { !unused.contains($0.key) }.map { $0.lifted(to: path) }
  }

  private static let fields: [Field<Connection>] = [
    .init("scheme", \.scheme, .word, "Whether the target speaks plain HTTP or TLS."),
    .init("tls", \.tls, tlsSection.codec, "Certificates, where the default trust is not enough."),
    .init("basic_auth", \.basicAuth, basicAuthSection.codec, "User name and password."),
    .init(
      "authorization", \.authorization, authorizationSection.codec, "The Authorization header, usually a bearer token."),
    .init(
      "headers", \.headers, .mapping(of: .text.onOneLine, key: headerName), "Further request headers; never secrets."),
    .init("timeout", \.timeout, .positiveDuration, "How long an answer may take."),
    .init("interval", \.interval, .positiveDuration, "How often to ask; `prometheus.scrape_interval` if not said."),
    .init(
      "sample_limit", \.sampleLimit, .integer(1...10_000_000),
      "Samples beyond which a scrape fails, against exploding labels."),
  ]

  /// `true`, or the certificates, where TLS is a choice that no scheme of an address makes.
  static let handshake = Codec<TLS?>(
    tlsSection.codec.typeName, schema: tlsSection.codec.schema, encode: { _ in nil },
    decode: { tlsSection.codec.decode($0, &$1).map(Optional.some) }
  )
  .orScalar(Codec<Bool>.boolean.map(to: { $0 ? TLS() : nil }, from: { _ in nil }))

  private static let headerName = Codec.name(
    "header name", pattern: "^[A-Za-z0-9-]+$", example: "X-Scope-OrgID", rule: "letters, digits and `-`",
    isValid: { !$0.isEmpty && $0.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") } })

  private static let tlsSection = Section(
    "tls", "Certificates of a connection.", default: TLS(),
    fields: [
      .init("ca_file", \.caFile, SecretReference.codec, "Authority that signed the target's certificate."),
      .init("cert_file", \.certFile, SecretReference.codec, "Certificate that the client shows."),
      .init("key_file", \.keyFile, SecretReference.codec, "Private key of that certificate."),
      .init("server_name", \.serverName, .string.onOneLine.notBlank, "Name that the target's certificate must carry."),
    ])

  /// <https://www.rfc-editor.org/rfc/rfc7617#section-2>
  private static let userName = Codec.text.onOneLine.checked { name in
    name.utf8.contains(UInt8(ascii: ":"))
      ? ("a colon ends the user name in a request", "name the user without it") : nil
  }

  private static let basicAuthSection = Section(
    "basic_auth", "User name and password of a connection.", default: BasicAuth(),
    fields: [
      .init("username", \.username, userName, "User name.", isRequired: true),
      .init("password_file", \.passwordFile, SecretReference.codec, "File that holds the password.", isRequired: true),
    ])

  private static let authorizationType = Codec.name(
    "authorization scheme", pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", example: "Bearer",
    rule: "one word; Prometheus takes `basic_auth:` for Basic",
    isValid: { text in
      // A token, https://www.rfc-editor.org/rfc/rfc9110#name-tokens.
      !text.isEmpty && text.lowercased() != "basic"
        && text.utf8.allSatisfy { $0.isLetter || $0.isDigit || "!#$%&'*+.^_`|~-".utf8.contains($0) }
    })

  private static let authorizationSection = Section(
    "authorization", "The Authorization header of a connection.", default: Authorization(),
    fields: [
      .init("type", \.type, authorizationType, "Scheme of the header."),
      .init(
        "credentials_file", \.credentialsFile, SecretReference.codec, "File that holds the credentials.",
        isRequired: true),
    ])
}
