import Documents
import Formats

/// What the services of a project say of each other: where they ask, and whose the ports of the host are.
struct ComposePeers {
  /// An address of another service in what a service is given.
  struct Address: Equatable {
    var port: Int
    /// `http` of `http://rest:3000`; nil of `rest:3000`.
    var scheme: String?
    /// Who asks there.
    var asker: String
  }

  /// By the names under which a service is reached.
  private var asked: [String: [Address]] = [:]
  /// Names of services with the ports that they publish, by the port of the host and by their own.
  private var publishers: [Int: Set<String>] = [:]
  /// The words of the names of services, with whose they are.
  private var owners: [String: Set<String>] = [:]

  init(_ members: [ComposeProject.Member]) {
    let names = Set(members.flatMap(\.hosts))
    for member in members {
      for port in member.service.ports {
        for number in [port.published, port.target].compactMap({ $0.flatMap { Int($0) } }) {
          publishers[number, default: []].insert(member.name)
        }
      }
      owners[Self.words(member.name).joined(separator: "_"), default: []].insert(member.name)
      for text in member.texts {
        for (host, address) in Self.addresses(in: text, of: member.name) where names.contains(host) {
          asked[host, default: []].append(address)
        }
      }
    }
  }

  /// Where others ask a service.
  func addresses(of member: ComposeProject.Member) -> [Address] {
    member.hosts.flatMap { asked[$0] ?? [] }.filter { $0.asker != member.name }
  }

  /// Whether a variable of a service is about a port of somebody else: another publishes it, or is called so.
  func isOfAnother(_ port: Int, _ variable: String, than member: ComposeProject.Member) -> Bool {
    let publishers = publishers[port] ?? []
    if !publishers.isEmpty, !publishers.contains(member.name) { return true }
    let prefix = Self.words(variable).dropLast().joined(separator: "_")
    return owners[prefix].map { !$0.contains(member.name) } ?? false
  }

  /// `HTTP_PORT` and `http-port` as `HTTP`, `PORT`.
  static func words(_ name: String) -> [String] {
    name.uppercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
  }

  // MARK: Addresses

  /// What stands around addresses in settings.
  private static let separators: Set<Character> = [
    ",", ";", "'", "\"", "`", "(", ")", "<", ">", "=", "[", "]", "{", "}",
  ]

  private static func addresses(in text: String, of asker: String) -> [(host: String, address: Address)] {
    text.split { $0.isWhitespace || separators.contains($0) }.compactMap { word in
      var rest = word, scheme: String?
      if let mark = word.firstRange(of: "://") {
        // `jdbc:postgresql://db:5432/shop`
        scheme = word[..<mark.lowerBound].split(separator: ":").last?.lowercased()
        rest = word[mark.upperBound...]
      }
      let authority = rest.prefix { $0 != "/" && $0 != "?" }
      let place = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
      let parts = place.split(separator: ":", omittingEmptySubsequences: false)
      guard let host = parts.first, parts.count <= 2 else { return nil }
      let usual = scheme == "http" ? 80 : scheme == "https" ? 443 : nil
      guard let port = parts.count == 2 ? Int(parts[1]) : usual, (1...65535).contains(port) else { return nil }
      return (String(host), Address(port: port, scheme: scheme, asker: asker))
    }
  }
}

extension ComposeProject.Member {
  /// Names under which others reach it.
  var hosts: [String] {
    let own = [service["container_name"]?.text, service["hostname"]?.text].compactMap { $0 }
    return ([name] + own + service.networks.values.joined()).uniqued()
  }

  /// What it is given: values of its environment, and its command.
  var texts: [String] {
    environment.keys.sorted().compactMap { environment[$0] ?? nil } + service.command.map(\.value)
      + (service["entrypoint"]?.texts ?? [])
  }
}
