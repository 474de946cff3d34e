import Documents
import RE2

/// An address that is probed from outside, and what a good answer is.
package struct Probe: Sendable {
  package var kind = Kind.http
  package var service: String?
  package var team: String?
  package var alerts: OrderedMap<AlertTuning> = [:]
  package var connection = Connection()

  // HTTP
  package var url: WebAddress?
  package var status: [Int] = [200]
  package var body: String?
  // TCP, gRPC
  package var target: HostPort?
  package var grpcService: String?
  // DNS
  package var name: String?
  package var record = "A"
  package var server: HostPort?
  package var answer: String?
  // ICMP
  package var host: String?

  /// How the address is asked.
  package enum Kind: String, CaseIterable, Sendable { case http, tcp, dns, icmp, grpc }

  package init() {}

  package static let codec = Codec<Probe>.variants(
    tag: "type", default: "http",
    [
      (
        "http",
        section(
          .http, "probe", "An address that is probed from outside: by HTTP, or as its `type` says.",
          [
            .init("url", \.url, .webAddress, "Address to ask.", isRequired: true),
            .init(
              "status", \.status,
              .list(of: .integer(100...599), minimum: 1).orScalar(
                Codec<Int>.integer(100...599).map(to: { [$0] }, from: { $0.first })), "Status codes of a good answer."),
            .init("body", \.body, pattern, "Regular expression that the answer's body must match."),
            // The address says the scheme, and what a probe gives is always the same few samples.
          ], unused: ["scheme", "sample_limit"])
      ),
      (
        "tcp",
        section(
          .tcp, "tcp_probe", "A port that must take connections.",
          [
            .init("target", \.target, .hostPort, "Host and port to connect to.", isRequired: true),
            .init(
              "tls", \.connection.tls, Connection.handshake,
              "Whether the server must complete a TLS handshake, and with which certificates."),
          ])
      ),
      (
        "dns",
        section(
          .dns, "dns_probe", "A name that a server must have an answer for.",
          [
            .init("name", \.name, domainName, "Name to ask for.", isRequired: true),
            .init("record", \.record, .word(of: recordTypes), "Type of record to ask for."),
            .init("server", \.server, serverAddress, "Server to ask, on port 53 if none is said.", isRequired: true),
            .init(
              "answer", \.answer, pattern,
              "Regular expression that one of the records must match, `NAME TTL IN TYPE DATA` with tabs between; any record of that type if not said."
            ),
          ])
      ),
      (
        "icmp",
        section(
          .icmp, "icmp_probe", "A host that must answer a ping.",
          [.init("host", \.host, host, "Name or address of the host, without a port.", isRequired: true)])
      ),
      (
        "grpc",
        section(
          .grpc, "grpc_probe", "A server that must call itself healthy by the gRPC health checking protocol.",
          [
            .init("target", \.target, .hostPort, "Host and port to call.", isRequired: true),
            .init(
              "grpc_service", \.grpcService, .string.onOneLine.notBlank,
              "Service to ask for, `package.Service`; the server as a whole if not said."),
            .init(
              "tls", \.connection.tls, Connection.handshake, "Whether to call over TLS, and with which certificates."),
          ])
      ),
    ])

  /// The section of one kind: its own keys, those of every kind, and how long and how often to ask.
  ///
  /// - Parameter unused: keys of a connection that the kind does not have.
  private static func section(
    _ kind: Kind, _ name: String, _ summary: String, _ fields: [Field<Probe>],
    unused: Set<String> = ["scheme", "tls", "basic_auth", "authorization", "headers", "sample_limit"]
  ) -> Codec<Probe> {
    let section = Section(
      name, summary, default: Probe(),
      fields: [.ignored("type", "How it is asked: http if not said, tcp, dns, icmp or grpc.")] + fields + common
        + Connection.fields(in: \.connection, without: unused))
    let codec = section.codec
    return Codec(codec.typeName, schema: codec.schema, encode: codec.encode) { node, decoding in
      codec.decode(node, &decoding).map { probe in
        var probe = probe
        probe.kind = kind
        return probe
      }
    }
  }

  private static let common: [Field<Probe>] = [
    .init("service", \.service, Name.owner, "Service that it belongs to."),
    .init("team", \.team, Name.team, "Team that answers for it; the project's `team` if not said."),
    .init(
      "alerts", \.alerts, .mapping(of: AlertTuning.section.codec, key: Name.alert), "Tuning of the probe's alerts."),
  ]

  /// The exporter compiles it with Go's `regexp`, and does not start where that fails: `NewRegexp` and `DNSRRValidator` in
  /// <https://github.com/prometheus/blackbox_exporter/blob/v0.28.0/config/config.go>.
  private static let pattern = Codec.string.checked { text in
    Pattern.problem(in: text).map { ("`\(text)` is no regular expression: \($0.message)", "write it like `\"ok\"`") }
  }

  /// The usual ones of `StringToType`, which the exporter looks them up in,
  /// <https://github.com/miekg/dns/blob/v1.1.68/types.go>.
  private static let recordTypes = ["A", "AAAA", "CAA", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT"]

  private static let domainName = Codec.name(
    "domain name", pattern: #"^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?$"#, example: "shop.example",
    rule: "letters, digits, `-` and `_` between dots",
    isValid: { Host.isValid($0.hasSuffix(".") ? String($0.dropLast()) : $0) && !$0.hasPrefix("[") })

  private static let host = Codec.name(
    "host", pattern: #"^([A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])$"#, example: "router.example",
    rule: "a name or an address without a port, one of IPv6 in brackets", isValid: Host.isValid)

  private static let serverAddress = Codec.notation(
    "DNS server", pattern: "^[^/ ]+$", example: "10.0.0.53"
  ) { text in HostPort(text) ?? (Host.isValid(text) ? HostPort(host: text, port: 53) : nil) }
}
