import Documents
import Formats

/// An address at which a proxy of the project answers the world: by a rule of Traefik, a site of Caddy, or `VIRTUAL_HOST`.
struct PublicSite: Equatable {
  var url: String
  /// What says so.
  var evidence: String

  static func all(of member: ComposeProject.Member, _ files: ImportFiles) -> [PublicSite] {
    (traefik(member) + caddyLabels(member) + caddyfile(member, files) + virtualHost(member)).filter(\.isPublic)
  }

  /// Adds the probe, unless another service has led to the same.
  func add(to draft: inout Draft, of member: ComposeProject.Member) {
    guard let host = WebAddress(url)?.host, !draft.probes.values.contains(where: { $0.value["url"] == .string(url) })
    else { return }
    var value: Tree = ["url": .string(url)]
    if draft.services[member.name] != nil { value["service"] = .string(member.name) }
    draft.probes[draft.ownerName(host, or: "site")] = Entry(
      value, note: "As \(evidence) says; a guess that it answers 200 there.", from: member.place)
  }

  // MARK: Traefik

  /// <https://doc.traefik.io/traefik/routing/routers/#rule>
  private static func traefik(_ member: ComposeProject.Member) -> [PublicSite] {
    let labels = Dictionary(member.service.labels.map { ($0.name, $0.value ?? "") }) { first, _ in first }
    return labels.keys.sorted().flatMap { name -> [PublicSite] in
      guard name.hasPrefix("traefik.http.routers."), name.hasSuffix(".rule") else { return [] }
      let router = name.dropLast(".rule".count), rule = labels[name] ?? ""
      let hasTLS = labels.keys.contains { $0.hasPrefix("\(router).tls") } && labels["\(router).tls"] != "false"
      let entry = labels["\(router).entrypoints"]?.lowercased() ?? labels["\(router).entryPoints"]?.lowercased() ?? ""
      let isSecure = hasTLS || entry.contains("secure") || entry.contains("https")
      let path = arguments(of: "PathPrefix", in: rule).first ?? arguments(of: "Path", in: rule).first ?? ""
      return arguments(of: "Host", in: rule).map {
        PublicSite(url: "\(isSecure ? "https" : "http")://\($0)\(path)", evidence: "`\(name)`")
      }
    }
  }

  /// The texts in ``Host(`a`, `b`)``, of every call that is not negated.
  private static func arguments(of function: String, in rule: String) -> [String] {
    var found: [String] = [], rest = rule[...]
    while let call = rest.firstRange(of: "\(function)(") {
      let before = rest[..<call.lowerBound].last
      let inner = rest[call.upperBound...].prefix { $0 != ")" }
      rest = rest[inner.endIndex...]
      if before == "!" || before?.isLetter == true { continue }
      found += inner.split(separator: ",").map { $0.filter { !"`'\" ".contains($0) } }
    }
    return found
  }

  // MARK: Caddy

  /// <https://github.com/lucaslorentz/caddy-docker-proxy#labels-to-caddyfile-conversion>
  private static func caddyLabels(_ member: ComposeProject.Member) -> [PublicSite] {
    member.service.labels.filter { label in
      let parts = label.name.split(separator: "_", omittingEmptySubsequences: false)
      return parts[0] == "caddy" && parts.count <= 2 && parts.dropFirst().allSatisfy { Int($0) != nil }
    }
    .flatMap { label in
      (label.value ?? "").split { $0 == "," || $0 == " " }.compactMap { site(String($0), "`\(label.name)`") }
    }
  }

  /// The sites of a mounted Caddyfile: <https://caddyserver.com/docs/caddyfile/concepts#structure>
  private static func caddyfile(_ member: ComposeProject.Member, _ files: ImportFiles) -> [PublicSite] {
    var sites: [PublicSite] = []
    for mount in member.service.mounts where mount.isBind && mount.target.hasPrefix("/etc/caddy") {
      let source = ImportFiles.path(mount.source, from: member.source.name)
      guard let bytes = files.read(source) ?? files.read("\(source)/Caddyfile") else { continue }
      var depth = 0
      for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
        let line = filled(String(line.prefix { $0 != "#" }).trimmed(), member)
        if depth == 0, line.hasSuffix("{") {
          for word in line.dropLast().split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            if let site = site(String(word), "the site `\(word)` of \(source)") { sites.append(site) }
          }
        }
        depth += line.filter { $0 == "{" }.count - line.filter { $0 == "}" }.count
      }
    }
    return sites
  }

  /// With `{$NAME:default}` filled in from its environment.
  private static func filled(_ line: String, _ member: ComposeProject.Member) -> String {
    var result = "", rest = line[...]
    while let start = rest.firstRange(of: "{$"), let end = rest[start.upperBound...].firstIndex(of: "}") {
      let parts = rest[start.upperBound..<end].split(separator: ":", maxSplits: 1).map(String.init)
      let value = parts.first.flatMap { member.environment[$0] ?? nil } ?? (parts.count > 1 ? parts[1] : "")
      result += rest[..<start.lowerBound] + value
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  /// Caddy takes a certificate for what says no scheme: <https://caddyserver.com/docs/automatic-https>
  private static func site(_ address: String, _ evidence: String) -> PublicSite? {
    if address.contains("://") { return PublicSite(url: address, evidence: evidence) }
    if address.hasSuffix(":80") { return PublicSite(url: "http://\(address.dropLast(3))", evidence: evidence) }
    return address.first.map { $0.isLetter || $0.isNumber } == true
      ? PublicSite(url: "https://\(address)", evidence: evidence) : nil
  }

  /// <https://github.com/nginx-proxy/nginx-proxy>
  private static func virtualHost(_ member: ComposeProject.Member) -> [PublicSite] {
    let hosts = (member.environment["VIRTUAL_HOST"] ?? nil) ?? ""
    let isSecure = member.environment["LETSENCRYPT_HOST"] != nil
    return hosts.split(separator: ",").map {
      PublicSite(url: "\(isSecure ? "https" : "http")://\(String($0).trimmed())", evidence: "`VIRTUAL_HOST`")
    }
  }

  // MARK: Who reaches it

  /// Ends of names that only a few machines know, or nobody: <https://www.iana.org/assignments/special-use-domain-names>
  private static let special = [
    "localhost", "local", "test", "invalid", "example", "internal", "lan", "home", "docker", "dev.local", "localdomain",
    "example.com", "example.org", "example.net", "domain.com", "domain.tld", "yourdomain.com", "mydomain.com",
  ]

  /// Whether the world knows its name, and it is whole.
  private var isPublic: Bool {
    guard let address = WebAddress(url), !SecretAddress.holdsSecret(url) else { return false }
    let host = address.host.lowercased(), parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 1 && parts.allSatisfy { !$0.isEmpty } && !host.contains("*") && !host.contains("$")
      && !Self.special.contains { host == $0 || host.hasSuffix(".\($0)") }
      && parts.last?.allSatisfy(\.isLetter) == true
  }
}
