import Documents
import Formats

/// Databases, caches and web servers of a Compose project, as components of the spec.
enum ComposeComponents {
  static func add(_ member: ComposeProject.Member, _ pack: String, _ files: ImportFiles, to draft: inout Draft) {
    let name = draft.ownerName(member.name, or: pack)
    var value: Tree = name == pack ? .mapping([]) : ["pack": .string(pack)]
    let note: String?
    switch pack {
    case "postgres": note = postgres(member, name, &value)
    case "redis": note = redis(member, name, &value)
    default: note = nginx(member, files, &value)
    }
    draft.components[name] = Entry(
      value, note: [member.image, note].compactMap { $0 }.joined(separator: " "), from: member.place)
  }

  /// The machine and the containers on it, which every Compose project has.
  static func addHost(to draft: inout Draft) {
    for (pack, note) in [("node", "The machine that all this runs on."), ("cadvisor", "Its containers.")] {
      let isThere = draft.components.contains { name, entry in
        name == pack || entry.value["pack"] == .string(pack)
      }
      guard !isThere else { continue }
      let name = draft.ownerName(pack, or: pack)
      draft.components[name] = Entry(name == pack ? .mapping([]) : ["pack": .string(pack)], note: note)
    }
  }

  // MARK: Each of them

  /// The database that the image makes: <https://hub.docker.com/_/postgres>, POSTGRES_DB; Bitnami's has names of its own.
  private static func postgres(_ member: ComposeProject.Member, _ name: String, _ value: inout Tree) -> String? {
    let port = member.number("PGPORT", "POSTGRESQL_PORT_NUMBER") ?? 5432
    value["targets"] = [.string("\(member.name):\(port)")]
    let given = member.first("POSTGRES_DB", "POSTGRESQL_DATABASE", "POSTGRES_USER", "POSTGRESQL_USERNAME")
    let isPlain = given?.utf8.allSatisfy { $0.isLetter || $0.isDigit || "_-.".utf8.contains($0) } ?? false
    value["database"] = .string(isPlain ? given! : "postgres")
    value["user"] = "exporter"
    value["password_file"] = .string("secrets/\(name)_exporter_password")
    return isPlain ? nil : "Which database, the file does not say: `postgres` is always there."
  }

  private static func redis(_ member: ComposeProject.Member, _ name: String, _ value: inout Tree) -> String? {
    let port = member.service.flag("port").flatMap { Int($0) } ?? 6379
    let target = "\(member.name):\(port)"
    value["targets"] = [.string(target)]
    let words =
      ["command", "entrypoint"].flatMap { member.service[$0]?.texts ?? [] } + [
        member.first("REDIS_ARGS", "VALKEY_EXTRA_FLAGS") ?? ""
      ]
    // The image of Bitnami, and of its successors, sets one from this variable.
    let isBitnami =
      ["REDIS_PASSWORD", "VALKEY_PASSWORD"].contains { member.environment[$0] != nil }
      && member.service.imageName.includes("bitnami")
    guard isBitnami || words.contains(where: { $0.includes("requirepass") }) else { return nil }
    value["password_file"] = .string("secrets/\(name)_passwords")
    return #"It asks for a password; the file says which: {"redis://\#(target)": "PASSWORD"}."#
  }

  private static func nginx(_ member: ComposeProject.Member, _ files: ImportFiles, _ value: inout Tree) -> String? {
    if let page = StubStatus.find(in: member, files) {
      value["stub_status"] = .string("http://\(member.name):\(page.port)\(page.path)")
      return "Its configuration has the page."
    }
    let ports = member.service.ports.filter { $0.transport == "tcp" }.compactMap { Int($0.target) }
    let port =
      ports.first { $0 != 443 && $0 != 8443 } ?? (member.service.imageName.hasSuffix("unprivileged") ? 8080 : 80)
    value["stub_status"] = .string("http://\(member.name):\(port)/stub_status")
    return """
      No configuration with this page was found; without it the exporter sees nothing. Add to the server:
        location = /stub_status { stub_status; }
      """
  }
}

extension ComposeProject.Member {
  /// The first of these variables that has a value.
  func first(_ names: String...) -> String? {
    names.lazy.compactMap { environment[$0] ?? nil }.first { !$0.isEmpty }
  }

  func number(_ names: String...) -> Int? {
    names.lazy.compactMap { (environment[$0] ?? nil).flatMap { Int($0) } }.first { (1...65535).contains($0) }
  }
}
