import Documents

/// A Compose file: services with what they run, mount and publish.
package struct ComposeFile {
  package let source: SourceFile
  /// Without what `!reset` stands before.
  package let node: Node
  package let services: [ComposeService]
  /// What it takes out of the files that it is laid over.
  package let removals: [ComposeRemoval]

  package init(_ root: Node, in source: SourceFile) {
    self.source = source
    (node, removals) = root.withoutResets(in: source)
    let entries = node["services"]?.mapping ?? []
    let all = Dictionary(entries.compactMap { entry in entry.key.text.map { ($0, entry.value) } }) { first, _ in first }
    services = entries.compactMap { entry in Text(entry.key).map { ComposeService($0, entry.value, among: all) } }
  }

  /// The keys at the top under which things have names.
  static let sections = ["services", "networks", "volumes", "secrets", "configs"]

  package func names(_ section: String) -> Set<String> {
    Set((node[section]?.mapping ?? []).compactMap { $0.key.text })
  }

  /// Networks that other projects may have containers in.
  package var externalNetworks: Set<String> {
    Set(
      (node["networks"]?.mapping ?? []).compactMap { entry in
        let external = entry.value["external"]
        let isExternal = entry.value.flag("external") == true || external?.mapping != nil
        return isExternal ? entry.key.text : nil
      })
  }
}

extension ComposeFile {
  /// Other files that are part of the project; nil for what is no text.
  package var includes: [ComposePath?] {
    (node["include"]?.sequence ?? []).flatMap { item in
      let paths = item["path"] ?? item
      return (paths.sequence ?? [paths]).map { Text($0).map(ComposePath.init) }
    }
  }
}

/// The path of another file, in a Compose file.
package struct ComposePath {
  package let text: Text

  /// The path of a file beside this one; nil for one that is not on this disk or that a variable names.
  package var local: String? { Interpolation.isNeeded(text.value) || isRemote ? nil : text.value }

  /// Source: github.com/docker/compose, pkg/remote/git.go and oci.go, with ParseGitRef of github.com/moby/buildkit.
  private var isRemote: Bool {
    let path = text.value
    return path.includes("://") || path.includes("git@") || path.hasPrefix("github.com/") || path.hasSuffix(".git")
      || path.includes(".git#")
  }
}

/// A service of a Compose file. List and mapping forms of a key come out the same.
package struct ComposeService {
  package let name: Text
  package let node: Node
  /// What it takes over from a service of the same file.
  private let base: Node?
  /// Whether what is run stands in another file.
  package let isPartial: Bool

  /// - Parameter all: the services of its file, among which the one is that it extends.
  package init(_ name: Text, _ node: Node, among all: [String: Node] = [:]) {
    self.name = name
    self.node = node
    let extended = node["extends"]
    let target = extended?.text ?? extended?["service"]?.text
    let isHere = extended?["file"] == nil
    base = isHere ? target.flatMap { all[$0] } : nil
    isPartial =
      (extended != nil && base == nil)
      || ![node, base].contains { $0?["image"] != nil || $0?["build"] != nil || $0?["provider"] != nil }
  }

  /// The value under a key, its own or the one it takes over.
  package subscript(key: String) -> Node? { node[key] ?? base?[key] }

  package var image: Text? { Text(self["image"]) }
  package var networkMode: String? { self["network_mode"]?.text }

  /// The service that it takes over from, and the file where that is another one.
  package var extended: (service: Text, file: ComposePath?)? {
    guard let extended = node["extends"], let service = Text(extended["service"] ?? extended) else { return nil }
    let file = extended["file"].flatMap { $0.isNull ? nil : Text($0) }
    return (service, file.map(ComposePath.init))
  }

  /// The image without registry, tag and digest, defaults of variables filled in: `prom/prometheus`.
  package var imageName: String { imageReference?.name ?? "" }

  /// The last part of that, `prometheus`.
  package var imageShortName: String { imageReference?.shortName ?? "" }

  private var imageReference: ImageReference? {
    image.flatMap { Interpolation.filled($0.value) }.map { ImageReference($0) }
  }

  /// Environment variables; nil for one that is handed on from outside.
  package var environment: [(name: String, value: String?, node: Node)] { pairs("environment") }
  package var labels: [(name: String, value: String?, node: Node)] { pairs("labels") }

  private func pairs(_ key: String) -> [(name: String, value: String?, node: Node)] {
    if let entries = self[key]?.mapping {
      return entries.map { ($0.key.text ?? "", $0.value.isNull ? nil : $0.value.text, $0.value) }
    }
    return (self[key]?.sequence ?? []).compactMap { item in
      guard let text = item.text else { return nil }
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), parts.count > 1 ? String(parts[1]) : nil, item)
    }
  }

  package var ports: [ComposePort] { (self["ports"]?.sequence ?? []).compactMap(ComposePort.init) }
  /// Ports that other containers reach, not published.
  package var exposed: [Text] { (self["expose"]?.sequence ?? []).compactMap(Text.init) }
  package var mounts: [ComposeMount] { (self["volumes"]?.sequence ?? []).compactMap(ComposeMount.init) }

  /// The words of `command:`, with the texts they stand in.
  package var command: [Text] {
    if let items = self["command"]?.sequence { return items.compactMap(Text.init) }
    return Text(self["command"]).map { [$0] } ?? []
  }

  /// The value of a flag such as `--config.file`, in the forms `--a=b` and `--a b`.
  package func flag(_ name: String) -> String? {
    let words = command.flatMap { text in
      self["command"]?.sequence == nil
        ? text.value.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init) : [text.value]
    }
    for (index, word) in words.enumerated() {
      let bare = word.drop { $0 == "-" }
      if bare.hasPrefix(name + "=") { return String(bare.dropFirst(name.count + 1)) }
      if bare == name { return index + 1 < words.count && !words[index + 1].hasPrefix("-") ? words[index + 1] : "true" }
    }
    return nil
  }

  /// The services that have to be there first, in which condition, and whether it does without them.
  package var dependencies: [(name: Text, condition: Text?, isOptional: Bool)] {
    if let items = self["depends_on"]?.sequence { return items.compactMap(Text.init).map { ($0, nil, false) } }
    return (self["depends_on"]?.mapping ?? []).compactMap { entry in
      Text(entry.key).map { ($0, Text(entry.value["condition"]), entry.value.flag("required") == false) }
    }
  }

  /// The networks it is in, with its other names there; `default` where it names none.
  package var networks: [String: [String]] {
    if let items = self["networks"]?.sequence {
      return Dictionary(items.compactMap { $0.text.map { ($0, []) } }) { first, _ in first }
    }
    guard let entries = self["networks"]?.mapping else { return networkMode == nil ? ["default": []] : [:] }
    return Dictionary(
      entries.compactMap { entry in
        entry.key.text.map { ($0, (entry.value["aliases"]?.sequence ?? []).compactMap(\.text)) }
      }
    ) { first, _ in first }
  }

  /// Whether Docker checks that it works, as far as the file tells.
  package var hasHealthcheck: Bool {
    guard let check = self["healthcheck"] else { return false }
    return check.flag("disable") != true && check["test"]?.sequence?.first?.text != "NONE"
  }
}
