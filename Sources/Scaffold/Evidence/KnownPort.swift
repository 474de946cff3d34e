/// What is spoken on a port by convention: a port of mail that is asked by HTTP fails for ever, and pages.
enum KnownPort: Equatable {
  case http
  /// HTTP over TLS, or something else over it.
  case https
  /// Another protocol, by its name.
  case other(String)
  /// Something that nothing tells.
  case unknown

  /// A port that is not listed may be HTTP: most that people publish are.
  init(_ number: Int) { self = Self.table[number] ?? .http }

  /// By the scheme of an address, `grpc`.
  init(scheme: String) {
    switch scheme {
    case "http": self = .http
    case "https": self = .https
    default: self = .other(scheme)
    }
  }

  /// By the words of a variable that has the port, `FRONTEND_GRPC_PORT`; nil where they name no protocol.
  init?(words: [String]) {
    guard let name = words.lazy.compactMap({ Self.words[$0] }).first else { return nil }
    self = name
  }

  /// Names and ports as the registry of IANA has them, <https://www.iana.org/assignments/service-names-port-numbers>, and as the software's
  /// own documentation does where that knows none.
  private static let table: [Int: KnownPort] = {
    var table: [Int: KnownPort] = [:]
    func add(_ name: String, _ ports: Int...) { for port in ports { table[port] = .other(name) } }
    for port in [443, 4443, 6443, 8443, 9443] { table[port] = .https }
    add("FTP", 20, 21, 989, 990)
    add("SSH", 22, 2222)
    add("Telnet", 23)
    add("mail", 24, 25, 110, 143, 465, 587, 993, 995, 1025, 1143, 1587, 2525, 4190)
    add("DNS", 53, 853)
    add("NTP", 123)
    add("SNMP", 161, 162)
    add("LDAP", 389, 636, 1389, 1636)
    add("SMB", 139, 445)
    add("syslog", 514, 601, 1514, 6514)
    add("MQTT", 1883, 8883)
    add("AMQP", 5671, 5672)
    add("STOMP", 61613)
    add("OpenWire", 61616)
    add("NATS", 4222, 6222)
    add("Kafka", 9092, 19092, 29092)
    add("ZooKeeper", 2181, 2888, 3888)
    add("XMPP", 5222, 5223, 5269, 5270, 5347)
    add("IRC", 6667, 6697)
    add("SIP", 5060, 5061)
    add("STUN", 3478, 5349)
    add("RTSP", 554, 8554)
    add("RTMP", 1935)
    add("SQL Server", 1433)
    add("Oracle", 1521)
    add("MySQL", 3306, 33060)
    add("PostgreSQL", 5432, 5433, 6432)
    add("Redis", 6379, 6380, 16379, 26379)
    add("memcached", 11211)
    add("MongoDB", 27017, 27018, 27019)
    add("Cassandra", 9042)
    add("Bolt", 7687)
    add("ClickHouse", 9009)
    add("gRPC", 4317, 14250, 50051)
    add("Elasticsearch's transport", 9300)
    add("Fluentd's forward protocol", 24224)
    add("Gearman", 4730)
    add("beanstalkd", 11300)
    add("Temporal's gRPC", 7233)
    add("RDP", 3389)
    add("VNC", 5900, 5901)
    add("WireGuard", 51820)
    add("OpenVPN", 1194)
    add("rsync", 873)
    add("git", 9418)
    add("Graphite's protocol", 2003, 2004, 2023, 2024)
    add("StatsD", 8125)
    add("Zabbix", 10050, 10051)
    add("NRPE", 5666)
    add("a debugger", 5005, 5858, 9003, 9229)
    add("Java's RMI", 1099)
    add("Minecraft", 25565)
    add("Steam's query protocol", 27015)
    return table
  }()

  private static let words: [String: KnownPort] = [
    "GRPC": .other("gRPC"), "RPC": .other("RPC"), "SMTP": .other("mail"), "IMAP": .other("mail"),
    "POP3": .other("mail"),
    "SSH": .other("SSH"), "SFTP": .other("SFTP"), "FTP": .other("FTP"), "AMQP": .other("AMQP"), "MQTT": .other("MQTT"),
    "LDAP": .other("LDAP"), "XMPP": .other("XMPP"), "DNS": .other("DNS"), "TCP": .other("TCP"), "UDP": .other("UDP"),
    "SIP": .other("SIP"), "RTMP": .other("RTMP"), "SQL": .other("SQL"), "THRIFT": .other("Thrift"),
    "MEMBERSHIP": .other("a protocol of its own"), "GOSSIP": .other("a protocol of its own"),
    "HTTPS": .https, "HTTP": .http, "WEB": .http, "API": .http,
  ]
}
