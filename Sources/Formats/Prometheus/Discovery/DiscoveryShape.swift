import Documents

/// `static_configs` and the `…_sd_configs` of scrapes and Alertmanagers.
///
/// Source: github.com/prometheus/prometheus, the packages below discovery/.
package enum DiscoveryShape {
  /// The keys of every mechanism that Prometheus is built with.
  package static let fields: [String: Shape] = {
    var fields: [String: Shape] = ["static_configs": .entries(targetGroup)]
    for (name, section) in mechanisms { fields["\(name)_sd_configs"] = .entries(.section(section)) }
    return fields
  }()

  private static let mechanisms = local.merging(clouds) { first, _ in first }.merging(registries) { first, _ in first }

  package static let targetGroup = Shape.section(
    SectionShape("a group of targets", ["targets": .strings, "labels": .labels]))

  /// Keys that most mechanisms have.
  static let refresh: [String: Shape] = ["refresh_interval": .duration]
  static let polling: [String: Shape] = ["refresh_interval": .duration, "port": .integer]

  /// A mechanism that asks somebody by HTTP.
  static func http(
    _ name: String, _ common: [String: Shape], _ fields: [String: Shape], _ checks: SectionShape.Check...
  ) -> SectionShape {
    HTTPClientShape.section(name + "_sd_config", fields.merging(common) { own, _ in own }, checks: checks)
  }

  static func plain(
    _ name: String, _ common: [String: Shape], _ fields: [String: Shape], _ checks: SectionShape.Check...
  ) -> SectionShape {
    SectionShape(name + "_sd_config", fields.merging(common) { own, _ in own }, checks: checks)
  }

  /// An address with scheme and host; `schemes` empty allows any.
  static func address(_ key: String, _ schemes: [String] = []) -> SectionShape.Check {
    { node in
      guard let value = node[key], let text = value.text, !text.isEmpty, let url = try? GoURL(text) else { return [] }
      if !schemes.isEmpty, !schemes.contains(url.scheme) {
        return [
          FormatProblem(
            "`\(key)` has to begin with \(schemes.map { "`\($0)://`" }.joined(separator: " or "))", at: value.range)
        ]
      }
      return url.scheme.isEmpty || url.host.isEmpty
        ? [FormatProblem("`\(key)` needs a scheme and a host, as in `http://host:port`", at: value.range)] : []
    }
  }

  /// Mechanisms that look around: files, DNS, an address of one's own, containers, the cluster.
  private static let local: [String: SectionShape] = [
    "file": plain(
      "file", refresh, ["files": .list(.parsed(filePattern))], Condition.filled("files")),
    "dns": plain(
      "dns", polling,
      ["names": .strings, "type": .parsed(recordType)], Condition.filled("names"),
      { node in
        let type = node["type"]?.text?.uppercased() ?? "SRV"
        guard type != "SRV", type != "", (node.number("port") ?? 0) == 0 else { return [] }
        return [
          FormatProblem(
            "records of type `\(type)` carry no port: `port` has to be set", help: "add `port:`",
            at: node.entry("type")?.key.range ?? node.range)
        ]
      }),
    "http": http("http", refresh, ["url": .url], Condition.filled("url"), address("url", ["http", "https"])),
    "docker": http(
      "docker", polling,
      [
        "host": .url, "filters": .list(filter), "host_networking_host": .string, "match_first_network": .boolean,
      ], Condition.filled("host")),
    "dockerswarm": http(
      "dockerswarm", polling,
      ["host": .url, "role": .choice(["services", "nodes", "tasks"]), "filters": .list(filter)],
      Condition.filled("host", "role")),
    "kubernetes": KubernetesDiscovery.section,
  ]

  static let filter = Shape.section(SectionShape("a filter", ["name": .string, "values": .strings]))

  /// Discovery files end in a known extension and have their `*` in the last part.
  @Sendable private static func filePattern(_ text: String) -> String? {
    let extensions = [".json", ".yml", ".yaml", ".JSON", ".YML", ".YAML"]
    let star = text.firstIndex(of: "*").map { text[$0...] } ?? ""
    return extensions.contains { text.hasSuffix($0) } && !star.contains("/")
      ? nil : "`\(text)` is no path for file discovery: it ends in .json, .yml or .yaml, with `*` in the last part only"
  }

  @Sendable private static func recordType(_ text: String) -> String? {
    ["SRV", "A", "AAAA", "MX", "NS"].contains(text.uppercased())
      ? nil : "`\(text)` is none of the record types `SRV`, `A`, `AAAA`, `MX`, `NS`"
  }
}
