import Documents

/// A list of a generated file whose elements an overlay can speak of one by one.
///
/// The elements of every other list have no name: an overlay replaces such a list whole, or adds to its ends.
package struct KeyedList: Sendable {
  /// What tells the elements of a list apart.
  package enum Identity: Sendable {
    /// The value under the first of these keys that the overlay's element has.
    case keys([String])
    /// The name under `alert` or `record`, and the labels: one that both have must be equal.
    case rule
    /// Nothing: the generated list has one element, and the overlay's one is laid over it.
    case only
  }

  /// Paths of artifacts; `*` stands for any part of a name.
  package let files: [String]
  /// The keys from the top of the file down to the list, with `*` as above; lists on the way take no part of it.
  package let path: String
  package let identity: Identity
  /// What an element must have that is not in the generated list.
  let required: [String]

  private init(_ files: [String], _ path: String, _ identity: Identity, required: [String] = []) {
    self.files = files
    self.path = path
    self.identity = identity
    self.required = required
  }

  /// Every such list.
  package static let all: [KeyedList] = [
    .init(prometheus, "scrape_configs", .keys(["job_name"])),
    .init(prometheus, "scrape_configs.static_configs", .only),
    .init(prometheus, "remote_write", .keys(["name", "url"])),
    .init(prometheus, "remote_read", .keys(["name", "url"])),
    .init(prometheus, "alerting.alertmanagers", .only),
    .init(["prometheus/rules/*.yml", "loki/rules/fake/*.yml"], "groups", .keys(["name"])),
    .init(["prometheus/rules/*.yml", "loki/rules/fake/*.yml"], "groups.rules", .rule, required: ["expr"]),
    .init(["prometheus/tests/*.yml"], "tests", .keys(["name"])),
    .init(alertmanager, "receivers", .keys(["name"])),
    .init(alertmanager, "receivers.*_configs", .only),
    .init(alertmanager, "time_intervals", .keys(["name"])),
    .init(dashboards, "panels", .keys(["id", "title"])),
    .init(dashboards, "panels.panels", .keys(["id", "title"])),
    .init(dashboards, "panels.targets", .keys(["refId"])),
    .init(dashboards, "templating.list", .keys(["name"])),
    .init(dashboards, "annotations.list", .keys(["name"])),
    .init(dashboards, "links", .keys(["title"])),
    .init([provisioning + "datasources/*.yml"], "datasources", .keys(["uid", "name"])),
    .init([provisioning + "datasources/*.yml"], "deleteDatasources", .keys(["name"])),
    .init([provisioning + "dashboards/*.yml"], "providers", .keys(["name"])),
    .init(["loki/loki.yml"], "schema_config.configs", .keys(["from"])),
  ]

  private static let prometheus = ["prometheus/prometheus.yml", "prometheus/scrape/*.yml"]
  private static let alertmanager = ["alertmanager/alertmanager.yml"]
  private static let dashboards = ["grafana/dashboards/*.json"]
  private static let provisioning = "grafana/provisioning/"

  /// The keyed lists of an artifact, by path.
  static func all(in artifact: String) -> [KeyedList] {
    all.filter { $0.files.contains { Wildcard.matches(artifact, $0) } }
  }

  /// Whether the list stands under these keys.
  func isAt(_ keys: [String]) -> Bool {
    let parts = path.split(separator: ".")
    return parts.count == keys.count && zip(keys, parts).allSatisfy { Wildcard.matches($0, String($1)) }
  }
}

extension KeyedList.Identity {
  /// For people: what an element needs.
  package var words: String {
    switch self {
    case .keys(let keys): keys.map { "`\($0)`" }.joined(separator: " or ")
    case .rule: "`alert` or `record`, and `labels`"
    case .only: "nothing; both lists have one element"
    }
  }
}

/// Patterns in which one `*` stands for anything.
enum Wildcard {
  static func matches(_ text: String, _ pattern: String) -> Bool {
    guard let star = pattern.utf8.firstIndex(of: UInt8(ascii: "*")) else { return text == pattern }
    let (before, after) = (pattern.utf8[..<star], pattern.utf8[star...].dropFirst())
    return text.utf8.count >= before.count + after.count && text.utf8.starts(with: before)
      && text.utf8.reversed().starts(with: after.reversed())
  }
}
