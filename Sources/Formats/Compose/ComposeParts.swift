import Documents

/// A published port: `127.0.0.1:8080:80`, `80`, or a mapping.
package struct ComposePort {
  package let node: Node
  /// The address of the host that it is bound to; nil for all of them.
  package let hostAddress: String?
  /// nil where Docker chooses one.
  package let published: String?
  /// The port inside the container, or a range of them.
  package let target: String
  /// `tcp` if not said.
  package let transport: String

  init?(_ node: Node) {
    self.node = node
    if let target = node["target"]?.text {
      self.target = target
      published = node["published"]?.text
      hostAddress = node["host_ip"]?.text
      transport = node["protocol"]?.text ?? "tcp"
      return
    }
    guard let text = node.text else { return nil }
    var rest = Interpolation.filled(text) ?? text
    let halves = rest.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    rest = halves[0]
    transport = halves.count > 1 ? halves[1] : "tcp"
    var address: String?
    if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
      address = String(rest[...end])
      rest = String(rest[rest.index(after: end)...].drop { $0 == ":" })
    }
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    target = parts.last ?? ""
    published = parts.count > 1 ? parts[parts.count - 2] : nil
    hostAddress = address ?? (parts.count > 2 ? parts[0] : nil)
  }

  package var isOnLoopback: Bool {
    hostAddress.map { $0.hasPrefix("127.") || $0 == "localhost" || $0 == "[::1]" || $0 == "::1" } ?? false
  }

  package var isOnEveryInterface: Bool {
    guard published != nil || node.text != nil else { return false }
    return hostAddress == nil || hostAddress == "" || hostAddress == "0.0.0.0" || hostAddress == "::"
      || hostAddress == "[::]"
  }
}

/// Something mounted: `./prometheus:/etc/prometheus:ro`, or a mapping.
package struct ComposeMount {
  package let node: Node
  /// A path of the host or the name of a volume; empty for one without a name.
  package let source: String
  package let target: String
  package let isReadOnly: Bool

  init?(_ node: Node) {
    self.node = node
    if let target = node["target"]?.text {
      self.target = target
      source = node["source"]?.text ?? ""
      isReadOnly = node.flag("read_only") == true
      return
    }
    guard let text = node.text else { return nil }
    let parts = Self.split(Interpolation.filled(text) ?? text)
    source = parts.count > 1 ? parts[0] : ""
    target = parts.count > 1 ? parts[1] : parts.first ?? ""
    isReadOnly = parts.count > 2 && parts[2].split(separator: ",").contains("ro")
  }

  /// A path of the host, not the name of a volume.
  package var isBind: Bool { source.hasPrefix(".") || source.hasPrefix("/") || source.hasPrefix("~") }

  /// At colons, but not those in `${A:-b}`.
  private static func split(_ text: String) -> [String] {
    var parts = [""], depth = 0
    for character in text {
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      if character == ":", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    return parts
  }
}
